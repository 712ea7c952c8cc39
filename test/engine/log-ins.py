"""Tries log-ins, many at once, and prints their statuses: `log-ins.py URL HOST AT_ONCE` with a list of [name, password, headers] as JSON on its input."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError
from urllib.request import Request, urlopen

url, host, at_once = sys.argv[1:]


def status(attempt):
    name, password, headers = attempt
    body = json.dumps({"username": name, "password": password}).encode()
    try:
        return urlopen(Request(url, body, {"Content-Type": "application/json", "Host": host, **headers})).status
    except HTTPError as error:
        return error.code


with ThreadPoolExecutor(int(at_once)) as pool:
    print(json.dumps(list(pool.map(status, json.load(sys.stdin)))))

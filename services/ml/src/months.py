"""Months as numbers: what a regression can count with."""

import re


def parse(month: str) -> int:
    """Months since year 0 of "2027-03"; ValueError for anything else."""
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", month):
        raise ValueError(f"found {month[:20]!r}, expected a month such as 2027-03")
    return int(month[:4]) * 12 + int(month[5:]) - 1


def text(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"

#!/bin/sh
# Tells the page what this container's REACT_APP_* variables say, then serves it.
set -eu
python3 -c '
import json, os
settings = {name: value for name, value in sorted(os.environ.items()) if name.startswith("REACT_APP_") and value}
print("window.GAARA = " + json.dumps(settings) + ";")
' >/tmp/config.js
exec "$@"

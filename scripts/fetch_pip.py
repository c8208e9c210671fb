"""Fetch the pinned pip wheel into a folder and print its path: for machines without pip, ensurepip, curl or wget.

Honours PIP_INDEX_URL and PIP_CERT as pip would. What arrives is checked against the digest below, whatever index it came from.
"""

import hashlib
import os
import re
import ssl
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException
from pathlib import Path

WHEEL = "pip-26.3-py3-none-any.whl"
SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
TIMEOUT_S = 60
PAUSES_S = (1, 3)  # between attempts; an index that stumbles is no reason to give up, as little as it is for pip


def fetch(url: str) -> bytes:
    """Raises `OSError` or `HTTPException` when the last attempt fails, or one whose answer will not change."""
    tls = ssl.create_default_context(cafile=os.environ.get("PIP_CERT") or None)
    for pause_s in (*PAUSES_S, None):
        try:
            with urllib.request.urlopen(url, timeout=TIMEOUT_S, context=tls) as response:
                body: bytes = response.read()
                return body
        except (OSError, HTTPException) as error:
            final = isinstance(error, urllib.error.HTTPError) and error.code < 500 and error.code != 429
            if pause_s is None or final:
                raise
        time.sleep(pause_s)
    raise AssertionError  # the last attempt returns or raises


def main(folder: str) -> None:
    page = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/") + "/pip/"
    try:
        link = re.search(rf'href="([^"]*{re.escape(WHEEL)})[#"]', fetch(page).decode())
        if link is None:
            sys.exit(f"Error: {page} does not list {WHEEL}")
        wheel = fetch(urllib.parse.urljoin(page, link[1]))
    except (OSError, HTTPException) as error:
        sys.exit(
            f"Error: cannot fetch {WHEEL} by way of {page}: {error}\n\nHint: PIP_INDEX_URL and PIP_CERT are honoured."
        )
    if hashlib.sha256(wheel).hexdigest() != SHA256:
        sys.exit(f"Error: {WHEEL} from {page} is not the file that was pinned")
    target = Path(folder) / WHEEL
    target.write_bytes(wheel)
    print(target)


if __name__ == "__main__":
    main(sys.argv[1])

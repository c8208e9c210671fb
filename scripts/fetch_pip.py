"""Fetch the pinned pip wheel into a folder and print its path: for machines without pip, ensurepip, curl or wget.

Honours PIP_INDEX_URL and PIP_CERT as pip would. What arrives is checked against the digest below, whatever index it came from.
"""

import hashlib
import os
import re
import ssl
import sys
import urllib.parse
import urllib.request
from pathlib import Path

WHEEL = "pip-26.3-py3-none-any.whl"
SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
TIMEOUT_S = 60


def main(folder: str) -> None:
    tls = ssl.create_default_context(cafile=os.environ.get("PIP_CERT") or None)

    def fetch(url: str) -> bytes:
        with urllib.request.urlopen(url, timeout=TIMEOUT_S, context=tls) as response:
            body: bytes = response.read()
            return body

    page = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/") + "/pip/"
    try:
        link = re.search(rf'href="([^"]*{re.escape(WHEEL)})[#"]', fetch(page).decode())
        if link is None:
            sys.exit(f"Error: {page} does not list {WHEEL}")
        wheel = fetch(urllib.parse.urljoin(page, link[1]))
    except OSError as error:
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

"""What a person approved: the content of a PRD, not its name. Standard library alone, Python 3.9: hooks ask here, too.

The digest leaves out whether boxes are ticked: a plan that is carried out is the plan that was approved.
"""

from __future__ import annotations

import os

PRD_BYTES = 2 * 1024 * 1024  # more than a PRD may have


def digest(data: bytes) -> str:
    """Of a PRD's content, the same for every kind of line end and for any boxes ticked. `hashlib` itself would load OpenSSL."""
    plain = data.replace(b"\r\n", b"\n").replace(b"[x]", b"[ ]").replace(b"[X]", b"[ ]").rstrip()
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    return str(blake2b(plain, digest_size=32).hexdigest())


def content(path: str) -> bytes | None:
    """The bytes of a PRD; None if it is no longer there, cannot be read or is larger than any PRD."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        with open(descriptor, "rb") as file:
            data = file.read(PRD_BYTES + 1)
    except OSError:
        return None
    return data if len(data) <= PRD_BYTES else None


def standing(path: str, approved: str | None) -> str:
    """How the approval of `approved`, a digest, stands for the file now: `approved`, `edited` since, `gone`, or `none` was given."""
    if not approved:
        return "none"
    data = content(path)
    if data is None:
        return "gone"
    return "approved" if digest(data) == approved else "edited"

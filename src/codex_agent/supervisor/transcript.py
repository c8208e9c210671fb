"""The `.log` of a job, written so that a repeated step does not repeat its text.

The size up to which the log is right is committed with the events it shows; whatever stands beyond that is from a step that
was cut off, and is cut away before the next text goes in.
"""

from __future__ import annotations

import os
from pathlib import Path


def append_text(path: Path, size: int, text: str) -> int:
    """Put `text` at `size`, dropping anything beyond; returns the new size, to be committed."""
    data = text.encode(errors="replace")
    if not data:
        return size
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if os.fstat(fd).st_size > size:
            os.ftruncate(fd, size)
        os.lseek(fd, size, os.SEEK_SET)
        written = 0
        while written < len(data):
            written += os.write(fd, data[written:])
    finally:
        os.close(fd)
    return size + len(data)


def size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0

"""Which git checkout a folder belongs to, without running git. Hooks use it too: standard library alone, Python 3.9."""

from __future__ import annotations

import os


def checkout_of(folder: str) -> str | None:
    """The top of the git checkout that holds `folder`, which is absolute; None outside of any.

    An empty `.git` is none: a sandbox that was killed can leave one behind.
    """
    while True:
        mark = os.path.join(folder, ".git")
        if os.path.isfile(mark) or os.path.exists(os.path.join(mark, "HEAD")):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def place_of(folder: str) -> str:
    """What hooks and the store call a repository: the checkout that holds `folder`, else the folder itself, links followed."""
    real = os.path.realpath(folder)
    return checkout_of(real) or real

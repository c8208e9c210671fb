"""Text that cannot drive a terminal. Pure, and small: every command that waits imports it.

Text of agents goes to terminals, so control characters and escape sequences are taken out, here and nowhere else.
"""

from __future__ import annotations

import re

# Compiled when they are needed first: most commands have nothing to print before they wait.
_ESCAPES = r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])|\x9b[0-?]*[ -/]*[@-~]"
_CONTROLS = r"[\x00-\x08\x0b-\x1f\x7f-\x9f]"


def plain(text: str) -> str:
    """Text that cannot drive a terminal: newlines and tabs stay, everything else below space goes."""
    return re.sub(_CONTROLS, "", re.sub(_ESCAPES, "", text.replace("\r\n", "\n")))

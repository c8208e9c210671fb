"""Job ids, as they come from outside: checked here before they touch a path or the store. Pure."""

from __future__ import annotations

import re

from codex_agent.errors import usage_error

ID_PATTERN = re.compile(r"[0-9a-f]{4,8}")
FULL_ID = re.compile(r"[0-9a-f]{8}")


def check_id(text: str) -> str:
    """A job id or a prefix of one, as typed. Everything from outside passes here before it touches a path or the store."""
    if not ID_PATTERN.fullmatch(text):
        raise usage_error(
            "bad_job_id",
            f"{text!r} is not a job id: 8 lower-case hex digits, or the first 4 or more of them",
            "codex-agent jobs",
        )
    return text

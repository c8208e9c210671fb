"""Flags and arguments that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout, also on failure.")]
JobId = Annotated[str, typer.Argument(metavar="ID", help="Job id, or its first 4 or more digits.", show_default=False)]
Here = Annotated[bool, typer.Option("--here", help="Only this repository.")]
Session = Annotated[str | None, typer.Option("--session", metavar="ID", help="Only this parent session.")]
Provider = Annotated[
    str | None, typer.Option("--provider", metavar="NAME", help="openai (Codex) or gemini; openai unless configured.")
]

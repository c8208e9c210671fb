"""Flags and arguments that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout, also on failure.")]
JobId = Annotated[str, typer.Argument(metavar="ID", help="Job id, or its first 4 or more digits.", show_default=False)]
MaxTokens = Annotated[
    str | None,
    typer.Option(
        "--max-tokens",
        metavar="N",
        help="What the job may use in all, input (cached too) and output: 200k, 1.5M. The turn that reaches it ends; none follows.",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Even while another agent may write in the same folder.")]
Here = Annotated[bool, typer.Option("--here", help="Only this repository.")]
Session = Annotated[
    str | None, typer.Option("--session", metavar="ID", help="Only this parent session: its id, or how that begins.")
]
Provider = Annotated[
    str | None, typer.Option("--provider", metavar="NAME", help="openai (Codex) or gemini; openai unless configured.")
]

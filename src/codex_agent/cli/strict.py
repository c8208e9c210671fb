"""What typer lets through and we do not: a flag whose value is empty."""

from __future__ import annotations

from typing import Any

from typer import _click as click
from typer.core import TyperCommand

from codex_agent.errors import usage_error


class Command(TyperCommand):
    """In a script `-s "$MODE"` with a variable that was never set would mean the default, which may be a wider sandbox."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        context = super().make_context(info_name, args, parent, **extra)
        if context.resilient_parsing:  # the shell completes a line that is not whole
            return context
        for parameter in self.params:
            value = context.params.get(parameter.name or "")
            values = value if isinstance(value, (list, tuple)) else (value,)
            if parameter.param_type_name == "option" and "" in values:
                flag = max(parameter.opts, key=len)
                raise usage_error("empty_value", f"the value of {flag} is empty", f"give {flag} one, or leave it out")
        return context

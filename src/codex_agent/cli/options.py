"""The options of the commands that have a lean front. Both parsers build these; the commands take nothing else."""

from typing import Any, NamedTuple, Self


class StartOptions(NamedTuple):
    prompt: str | None = None
    prompt_file: str | None = None
    provider: str | None = None
    reasoning: str | None = None
    model: str | None = None
    fast: bool = False
    sandbox: str | None = None
    dir: str | None = None
    interactive: bool = False
    name: str | None = None
    parent_session: str | None = None
    wait: bool = False
    notify_on_complete: str | None = None
    max_minutes: float | None = None
    max_tokens: str | None = None
    search: bool = False
    network: bool = False
    add_dir: tuple[str, ...] = ()
    image: tuple[str, ...] = ()
    profile: str | None = None
    config: tuple[str, ...] = ()
    role: str | None = None
    lens: tuple[str, ...] = ()
    map: bool = False
    file: tuple[str, ...] = ()
    force_files: bool = False
    context: str | None = None
    verify: tuple[str, ...] = ()
    plan_first: bool = False
    from_jobs: tuple[str, ...] = ()
    no_constraints: bool = False
    prd: str | None = None
    phase: int | None = None
    dry_run: bool = False
    output_schema: str | None = None
    worktree: bool = False
    base: str | None = None
    force: bool = False
    json_output: bool = False

    @classmethod
    def given(cls, values: dict[str, Any]) -> Self:
        """From the parameters of a typer function, which are called as the fields; `dir_` is `dir`, a list not given is empty."""
        named = {name.rstrip("_"): value for name, value in values.items()}
        lists = {name for name in named if isinstance(cls._field_defaults[name], tuple)}
        fields: dict[str, Any] = {name: tuple(value or ()) if name in lists else value for name, value in named.items()}
        return cls(**fields)


class AwaitOptions(NamedTuple):
    jobs: tuple[str, ...]
    any: bool = False
    all: bool = False
    after: int | None = None
    timeout: float | None = None
    json_output: bool = False


class StatusOptions(NamedTuple):
    job: str
    json_output: bool = False

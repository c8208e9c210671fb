"""The prompt of `start`: what the flags ask for is gathered from disk and store, then composed. Nothing is written."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from codex_agent.checkout import checkout_of
from codex_agent.cli.options import StartOptions
from codex_agent.errors import AgentError, Exit, usage_error
from codex_agent.paths import config_folder, default_home
from codex_agent.prompting import PROMPT_CHARS, check_prompt
from codex_agent.prompts.composing import Composed, Ingredients, Material, Part, compose, quoted
from codex_agent.sources.templates import Templates, is_name, read_file

if TYPE_CHECKING:
    from codex_agent.prompts.roles import Role


class Brief(NamedTuple):
    """A prompt that is ready to go, and what its role says about the job."""

    composed: Composed
    sandbox: str | None  # None: as configured
    worktree: bool
    notices: tuple[str, ...]


def brief(options: StartOptions, task: str, cwd: str, planned: tuple[Material, ...] = ()) -> Brief:
    """Compose the prompt for `task`, which has been checked; `planned` goes along. Raises usage errors for everything that cannot be put in."""
    templates = Templates(checkout_of(cwd) or cwd)
    notices: list[str] = []
    role = _role(options, templates)
    sandbox = options.sandbox or (role.sandbox if role else None)
    ingredients = Ingredients(
        task=task,
        blocks={name: templates.text(f"blocks/{name}") for name in _blocks(options, sandbox)},
        role=role,
        lenses=tuple(_lenses(options, templates)),
        context=options.context,
        material=(*planned, *_material(options, task, cwd, notices)),
        constraints=_constraints(options, sandbox),
        verify=options.verify,
        schema=options.output_schema is not None,
    )
    composed = _fitting(ingredients, notices)
    notices += [f"template {name} is taken from {path}" for name, path in sorted(templates.overridden.items())]
    return Brief(composed, sandbox, bool(role and role.worktree), tuple(notices))


def _constraints(options: StartOptions, sandbox: str | None) -> tuple[str, ...]:
    """The blocks that go behind the task."""
    names: list[str] = []
    if not options.no_constraints:
        read_only = (sandbox or _configured_sandbox(options.provider)) == "read-only"
        names += ["report_only" if read_only else "design_and_scope_constraints", "context_loading"]
    if options.plan_first:
        names += ["plan_first"] if options.output_schema is not None else ["plan_first", "output_verbosity_spec"]
    return tuple(names)


def _blocks(options: StartOptions, sandbox: str | None) -> Iterator[str]:
    yield "worker"
    yield from _constraints(options, sandbox)
    if options.verify:
        yield "verification"
    if options.output_schema is not None:
        yield "json_answer"


def _configured_sandbox(provider: str | None) -> str:
    """Read only where something is configured or another client is named: most starts need not load the reader for it."""
    names = ("CODEX_AGENT_CONFIG", "CODEX_AGENT_SANDBOX", "CODEX_AGENT_PROVIDER")
    configured = any(name in os.environ for name in names) or os.path.exists(f"{config_folder()}/config.toml")
    if provider in (None, "openai") and not configured:
        return "workspace-write"
    from codex_agent import config, providers

    settings = config.load(os.environ).settings
    chosen = providers.agent(provider or settings.provider)
    return settings.of(chosen.name).sandbox or chosen.default_sandbox


def _role(options: StartOptions, templates: Templates) -> "Role | None":
    """The role that is named; a lens alone asks for a reviewer."""
    named = ("reviewer" if options.lens else None) if options.role is None else options.role
    if named is None:
        return None
    from codex_agent.prompts.roles import held_to, parse_role

    if is_name(named):
        found, own = templates.find(f"roles/{named}"), templates.shipped(f"roles/{named}")
        like = parse_role(named, own.path, own.text) if own else None
    else:
        is_path = os.sep in named or os.path.lexists(named)
        found, like = read_file(named) if is_path else None, None
    if found is None:
        raise _unknown("role", named, templates.names("roles"))
    role = parse_role(named if is_name(named) else os.path.basename(named), found.path, found.text, like=like)
    return held_to(like, role) if like and templates.is_of_project(f"roles/{named}") else role


def _lenses(options: StartOptions, templates: Templates) -> Iterator[tuple[str, str]]:
    for named in dict.fromkeys(one for several in options.lens for one in several.split(",")):
        name = lens_name(named)
        found = templates.find(f"lenses/{name}") if is_name(name) else None
        if found is None:
            raise _unknown("lens", named, templates.names("lenses"))
        yield name, found.text


def lens_name(typed: str) -> str:
    """As the file of a lens is called."""
    return typed.strip().lower().replace(" ", "-").replace("_", "-")


def check_lenses(named: tuple[str, ...], cwd: str) -> None:
    """Raises a usage error for a lens that an agent in `cwd` cannot be given."""
    for _ in _lenses(StartOptions(lens=named), Templates(checkout_of(cwd) or cwd)):
        pass


def _unknown(kind: str, named: str, known: list[str]) -> AgentError:
    import difflib

    meant = difflib.get_close_matches(named.strip().lower(), known, n=1)
    guess = f"did you mean {meant[0]}? " if meant else ""
    hint = f"{'roles' if kind == 'role' else 'lenses'}: {', '.join(known)}; your own go into .codex-agent/templates"
    return usage_error(f"bad_{kind}", f"there is no {kind} {named.strip()!r}", guess + hint)


def _material(options: StartOptions, task: str, cwd: str, notices: list[str]) -> Iterator[Material]:
    if options.map:
        from codex_agent.sources import maps

        fitted, said = maps.brief(Path(cwd), task, maps.budget_tokens(lambda: _window(options, cwd)))
        notices += said
        if fitted:
            yield Material("codebase_map", fitted.text)
    if options.file:
        from codex_agent.prompts.files import render
        from codex_agent.sources.files import Limits, gather

        gathered = gather(options.file, Path(cwd), force=options.force_files, limits=Limits())
        notices += gathered.notices
        yield Material("files", render(gathered.files))
    for job in dict.fromkeys(options.from_jobs):
        yield _answer(job)


def _window(options: StartOptions, cwd: str) -> int | None:
    """Of the model that will run, as far as the client tells."""
    from codex_agent import client

    spec = {"cwd": cwd, "model": options.model, "profile": options.profile, "config": options.config}
    answer = client.call(default_home().ensure(), "check", spec=spec, env=dict(os.environ))
    return int(answer["context_window"]) if answer["context_window"] else None


def _answer(typed: str) -> Material:
    """What the job answered last, folded up to now. Its read mark stays as it is: nobody has read it for the user."""
    from codex_agent.cli import fresh

    with fresh.opened_job(default_home(), typed) as (store, job):
        found = store.job(job)
        if not found.last_message:
            words, hint = (
                (f"job {job} ended without an answer ({found.state})", f"codex-agent send {job} TEXT goes on with it")
                if found.ended
                else (f"job {job} has not answered yet", f"codex-agent await-turn {job}")
            )
            raise AgentError("no_answer", words, exit_code=Exit.REFUSED, hint=hint)
        return quoted(job, found.spec.name, found.last_message)


def _fitting(ingredients: Ingredients, notices: list[str]) -> Composed:
    """The prompt; a task that leaves no room for our own blocks goes without them, which is said."""
    composed = compose(ingredients)
    for part in composed.parts:
        if len(part.text) <= PROMPT_CHARS:  # a longer one is told of below, with its size
            check_prompt(part.text, what=f"the block {part.name}")
    if len(composed.text) <= PROMPT_CHARS:
        return composed
    bare = compose(ingredients._replace(constraints=()))
    if len(bare.text) > PROMPT_CHARS and ingredients._replace(constraints=()) == Ingredients(
        ingredients.task, ingredients.blocks
    ):
        bare = Composed((Part("task", ingredients.task),))
    if len(bare.text) <= PROMPT_CHARS:
        notices.append("the task leaves no room for the blocks on scope and reading; they are left out")
        return bare
    sizes = ", ".join(f"{part.name} {len(part.text):,}" for part in composed.parts if len(part.text) > 10_000)
    check_prompt(ingredients.task)
    raise usage_error(
        "long_prompt",
        f"the prompt has {len(composed.text):,} characters; the client takes {PROMPT_CHARS:,} ({sizes})",
        "name files in the task instead of putting them in: agents can read",
    )

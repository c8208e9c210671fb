"""The argument list of one turn. Pure: what `check` found out goes in."""

from __future__ import annotations

from codex_agent.providers.base import NotifyHook, Prepared
from codex_agent.providers.codex.toml import toml_array, toml_string
from codex_agent.specs import JobSpec


def build(
    prepared: Prepared, spec: JobSpec, *, thread_id: str | None, notify: NotifyHook, schema: str | None = None
) -> tuple[str, ...]:
    """`codex exec` for a first turn, `codex exec ... resume ID` for a follow-up, `... fork ID` for a fork's first turn.

    A resumed thread keeps none of its settings, so all get the same flags. They stand before `resume`, where some are not known.
    """
    return (
        *prepared.argv0,
        *("exec", "--json", "--color", "never", "--skip-git-repo-check"),
        *("-s", spec.sandbox, "-C", spec.cwd),
        *_choices(prepared, spec),
        *_settings(prepared, spec, notify),
        *(("--output-schema", schema) if schema else ()),
        *(part for pair in spec.config for part in ("-c", pair)),
        *_thread(spec, thread_id),
        "-",
    )


def _thread(spec: JobSpec, thread_id: str | None) -> tuple[str, ...]:
    """A fork leaves the other thread's file untouched, and needs no lock on it."""
    if thread_id is not None:
        return ("resume", thread_id)
    return ("fork", spec.fork_thread) if spec.fork_thread is not None else ()


def _choices(prepared: Prepared, spec: JobSpec) -> list[str]:
    flags: list[str] = []
    flags += [f"--image={path}" for path in spec.images]  # `-i PATH` would also take the arguments after it as images
    for path in spec.add_dirs:
        flags += ["--add-dir", path]
    if spec.profile:
        flags += ["-p", spec.profile]
    if prepared.model:
        flags += ["-m", prepared.model]
    # With this feature a refused connection is tried again for ever.
    return [*flags, "--disable", "unbounded_connection_retries"]


def _settings(prepared: Prepared, spec: JobSpec, notify: NotifyHook) -> list[str]:
    pairs = [f"notify={toml_array(notify.argv(prepared.user_notify))}"]
    if prepared.trust:
        # An inline table: in a dotted path the client splits a folder's name at its dots, quoted or not.
        pairs.append(f'projects={{{toml_string(spec.cwd)}={{trust_level="trusted"}}}}')
    if prepared.reasoning:
        pairs.append(f"model_reasoning_effort={toml_string(prepared.reasoning)}")
    # With an automatic reviewer in the user's configuration the client would ask it, and leave the sandbox if it agrees.
    pairs.append('approval_policy="never"')
    if spec.network:
        pairs.append("sandbox_workspace_write.network_access=true")
    if spec.search:
        pairs.append('web_search="live"')
    pairs += prepared.config
    return [part for pair in pairs for part in ("-c", pair)]

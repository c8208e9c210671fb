"""The words of Codex's app-server: how one is started, and the parameters of a thread and of a turn. Pure.

One server serves many jobs, so everything that is a job's own goes with its thread: folder, model, sandbox, approvals, trust, its
mark in the environment of its commands. Seen of the real client: with `projects` in a thread's config nothing is written to the
user's `config.toml`, whatever the sandbox; a resumed thread keeps none of it.
"""

from __future__ import annotations

import tomllib
from typing import Any

from codex_agent.jobs import Job
from codex_agent.providers.base import Prepared
from codex_agent.specs import JobSpec

JOB_MARK = "CODEX_AGENT_JOB_ID"
# Everything that the record of the thread tells as well: not sent is not read.
QUIET = (
    *("thread/started", "thread/name/updated", "thread/settings/updated", "thread/tokenUsage/updated"),
    *("thread/readState/changed", "thread/goal/cleared", "thread/goal/updated", "thread/queue/changed"),
    *("turn/started", "turn/completed", "turn/diff/updated", "turn/plan/updated"),
    *("item/started", "item/completed", "item/agentMessage/delta", "item/plan/delta"),
    *("item/commandExecution/outputDelta", "item/commandExecution/terminalInteraction"),
    *("item/fileChange/outputDelta", "item/fileChange/patchUpdated", "item/mcpToolCall/progress"),
    *("item/reasoning/summaryPartAdded", "item/reasoning/summaryTextDelta", "item/reasoning/textDelta"),
    *("account/rateLimits/updated", "mcpServer/startupStatus/updated", "remoteControl/status/changed"),
    *("hook/started", "hook/completed", "skills/changed", "configWarning", "deprecationNotice", "warning"),
)


def server_command(prepared: Prepared, socket: str) -> tuple[str, ...]:
    """The argument list of an app-server for any number of jobs."""
    listen = ("app-server", "--listen", f"unix://{socket}")
    # With this feature a refused connection is tried again for ever.
    features = ("--disable", "unbounded_connection_retries")
    return (*prepared.argv0, *listen, *features, *(part for pair in prepared.config for part in ("-c", pair)))


def hello(version: str) -> dict[str, Any]:
    """`initialize`. The experimental API has the one call that ends what an agent left running."""
    return {
        "clientInfo": {"name": "codex-agent", "version": version},
        "capabilities": {"experimentalApi": True, "optOutNotificationMethods": list(QUIET)},
    }


def thread_params(prepared: Prepared, job: Job) -> dict[str, Any]:
    """`thread/start`; with a `threadId` beside it, `thread/resume`."""
    spec = job.spec
    config = _config(prepared, job)
    params: dict[str, Any] = {
        "cwd": spec.cwd,
        "sandbox": spec.sandbox,
        "approvalPolicy": config.pop("approval_policy", spec.approval_policy),
        # With an automatic reviewer in the user's configuration the client would ask it, and leave the sandbox if it agrees.
        "approvalsReviewer": "user",
        "config": config,
    }
    if prepared.model:
        params["model"] = prepared.model
    return params


def _config(prepared: Prepared, job: Job) -> dict[str, Any]:
    """As `codex exec` weighs them: the profile, over it the flags, over them `-c`."""
    spec = job.spec
    config: dict[str, Any] = {}
    if prepared.trust:
        config["projects"] = {spec.cwd: {"trust_level": "trusted"}}
    if prepared.reasoning:
        config["model_reasoning_effort"] = prepared.reasoning
    if spec.network:
        config["sandbox_workspace_write.network_access"] = True
    if spec.add_dirs:
        config["sandbox_workspace_write.writable_roots"] = list(spec.add_dirs)
    if spec.search:
        config["web_search"] = "live"
    config |= dict(map(_pair, spec.config))
    config[f"shell_environment_policy.set.{JOB_MARK}"] = job.id
    whole = dict(prepared.profile)
    for key, value in config.items():
        whole = _laid(whole, key, value)
    return whole


def _laid(over: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    """The value put in; into the table that is there for the first word of its key: the client takes the two in any order."""
    head, dot, rest = key.partition(".")
    if not dot or not isinstance(over.get(head), dict):
        return {**over, key: value}
    *tables, last = rest.split(".")
    top = inner = dict(over[head])
    for name in tables:
        inner[name] = dict(inner[name]) if isinstance(inner.get(name), dict) else {}
        inner = inner[name]
    inner[last] = value
    return {**over, head: top}


def _pair(pair: str) -> tuple[str, Any]:
    """`KEY=VALUE` as the client's own `-c` takes it: TOML, or else the bare words."""
    key, _, value = pair.partition("=")
    try:
        return key, tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return key, value


def turn_params(
    spec: JobSpec, thread_id: str, text: str, token: str, *, first: bool, schema: dict[str, Any] | None = None
) -> dict[str, Any]:
    """`turn/start`. The token comes back in the thread's record: so we know which of our messages it has."""
    images = [{"type": "localImage", "path": path} for path in spec.images] if first else []
    params = {"threadId": thread_id, "clientUserMessageId": token, "input": [*_text(text), *images]}
    return {**params, "outputSchema": schema} if schema is not None else params


def steer_params(thread_id: str, turn_id: str, text: str, token: str) -> dict[str, Any]:
    return {
        "threadId": thread_id,
        "expectedTurnId": turn_id,
        "clientUserMessageId": token,
        "input": _text(text),
    }


def _text(text: str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": text}]

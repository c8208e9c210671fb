"""What can be refused before anything starts: the user's words against the client, its catalogue and the disk."""

from __future__ import annotations

import os
import re
from pathlib import Path

from codex_agent.errors import AgentError, usage_error
from codex_agent.providers.codex.settings import Settings
from codex_agent.providers.models import Catalogue, Model
from codex_agent.specs import JobSpec

SANDBOXES = ("read-only", "workspace-write", "danger-full-access")
APPROVALS = ("never", "on-request", "untrusted")
DEFAULT_REASONING = "high"
REASONING_KEY = "model_reasoning_effort"
_MODEL_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}")
_LEVEL = re.compile(r"[a-z]{1,20}")
_CONFIG_KEY = re.compile(r"[A-Za-z0-9_.-]+")
_OWNED = {
    "notify": "the end of a turn is reported with it; your own notify command still runs",
    "projects": "trust is given for the job's folder alone",
    "sandbox_mode": "use --sandbox",
    "approval_policy": "a background agent never asks; an interactive one may (--interactive)",
    "approvals_reviewer": "a background agent never asks",
}


def check_paths(spec: JobSpec) -> None:
    """The folders and files exist. Paths that a configuration value cannot carry are refused too."""
    for label, path in (("--dir", spec.cwd), *(("--add-dir", p) for p in spec.add_dirs)):
        _check_text(label, path)
        if not os.path.isabs(path) or not os.path.isdir(path):
            raise usage_error("no_such_folder", f"{label} {path!r} is not an existing folder")
    for path in spec.images:
        _check_text("--image", path)
        if not Path(path).is_file():
            raise usage_error("no_such_file", f"--image {path!r} is not an existing file")
        if "," in path:
            raise usage_error("bad_image", f"--image {path!r}: codex splits image paths at commas", "copy the file")


def check_sandbox(spec: JobSpec) -> None:
    """The sandbox is one of the client's, and the network was not asked of one that has none."""
    if spec.sandbox not in SANDBOXES:
        raise usage_error("bad_sandbox", f"unknown sandbox {spec.sandbox!r}; valid: {', '.join(SANDBOXES)}")
    if spec.network and spec.sandbox == "read-only":
        raise usage_error(
            "no_network",
            "the read-only sandbox has no network",
            "add --sandbox workspace-write, or leave --network out",
        )


def check_approvals(spec: JobSpec, pairs: dict[str, str]) -> None:
    """When an interactive agent asks, in one of the client's plain words; its finer tables are taken as they are."""
    word = pairs.get("approval_policy", spec.approval_policy).strip().strip("\"'")
    if word not in APPROVALS and not word.startswith("{"):
        raise usage_error("bad_approvals", f"unknown approval_policy {word!r}; valid: {', '.join(APPROVALS)}")


def check_config(spec: JobSpec) -> dict[str, str]:
    """The `-c` values by key, each with a form that the client understands and a key that is the user's to set."""
    pairs: dict[str, str] = {}
    for pair in spec.config:
        key, equals, value = pair.partition("=")
        if not equals or not _CONFIG_KEY.fullmatch(key):
            raise usage_error("bad_config", f"-c {pair!r} is not KEY=VALUE with a key of letters, digits, _ . and -")
        owned = key.split(".")[0]
        if owned in _OWNED and not (owned == "approval_policy" and spec.mode == "interactive"):
            raise usage_error("owned_config", f"-c {owned} belongs to codex-agent: {_OWNED[owned]}")
        _check_text("-c", pair)
        pairs[key] = value
    return pairs


def is_known(name: str, settings: Settings, catalogue: Catalogue) -> bool:
    """Whether the catalogue or the user's configuration has this model. Without a catalogue every name is."""
    return not catalogue.models or catalogue.find(name) is not None or name in settings.models


def choose_model(
    name: str | None, configured: str | None, project: str | None, settings: Settings, catalogue: Catalogue
) -> str | None:
    """What the client will run: the flag, else `-c model=`, the folder's or the user's configuration, the client's own first."""
    if name is None:
        default = catalogue.default
        return configured or project or settings.model or (default.slug if default else None)
    if not _MODEL_NAME.fullmatch(name):
        raise usage_error("bad_model", f"{name!r} is not a model name", "codex-agent models")
    if not is_known(name, settings, catalogue):
        listed = ", ".join(dict.fromkeys((*(m.slug for m in catalogue.visible), *settings.models)))
        hint = f"codex-agent models; a model that codex does not list: -c 'model=\"{name}\"'"
        raise usage_error("unknown_model", f"unknown model {name!r}; valid: {listed}", hint)
    return name


def choose_reasoning(asked: str | None, model: Model | None, catalogue: Catalogue) -> str | None:
    """The level to pass: the one asked for if the model has it, else `high`, else the model's own default."""
    valid = model.levels if model else catalogue.levels
    if asked is None:
        if not valid or DEFAULT_REASONING in valid:
            return DEFAULT_REASONING
        return model.default_level if model else None
    if not _LEVEL.fullmatch(asked) or (valid and asked not in valid):
        of = f" of {model.slug}" if model else ""
        listed = f"; valid: {', '.join(valid)}" if valid else ""
        raise usage_error("bad_reasoning", f"unknown reasoning level {asked!r}{of}{listed}")
    return asked


def _check_text(label: str, value: str) -> None:
    """The client takes UTF-8 alone, and no program takes NUL."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise usage_error("not_utf8", f"{label} {value!r} is not valid UTF-8, which codex needs") from None
    if "\0" in value:
        raise usage_error("nul_byte", f"{label} {value!r} has a NUL byte")


def too_old(client: str, minimum: tuple[int, ...]) -> AgentError:
    words = f"{client} is too old; {'.'.join(map(str, minimum))} or later is needed"
    return AgentError("codex_too_old", words, hint="npm install -g @openai/codex@latest")

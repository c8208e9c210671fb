"""What can be refused before anything starts: the user's words against what this client takes."""

from __future__ import annotations

import os
import re

from codex_agent.errors import usage_error
from codex_agent.providers.gemini.catalogue import ALIASES
from codex_agent.providers.models import Catalogue
from codex_agent.specs import JobSpec

# The client has no sandbox of its own here; it decides which tools an agent gets.
MODES = {"read-only": "default", "workspace-write": "auto_edit", "danger-full-access": "yolo"}
POSSIBLE = "-m, -s, -d, --add-dir, --name, --max-minutes, --max-tokens, -w, --notify-on-complete, --parent-session"
_MODEL_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}")


def check(spec: JobSpec) -> None:
    """Raises a usage error for everything that can be known to fail."""
    _check_flags(spec)
    if spec.sandbox not in MODES:
        raise usage_error("bad_sandbox", f"unknown sandbox {spec.sandbox!r}; valid: {', '.join(MODES)}")
    if spec.model is not None and not _MODEL_NAME.fullmatch(spec.model):
        raise usage_error("bad_model", f"{spec.model!r} is not a model name", "codex-agent models --provider gemini")
    for label, path in (("--dir", spec.cwd), *(("--add-dir", p) for p in spec.add_dirs)):
        _check_text(label, path)
        if not os.path.isabs(path) or not os.path.isdir(path):
            raise usage_error("no_such_folder", f"{label} {path!r} is not an existing folder")
        if label == "--add-dir" and "," in path:
            raise usage_error("bad_folder", f"--add-dir {path!r}: gemini splits paths at commas")


def check_model(name: str, models: Catalogue, own: tuple[str | None, ...]) -> None:
    """The name is one that the client lists; `own` are those that the user has configured. Without a list every name is."""
    if models.models and models.find(name) is None:
        listed = dict.fromkeys((*ALIASES, *(model.slug for model in models.visible), *filter(None, own)))
        hint = f"codex-agent models --provider gemini; a model that gemini does not list: GEMINI_MODEL={name} codex-agent start ..."
        raise usage_error("unknown_model", f"unknown model {name!r}; valid: {', '.join(listed)}", hint)


def _check_flags(spec: JobSpec) -> None:
    """Flags of other clients. Each says what takes its place, if anything does."""
    for given, flag, instead in (
        (spec.reasoning is not None, "--reasoning", "choose a model (-m), or set modelConfigs in the Gemini settings"),
        (bool(spec.images), "--image", "name the file in the prompt: agents can read"),
        (spec.profile is not None, "--profile", ""),
        (bool(spec.config), "-c", "set it in the Gemini settings"),
        (spec.search, "--search", "gemini agents can always search the web"),
        (spec.network, "--network", "commands are not kept from the network; -s danger-full-access allows commands"),
    ):
        if given:
            hint = f"{instead}; with start it takes: {POSSIBLE}" if instead else f"with start it takes: {POSSIBLE}"
            raise usage_error("not_for_gemini", f"gemini does not take {flag}", hint)


def _check_text(label: str, value: str) -> None:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise usage_error("not_utf8", f"{label} {value!r} is not valid UTF-8, which gemini needs") from None

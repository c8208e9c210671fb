"""The Codex configuration that points a client at a scripted model and at nothing else."""

from __future__ import annotations

import json


def client_config(base_url: str, model: str = "gpt-5.5", *, fast_fail: bool = False) -> str:
    """The text of `config.toml` for a client without any account.

    With `fast_fail` the client reports the first failure instead of trying again, a refused connection included.
    """
    provider = ["[model_providers.scripted]", 'name = "scripted"', f"base_url = {json.dumps(base_url)}"]
    provider += ['wire_api = "responses"', "requires_openai_auth = false"]
    top = [f"model = {json.dumps(model)}", 'model_provider = "scripted"', "check_for_update_on_startup = false"]
    quiet = [["[analytics]", "enabled = false"]]  # nothing but the loopback
    sections = [top, provider, *quiet]
    features = ["plugins = false"]
    if fast_fail:
        provider += ["stream_max_retries = 0", "request_max_retries = 0"]
        features.append("unbounded_connection_retries = false")
    sections.append(["[features]", *features])
    return "\n\n".join("\n".join(section) for section in sections) + "\n"

"""The Gemini settings and environment that point a client at a scripted model and at nothing else."""

from __future__ import annotations

import json


def client_settings(*, attempts: int = 1) -> str:
    """The text of `settings.json` in the client's home. `attempts` is how often a failed request is made in all."""
    settings = {
        "security": {"auth": {"selectedType": "gemini-api-key"}},
        "general": {"maxAttempts": attempts, "enableAutoUpdate": False, "enableAutoUpdateNotification": False},
        "privacy": {"usageStatisticsEnabled": False},  # nothing but the loopback
        "telemetry": {"enabled": False},
    }
    return json.dumps(settings, indent=2) + "\n"


def client_environment(base_url: str) -> dict[str, str]:
    """To add to a clean environment; the key is none, and no server asks for it."""
    return {"GEMINI_API_KEY": "scripted", "GOOGLE_GEMINI_BASE_URL": base_url}

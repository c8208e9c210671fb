"""Measures of what the project promises, on the real Codex client and the bundled scripted model: `scripts/bench`."""

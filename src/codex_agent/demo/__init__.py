"""What `codex-agent demo` and the client tests share: a scripted model on the loopback and its language."""

"""Git worktrees for agents: made, looked at, merged, removed. Git is the truth; no commit and no uncommitted line is lost unasked."""

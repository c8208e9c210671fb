"""How an agent is run: one driver for each way. `exec_process` runs one client process a turn."""

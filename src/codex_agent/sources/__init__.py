"""What goes into a prompt, gathered from the caller's disk: templates, files, the map, PRDs."""

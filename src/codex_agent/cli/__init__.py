"""The command line: parse, call, render. One module a group of commands; `front` is the lean way past typer."""

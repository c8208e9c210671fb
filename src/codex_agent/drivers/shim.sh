#!/bin/sh
# Runs one client and records how it ended: shim.sh EXIT_FILE PROMPT_FILE COMMAND [ARG...]
# Standard input is the turn's pid file, locked by whoever started us; we hold it as descriptor 3 while we live. It gets
# "<shim> <agent>" before the client runs: a locked empty file means "about to run", an unlocked empty one "never ran".
# Signals to the group are for the client; we stay to record its end.
trap : HUP INT QUIT TERM
exec 3<&0 0<"$2"
exit_file=$1
shift 2
# shellcheck disable=SC2016  # expanded by the inner shell
/bin/sh -c 'echo "$PPID $$" >&3; exec "$@" 3>&-' sh "$@"
code=$?
if (umask 077 && echo "$code" >"$exit_file.tmp"); then
    command -p mv -f "$exit_file.tmp" "$exit_file"
fi
exit "$code"

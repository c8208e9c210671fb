"""Tells the supervisor that a turn of a job has ended, then runs the user's own notify command.

    codex_notify.py STATE_HOME SOCKET JOB_ID [USER_COMMAND...] JSON

The client appends JSON and waits for nothing. One line goes to SOCKET; if nobody takes it, the same line is kept as
STATE_HOME/jobs/JOB_ID.notify-<time_ns>-<pid>.json, for the supervisor to fold later. Nothing is printed, the exit code is 0.
Only built-in modules are imported on the way: each one from disk would cost more than the work itself.
"""

import sys

TIMEOUT_S = 0.4  # for connecting and again for sending: a stopped supervisor must not hold up the user's command
HEX = frozenset("0123456789abcdef")


def raw(text):  # type: (str) -> bytes
    """The argument as the client gave it."""
    return text.encode(sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())


def report(home, address, job, payload):  # type: (str, str, str, str) -> None
    if len(job) != 8 or not HEX.issuperset(job):
        return
    # In JSON a line break can only stand between tokens, where a space means the same.
    body = raw(payload).replace(b"\n", b" ").replace(b"\r", b" ")
    line = b'{"op":"notify","v":"","job":"' + job.encode() + b'","payload":' + body + b"}\n"
    try:
        deliver(address, line)
    except Exception:
        keep(home, job, line)


def deliver(address, line):  # type: (str, bytes) -> None
    """Raises when nobody listens, or when a supervisor that is stopped or drowning has no room for the line."""
    import _socket

    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    connection.settimeout(TIMEOUT_S)
    connection.connect(address)
    connection.sendall(line)
    connection.close()


def keep(home, job, line):  # type: (str, str, bytes) -> None
    """The supervisor sees the file whole or not at all."""
    import posix
    import time

    folder = home + "/jobs/"
    name = "%s.notify-%d-%d.json" % (job, time.time_ns(), posix.getpid())
    temp = folder + "." + name + ".tmp"
    descriptor = posix.open(temp, posix.O_WRONLY | posix.O_CREAT | posix.O_EXCL | posix.O_CLOEXEC, 0o600)
    try:
        while line:
            line = line[posix.write(descriptor, line) :]
        posix.rename(temp, folder + name)
    except Exception:
        posix.unlink(temp)
        raise


def chain(command):  # type: (list) -> None
    """Become the user's command, which gets the environment, the descriptors and the signals that the client meant for it."""
    import _signal
    import os

    for number in (_signal.SIGPIPE, _signal.SIGXFSZ):  # Python ignores these, and that would be inherited
        _signal.signal(number, _signal.SIG_DFL)
    os.execvp(command[0], command)  # noqa: S606 - an argument list, no shell by intention


def main():  # type: () -> None
    home, address, job, payload = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[-1]
    try:
        if len(sys.argv) > 4:
            report(home, address, job, payload)
    except BaseException:
        pass
    if len(sys.argv) > 5:
        chain(sys.argv[4:])


if __name__ == "__main__":
    from posix import _exit

    try:  # noqa: SIM105 - contextlib would be read from disk
        main()
    except BaseException:
        pass
    _exit(0)

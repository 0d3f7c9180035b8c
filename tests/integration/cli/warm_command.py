"""Runs command lines, each in a process of its own: a copy of this one, which has imported already what they need.

Starting Python and importing takes most of the time of a short command; what a start itself does is in test_start.py.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from importlib import import_module

from crossdock.cli import main
from crossdock.cli.commands import BUILT_IN
from crossdock.plugins import Plugins


def serve(channel: socket.socket) -> None:
    """Answer each command line with its exit code, until nobody asks any more; returns in the copies, too."""
    with channel.makefile("rwb") as asked:
        for line in asked:
            child = os.fork()
            if child == 0:
                become(**json.loads(line))
                main.main()
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            asked.write(f"{status}\n".encode())
            asked.flush()


def become(arguments: list[str], environment: dict[str, str], folder: str, streams: list[str]) -> None:
    """Take over arguments, environment, folder, and the files that stand for stdin, stdout and stderr."""
    for number, (path, flags) in enumerate(zip(streams, (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY), strict=True)):
        opened = os.open(path, flags)
        os.dup2(opened, number)
        os.close(opened)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[1:] = arguments


def warm_up() -> None:
    """Import every command, and every connector."""
    for entry in BUILT_IN.values():
        entry.load()
    for connector, _ in Plugins().connectors.values():
        connector.load()
    import_module("crossdock.studio.studio")
    import_module("crossdock.store.upgrade")


if __name__ == "__main__":
    warm_up()
    serve(socket.socket(fileno=int(sys.argv.pop())))

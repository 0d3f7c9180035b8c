"""What holds a child process: its memory, its time, its priority, and its parent's life.

Memory is held on Linux, where the address space can be measured and capped; elsewhere only time and the parent
hold a child. Windows has neither alarm nor niceness: there the parent's own clock is what ends an evaluation.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_STATM = Path("/proc/self/statm")
GRACE = 1.0
"""Seconds beyond the limit after which a child ends itself, in case nobody is left to end it."""


def die_with_parent(parent: int) -> None:
    """Have the kernel end this process when the parent dies, busy or not; ends it now if the parent is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            sys.exit(0)


def lower_priority(niceness: int) -> None:
    """Let processes of lower niceness go first; no core files, because they would hold payloads."""
    if sys.platform != "win32":
        import resource

        os.nice(niceness)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow_memory(extra: int) -> None:
    """Let this process take `extra` bytes more than it has now, and not one more."""
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = address_space() + extra
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def address_space() -> int:
    """Bytes of address space this process has; 0 where that cannot be measured."""
    if sys.platform != "linux":
        return 0
    return int(_STATM.read_bytes().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def allow_time(seconds: float) -> None:
    """End this process `GRACE` after so many seconds, unless it is told 0 before."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds + GRACE if seconds else 0)

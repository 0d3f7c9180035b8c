"""What a running demo takes of its machine: memory and processes, as Linux tells them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import msgspec

_PROC = Path("/proc")
_KIB = 1024
GROWTH = 1.25
"""The last third of a run may take so many times what the first one took,"""
SLACK_MIB = 40
"""and so much more; caches fill, and connections open."""


class Footprint(msgspec.Struct, frozen=True, kw_only=True):
    """At one moment, of a process and all below it."""

    mib: float
    """Memory; what several share is counted in parts (PSS)."""
    processes: int


def footprint_of(*processes: int) -> Footprint | None:
    """Of processes and all below them; None where this system does not tell."""
    if not (_PROC / "self" / "smaps_rollup").exists():
        return None
    family = [member for process in processes for member in _family(process)]
    return Footprint(mib=sum(map(_mib, family)), processes=len(family))


def growth(footprints: Sequence[Footprint]) -> str:
    """How it grew where it did, from the first third to the last; '' where it is steady."""
    third = len(footprints) // 3
    if not third:
        return ""
    first, last = footprints[:third], footprints[-third:]
    before, after = (median(one.mib for one in part) for part in (first, last))
    if after > before * GROWTH + SLACK_MIB:
        return f"memory grew from {before:.0f} to {after:.0f} MiB"
    fewer, more = (median(one.processes for one in part) for part in (first, last))
    return f"processes grew from {fewer:.0f} to {more:.0f}" if more > fewer + len(first) else ""


def _family(process: int) -> Iterator[int]:
    yield process
    for task in (_PROC / str(process) / "task").glob("*/children"):
        for child in _read(task).split():
            yield from _family(int(child))


def _mib(process: int) -> float:
    told = _read(_PROC / str(process) / "smaps_rollup").splitlines()
    return sum(int(line.split()[1]) for line in told if line.startswith("Pss:")) / _KIB


def _read(path: Path) -> str:
    """'' where the process has ended meanwhile."""
    try:
        return path.read_text()
    except OSError:
        return ""

"""`crossdock demo --check`: the whole job once, as its users do it, from outside.

A studio runs as a process of its own on a temporary folder; everything else goes through the command line and the
HTTP API. Each step proves something; the table at the end says what.
"""

from __future__ import annotations

import subprocess
import time

import httpx
import msgspec
from rich.console import Console
from rich.table import Table

from crossdock.demo.job import STEPS, Failed, Job
from crossdock.errors import CrossdockError
from crossdock.store.private_file import temporary_data_folder


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one step."""

    step: str
    passed: bool
    message: str
    seconds: float


def check_everything() -> int:
    """Do every step until one fails, print the table, and return the exit code: 0 when all passed, else 1."""
    progress = Console(stderr=True)
    with temporary_data_folder() as place:
        job = Job(place)
        try:
            proofs = _prove(job, progress)
        finally:
            job.demo.stop()
    Console().print(_table(proofs))
    return 0 if len(proofs) == len(STEPS) and all(proof.passed for proof in proofs) else 1


def _prove(job: Job, progress: Console) -> list[Proof]:
    proofs: list[Proof] = []
    for number, (name, step) in enumerate(STEPS, 1):
        progress.print(f"[{number}/{len(STEPS)}] {name} ...", markup=False)
        begun = time.perf_counter()
        try:
            message, passed = step(job), True
        except (Failed, CrossdockError, httpx.HTTPError, subprocess.SubprocessError, OSError, ValueError) as error:
            message, passed = f"{error}", False
        proofs.append(Proof(step=name, passed=passed, message=message, seconds=time.perf_counter() - begun))
        if not passed:
            break
    return proofs


def _table(proofs: list[Proof]) -> Table:
    table = Table("step", "", "what was shown", "seconds")
    for proof in proofs:
        table.add_row(proof.step, "passed" if proof.passed else "FAILED", proof.message, f"{proof.seconds:.1f}")
    for name, _ in STEPS[len(proofs) :]:
        table.add_row(name, "not run", "", "")
    return table

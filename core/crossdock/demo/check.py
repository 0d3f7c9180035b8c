"""`crossdock demo --check`: the whole job once, as its users do it, from outside.

A studio runs as a process of its own on a temporary folder, between sandboxes of its own; everything else goes through
the command line and the HTTP API. Each step proves something; the table at the end says what.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from queue import Empty

import httpx
import msgspec
from rich.console import Console
from rich.table import Table

from crossdock.demo.cancel_steps import CancelSteps
from crossdock.demo.mapping_steps import MappingSteps
from crossdock.demo.order_steps import OrderSteps
from crossdock.demo.return_steps import ReturnSteps
from crossdock.demo.sales import Sales
from crossdock.demo.session import Failed, Session, expect
from crossdock.demo.stock_steps import StockSteps
from crossdock.demo.watch_steps import WatchSteps
from crossdock.errors import CrossdockError
from crossdock.store.private_file import temporary_data_folder

Steps = Sequence[tuple[str, Callable[[], str]]]
"""What a step is called, and what does it: it gives what was shown, or raises."""


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
        session = Session(place)
        steps = _steps(session)
        try:
            proofs = _prove(steps, progress)
            if not proofs[-1].passed:
                progress.print(f"The demo said last:\n{session.demo.log_tail()}", markup=False)
        finally:
            session.close()
    Console().print(_table(steps, proofs))
    return 0 if len(proofs) == len(steps) and all(proof.passed for proof in proofs) else 1


def _steps(session: Session) -> Steps:
    sales = Sales(session)
    mapping, orders = MappingSteps(session), OrderSteps(session, sales)
    return [
        ("Start the sandboxes", lambda: _start_sandboxes(session)),
        ("Start the studio", lambda: _start_studio(session)),
        *mapping.steps(),
        *orders.steps(),
        *StockSteps(session).steps(),
        *ReturnSteps(session, sales).steps(),
        *CancelSteps(session, sales).steps(),
        *WatchSteps(session, sales).steps(),
        ("kill -9, start again", mapping.survive),
        *orders.last_steps(),
        ("Verify the audit log", mapping.verify_audit),
    ]


def _start_sandboxes(session: Session) -> str:
    session.open_sandboxes()
    return ", ".join(sorted(session.sandboxes))


def _start_studio(session: Session) -> str:
    note = session.start()
    mode = (session.demo.data / "demo.json").stat().st_mode & 0o777
    expect(mode == 0o600, f"demo.json has the rights {mode:o}")
    return f"tokens for {', '.join(sorted(note.tokens))}; flows: {', '.join(note.webhooks)}"


def _prove(steps: Steps, progress: Console) -> list[Proof]:
    proofs: list[Proof] = []
    for number, (name, step) in enumerate(steps, 1):
        progress.print(f"[{number}/{len(steps)}] {name} ...", markup=False)
        begun = time.perf_counter()
        try:
            message, passed = step(), True
        except (
            Failed,
            CrossdockError,
            httpx.HTTPError,
            subprocess.SubprocessError,
            OSError,
            ValueError,
            Empty,
        ) as error:
            message, passed = f"{error}", False
        proofs.append(Proof(step=name, passed=passed, message=message, seconds=time.perf_counter() - begun))
        if not passed:
            break
    return proofs


def _table(steps: Steps, proofs: list[Proof]) -> Table:
    table = Table("step", "", "what was shown", "seconds")
    for proof in proofs:
        table.add_row(proof.step, "passed" if proof.passed else "FAILED", proof.message, f"{proof.seconds:.1f}")
    for name, _ in steps[len(proofs) :]:
        table.add_row(name, "not run", "", "")
    return table

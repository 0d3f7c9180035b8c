"""A progress bar on a terminal, and nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from crossdock.model.fixture import FixtureResult
from crossdock.project.case import Case
from crossdock.project.fixture_run import Progress


@contextmanager
def progress_of(total: int) -> Iterator[Progress]:
    """What to call with each result: it moves a bar on stderr, where that is a terminal."""
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("Running fixtures", total=total)

        def moved(case: Case, _result: FixtureResult) -> None:
            bars.update(bar, advance=1, description=f"{case.mapping} / {case.fixture.name}")

        yield moved


def _silent(_case: Case, _result: FixtureResult) -> None:
    return None

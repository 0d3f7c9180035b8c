"""Pools of real processes, with and without a plugin that makes trouble."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]  # ships no types
import pytest

from crossdock.engine.json_text import encode
from crossdock.evaluate.in_process import InProcessEvaluator
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.evaluation import EngineName, Evaluation, Limits
from crossdock.model.lookup import LookupTables

ODD_PLUGIN = Path(__file__).parent / "odd_plugin"

Ask = Callable[..., Evaluation]


@pytest.fixture(params=list(EngineName), scope="module")
def engine(request: pytest.FixtureRequest) -> EngineName:
    """Each engine in turn: what the product promises holds for both."""
    name: EngineName = request.param
    return name


@pytest.fixture(scope="module")
async def pool(engine: EngineName) -> AsyncIterator[EvaluationPool]:
    """One process a lane, whatever became of those before: starting them is what takes time."""
    async with EvaluationPool(draft_processes=1, live_processes=1, engine=engine) as running:
        yield running


@pytest.fixture
async def fresh_pool(engine: EngineName) -> AsyncIterator[EvaluationPool]:
    """A pool of which no process has started."""
    async with EvaluationPool(engine=engine) as running:
        yield running


def install_odd_plugin(distribution: str, place: Path, patch: pytest.MonkeyPatch) -> None:
    """Write the distribution's metadata below a place, and have processes that start look there."""
    info = place / f"{distribution.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[crossdock]\n{distribution} = odd_plugin\n")
    path = [str(place), str(ODD_PLUGIN), os.environ.get("PYTHONPATH", "")]
    patch.setenv("PYTHONPATH", os.pathsep.join(path))


@pytest.fixture(scope="module")
async def guarding(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[InProcessEvaluator]:
    """As a worker asks guards, with the odd plugin installed."""
    with pytest.MonkeyPatch.context() as patch:
        install_odd_plugin("odd-guards", tmp_path_factory.mktemp("odd"), patch)
        async with InProcessEvaluator([], EvaluationPool(draft_processes=1, live_processes=1)) as evaluator:
            yield evaluator


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make processes that start from now on find the odd plugin as a distribution of this name."""

    return lambda distribution: install_odd_plugin(distribution, tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def odd_functions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The odd plugin, installed for processes that start while this module's tests run."""
    with pytest.MonkeyPatch.context() as patch:
        install_odd_plugin("odd-functions", tmp_path_factory.mktemp("odd"), patch)
        yield


@pytest.fixture(scope="module")
async def odd_pool(odd_functions: None, engine: EngineName) -> AsyncIterator[EvaluationPool]:
    """One process a lane, with the odd plugin installed."""
    async with EvaluationPool(draft_processes=1, live_processes=1, engine=engine) as running:
        yield running


@pytest.fixture
def ask() -> Ask:
    """What is to be evaluated, with everything but the text by default."""

    def evaluation(text: str, data: Any = None, lookups: LookupTables | None = None, **limits: Any) -> Evaluation:
        return Evaluation(
            text=text,
            input=encode({} if data is None else data),
            lookups=lookups or {},
            received_at=datetime(2026, 3, 29, 9, 30, tzinfo=UTC),
            limits=Limits(**limits),
        )

    return evaluation


def evaluating() -> set[int]:
    """Evaluation processes of this test run, whoever started them."""
    return {child.pid for child in psutil.Process().children() if "crossdock.evaluate.child" in child.cmdline()}


@pytest.fixture
def children() -> Callable[[], set[int]]:
    """Asks for the evaluation processes started since the test began that still run."""
    before = evaluating()
    return lambda: evaluating() - before

"""Whatever is published, promoted and rolled back in whatever order, the studio agrees with a model of a few lines."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from itertools import count
from typing import TypeVar
from uuid import UUID

import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from crossdock.clock import SystemClock
from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.errors import Conflict, NotFound
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.access import Principal, Role
from crossdock.model.evaluation import Evaluated, Evaluation, HoldCode, Lane
from crossdock.model.fixture import ExpectHold, ExpectPartial, Fixture
from crossdock.model.mapping import MappingNew, VersionNew
from crossdock.model.page import PageRequest
from crossdock.model.problem import Problem
from crossdock.model.project import ProjectNew
from crossdock.model.promotion import PromotionNew
from crossdock.store.database import Database
from crossdock.store.keyring import Keyring
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock.studio.studio import Studio

T = TypeVar("T")

EDITOR = Principal(token_id=UUID(int=1), name="editor", project=None, role=Role.EDITOR)
APPROVER = Principal(token_id=UUID(int=2), name="approver", project=None, role=Role.APPROVER)
PAGE = PageRequest(limit=200)
NUMBERS = count()


class Echo(EvaluationPool):
    """An evaluator for which every text parses and gives the input: the story is not about evaluation."""

    name = "echo 1"

    async def parse(self, text: str) -> tuple[Problem, ...]:
        del text
        return ()

    async def evaluate(self, evaluation: Evaluation, lane: Lane) -> Evaluated:
        del lane
        return Evaluated(output=evaluation.input)


class Story(RuleBasedStateMachine):
    """One mapping in one environment of a project of its own."""

    def __init__(self, url: str, catalogue: Catalogue, order: bytes) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.database = Database(url, connections=2)
        self.order = order
        clock = SystemClock()
        keyring = Keyring([Fernet.generate_key().decode()])
        self.studio = Studio.build(self.database, Pipeline(Echo(), clock), catalogue, keyring, clock)
        self.project = f"story-{next(NUMBERS)}"
        self.texts: list[str] = []
        self.stack: list[int] = []
        self.promotions = 0
        self.fixture_passes: bool | None = None
        self.do(self.studio.projects.create(LOCAL_ADMINISTRATOR, ProjectNew(name=self.project)))
        mapping = MappingNew(name="m", source="shopify/order", target="shopify/order")
        self.do(self.studio.mappings.create(EDITOR, self.project, mapping))

    def do(self, act: Awaitable[T]) -> T:
        async def awaited() -> T:
            return await act

        return self.loop.run(awaited())

    @rule(text=st.sampled_from(["a", "b", "c"]))
    def publish(self, text: str) -> None:
        act = self.studio.versions.publish(EDITOR, self.project, "m", VersionNew(reason="", text=text))
        if self.texts[-1:] == [text]:
            with pytest.raises(Conflict):
                self.do(act)
        else:
            self.texts.append(text)
            assert self.do(act).number == len(self.texts)

    @rule(passes=st.booleans())
    def put_fixture(self, passes: bool) -> None:
        expect = ExpectPartial(output={}) if passes else ExpectHold(code=HoldCode.LOOKUP_MISS)
        fixture = Fixture(name="f", input=self.order, expect=expect)
        self.do(self.studio.fixtures.put(EDITOR, self.project, "m", fixture, None))
        self.fixture_passes = passes

    @rule(version=st.integers(min_value=1, max_value=5))
    def promote(self, version: int) -> None:
        new = PromotionNew(environment="live", mapping="m", version=version, reason="")
        act = self.studio.promotions.promote(APPROVER, self.project, new)
        if version > len(self.texts):
            with pytest.raises(NotFound):
                self.do(act)
        elif not self.fixture_passes or self.stack[-1:] == [version]:
            with pytest.raises(Conflict):
                self.do(act)
        else:
            assert self.do(act).previous_version == (self.stack[-1] if self.stack else None)
            self.stack.append(version)
            self.promotions += 1

    @rule()
    def roll_back(self) -> None:
        act = self.studio.promotions.roll_back(APPROVER, self.project, "live", "m", "")
        if len(self.stack) < 2:
            with pytest.raises(Conflict):
                self.do(act)
        else:
            replaced = self.stack.pop()
            done = self.do(act)
            assert (done.version, done.previous_version) == (self.stack[-1], replaced)
            self.promotions += 1

    @invariant()
    def what_was_published_stays(self) -> None:
        versions = self.do(self.studio.versions.list(EDITOR, self.project, "m", PAGE)).items
        assert [version.text for version in reversed(versions)] == self.texts

    @invariant()
    def what_is_live_is_on_top(self) -> None:
        live = self.do(self.studio.live.list(EDITOR, self.project, "live"))
        assert [one.version for one in live] == self.stack[-1:]

    def teardown(self) -> None:
        story = self.do(self.studio.promotions.list(APPROVER, self.project, PAGE)).items
        report = self.do(self.studio.audit.verify(APPROVER, self.project))
        self.do(self.database.dispose())
        self.loop.close()
        assert len(story) == self.promotions
        assert report.broken == ()


def test_the_studio_follows_the_model(database_url: str, catalogue: Catalogue, order: bytes) -> None:
    class OnThisDatabase(Story):
        def __init__(self) -> None:
            super().__init__(database_url, catalogue, order)

    few = settings(max_examples=20, stateful_step_count=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    run_state_machine_as_test(OnThisDatabase, settings=few)

"""The one way of a message, with the real engine in its real processes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from crossdock.clock import SystemClock
from crossdock.engine.fixtures import run_fixtures
from crossdock.engine.pipeline import Pipeline
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.evaluation import HoldCode, Lane, LeftOut, Mapped, Runnable
from crossdock.model.fixture import ExpectHold, ExpectOutput, ExpectPartial, Fixture
from crossdock.model.lookup import LookupDefinition, LookupRow, LookupTable
from crossdock.model.problem import Side

ORDER: dict[str, Any] = {"type": "object", "required": ["no"], "properties": {"no": {"type": "string"}}}
PARCEL: dict[str, Any] = {"type": "object", "required": ["ref", "lines"], "properties": {"ref": {"type": "string"}}}
CARRIERS = LookupTable(
    definition=LookupDefinition(name="carriers", keys=("option",), values=("carrier",), owner="operations"),
    revision=3,
    rows=(LookupRow(keys=("Standard",), values=("Royal Mail",)),),
)
GOOD = '{"ref": no, "lines": [lines], "by": $xref("carriers", option)}'


@pytest.fixture
async def pipeline() -> AsyncIterator[Pipeline]:
    async with EvaluationPool(1, 1) as pool:
        yield Pipeline(pool, SystemClock())


async def mapped(pipeline: Pipeline, text: str, raw: bytes) -> Mapped:
    runnable = Runnable(text=text, source_schema=ORDER, target_schema=PARCEL)
    return await pipeline.map(runnable, raw, lookups={"carriers": CARRIERS}, lane=Lane.DRAFT)


async def test_a_good_message_comes_out_with_the_lookups_it_read(pipeline: Pipeline) -> None:
    result = await mapped(pipeline, GOOD, b'{"no": "1001", "lines": 1, "option": "Standard"}')
    assert result.hold is None
    assert result.output == b'{"ref":"1001","lines":[1],"by":"Royal Mail"}'
    assert [(read.table, read.revision) for read in result.reads] == [("carriers", 3)]


@pytest.mark.parametrize("no", ['"1001"', "1001"])
async def test_what_a_text_leaves_out_is_told_of_a_held_message_too(no: str, pipeline: Pipeline) -> None:
    text = '{"ref": no, "lines": lines[$keep($ != "Tip", $, "nothing to ship")][]}'
    result = await mapped(pipeline, text, f'{{"no": {no}, "lines": ["Mug", "Tip"]}}'.encode())
    assert (result.hold is None) == (no == '"1001"')
    assert (result.left_out, result.more_left_out) == ((LeftOut(what="Tip", reason="nothing to ship"),), False)


@pytest.mark.parametrize(
    ("text", "raw", "code", "sides"),
    [
        (GOOD, b"{", HoldCode.NOT_UNDERSTOOD, [None]),
        (GOOD, b'{"no": 1, "lines": 1, "option": "Standard"}', HoldCode.SOURCE_INVALID, [Side.SOURCE, Side.TARGET]),
        ('{"ref": no, ', b'{"no": "1"}', HoldCode.MAPPING_ERROR, [None]),
        ('{"ref": no, ', b"{}", HoldCode.MAPPING_ERROR, [None, Side.SOURCE]),
        ('{"ref": $nosuch(no)}', b"{}", HoldCode.MAPPING_ERROR, [None, Side.SOURCE]),
        ('{"ref": no + 1}', b'{"no": "1"}', HoldCode.MAPPING_ERROR, [None]),
        ("nothing", b'{"no": "1"}', HoldCode.MAPPING_ERROR, []),
        ("($f := function(){ $f() }; $f())", b"{}", HoldCode.LIMIT_EXCEEDED, [None, Side.SOURCE]),
        (GOOD, b'{"no": "1", "option": "Riverboat"}', HoldCode.LOOKUP_MISS, []),
        ('{"ref": 1}', b'{"no": "1"}', HoldCode.TARGET_INVALID, [Side.TARGET, Side.TARGET]),
    ],
)
async def test_what_must_be_held_says_the_root_cause_and_everything_else(
    pipeline: Pipeline, text: str, raw: bytes, code: HoldCode, sides: list[Side | None]
) -> None:
    result = await mapped(pipeline, text, raw)
    assert result.hold is not None
    assert result.hold.code is code
    assert [problem.side for problem in result.hold.problems] == sides
    assert result.hold.message
    assert result.hold.remedy


async def test_all_missing_keys_are_said_at_once(pipeline: Pipeline) -> None:
    text = '{"ref": no, "lines": [options.$xref("carriers", $)]}'
    result = await mapped(pipeline, text, b'{"no": "1", "options": ["A", "Standard", "B", "A"]}')
    assert result.hold is not None
    assert [miss.key for miss in result.hold.misses] == [("A",), ("B",)]


async def test_fixtures_say_what_came_instead(pipeline: Pipeline) -> None:
    runnable = Runnable(text=GOOD, source_schema=ORDER, target_schema=PARCEL)
    good = b'{"no": "1001", "lines": 1, "option": "Standard"}'
    fixtures = [
        Fixture(name="as-expected", input=good, expect=ExpectPartial(output={"by": "Royal Mail"})),
        Fixture(name="other-carrier", input=good, expect=ExpectPartial(output={"by": "DPD"})),
        Fixture(name="not-held", input=good, expect=ExpectHold(code=HoldCode.LOOKUP_MISS)),
        Fixture(name="held", input=b"{}", expect=ExpectOutput(output={})),
        Fixture(name="other-hold", input=b"{}", expect=ExpectHold(code=HoldCode.LOOKUP_MISS)),
    ]
    report = await run_fixtures(pipeline, "orders", runnable, fixtures, {"carriers": CARRIERS})
    assert (report.passed, report.failed) == (1, 4)
    assert [result.message.partition(":")[0] for result in report.results] == [
        "As expected.",
        "1 place is not as expected.",
        "It should be held as 'lookup-miss', and was mapped.",
        "It should be mapped, and was held",
        "Held as 'source-invalid', where 'lookup-miss' was expected.",
    ]
    assert report.results[1].differences[0].pointer == "/by"

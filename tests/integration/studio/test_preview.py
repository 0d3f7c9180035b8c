"""Preview: which text is tried, on what, and that nothing of it is kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from crossdock.errors import InvalidInput, NotFound
from crossdock.model.access import Principal
from crossdock.model.fixture import ExpectPartial, Fixture
from crossdock.model.mapping import Version
from crossdock.studio.studio import Studio

Publish = Callable[[str], Awaitable[Version]]


def noting(note: str) -> str:
    return f'$ ~> |$|{{"note": "{note}"}}|'


async def test_the_text_given_goes_before_the_draft_and_the_draft_before_the_latest_version(
    studio: Studio, editor: Principal, approver: Principal, project: str, publish: Publish, order: bytes
) -> None:
    async def note(caller: Principal, text: str | None) -> bytes:
        mapped = await studio.preview.map(caller, project, "orders", text, order)
        assert mapped.hold is None
        return mapped.output or b""

    await publish(noting("version one"))
    await publish(noting("version two"))
    await studio.drafts.save(editor, project, "orders", noting("the draft"), None)
    assert b"the text" in await note(editor, noting("the text"))
    assert b"the draft" in await note(editor, None)
    assert b"version two" in await note(approver, None)


async def test_without_any_text_there_is_nothing_to_preview(
    studio: Studio, editor: Principal, project: str, mapping: str
) -> None:
    with pytest.raises(NotFound) as refused:
        await studio.preview.map(editor, project, mapping, None, b"{}")
    assert refused.value.stable_code == "no-text"


async def test_a_held_message_comes_back_with_its_reason(
    studio: Studio, editor: Principal, project: str, mapping: str, order: bytes
) -> None:
    held = await studio.preview.map(editor, project, mapping, "$nothing()", order)
    assert held.hold is not None
    assert held.hold.problems


async def test_fixtures_run_on_a_text_or_on_a_version(
    studio: Studio, editor: Principal, project: str, publish: Publish, order: bytes
) -> None:
    await publish(noting("good"))
    good = Fixture(name="good", input=order, expect=ExpectPartial(output={"note": "good"}))
    await studio.fixtures.put(editor, project, "orders", good, None)
    of_version = await studio.preview.test(editor, project, "orders", None, 1)
    of_text = await studio.preview.test(editor, project, "orders", noting("bad"), None)
    assert (of_version.passed, of_version.failed) == (1, 0)
    assert (of_text.passed, of_text.failed) == (0, 1)
    assert [one.pointer for one in of_text.results[0].differences] == ["/note"]
    with pytest.raises(InvalidInput):
        await studio.preview.test(editor, project, "orders", "$", 1)


async def test_an_input_is_tried_with_fewer_and_more_items(
    studio: Studio, editor: Principal, project: str, mapping: str
) -> None:
    given = b'{"lines": [{"sku": "A", "taxes": [1]}, {"sku": "B"}]}'
    text = '{"skus": [lines.sku], "first": $uppercase(lines[0].sku)}'
    tried = await studio.preview.variants(editor, project, mapping, text, given)
    assert [(one.variant.array, str(one.variant.size)) for one in tried] == [
        (array, size) for array in ("lines", "lines[].taxes") for size in ("none", "one", "several")
    ]
    assert all(one.hold is not None for one in tried), "none of them is an order that fits the schema"


async def test_a_variant_gives_what_a_preview_of_it_gives(
    studio: Studio, editor: Principal, project: str, mapping: str, order: bytes
) -> None:
    tried = await studio.preview.variants(editor, project, mapping, "$", order)
    assert {"line_items"} <= {one.variant.array for one in tried}
    for one in tried:
        mapped = await studio.preview.map(editor, project, mapping, "$", one.variant.input)
        assert (one.output, one.hold) == (mapped.output, mapped.hold)


async def test_an_input_of_very_many_arrays_is_refused(
    studio: Studio, editor: Principal, project: str, mapping: str
) -> None:
    given = b"{" + b",".join(b'"a%d": []' % number for number in range(61)) + b"}"
    with pytest.raises(InvalidInput) as refused:
        await studio.preview.variants(editor, project, mapping, "$", given)
    assert refused.value.stable_code == "too-many-arrays"

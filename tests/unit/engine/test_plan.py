"""Plans: which fields differ, in how many messages, and what is told of a message that is held now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.engine.json_text import encode
from crossdock.engine.plan import Message, Tally, differing_leaves, field_of
from crossdock.model.evaluation import HoldCode, HoldReason, Mapped
from crossdock.model.plan import Plan, PlanBasis

PLAN = Plan(environment="sandbox", mapping="orders", version=2, against=1, basis=PlanBasis.RECORDS, of=3)

documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)


def mapped(output: Any) -> Mapped:
    return Mapped(output=encode(output))


def held(code: HoldCode = HoldCode.LOOKUP_MISS, message: str = "no row") -> Mapped:
    return Mapped(output=None, hold=HoldReason(code=code, message=message))


def message(before: Mapped | None, after: Mapped, name: str = "1001") -> Message:
    return Message(name=name, record=UUID(int=1), before=before, after=after)


def tally(*messages: Message, targets: tuple[str, ...] = ()) -> Plan:
    counted = Tally(PLAN, targets)
    for each in messages:
        counted.add(each)
    return counted.plan(done=True)


@given(documents)
def test_equal_outputs_have_no_leaves_that_differ(document: Any) -> None:
    assert differing_leaves(message(mapped(document), mapped(document))) == ()


@given(documents, documents)
def test_outputs_that_are_not_equal_differ_somewhere(was: Any, now: Any) -> None:
    leaves = differing_leaves(message(mapped(was), mapped(now)))
    assert bool(leaves) == (encode(was) != encode(now) and not _same(was, now))


def _same(was: Any, now: Any) -> bool:
    """Equal as JSON: the order of keys does not count, `true` is not `1`."""
    if isinstance(was, dict) and isinstance(now, dict):
        return was.keys() == now.keys() and all(_same(was[key], now[key]) for key in was)
    if isinstance(was, list) and isinstance(now, list):
        return len(was) == len(now) and all(_same(*pair) for pair in zip(was, now, strict=True))
    return was == now and isinstance(was, bool) is isinstance(now, bool)


def test_messages_are_counted_by_what_became_of_them() -> None:
    plan = tally(
        message(mapped({"a": 1}), mapped({"a": 1})),
        message(mapped({"a": 1}), mapped({"a": 2})),
        message(mapped({"a": 1}), held()),
        message(held(), mapped({"a": 1})),
        message(held(), held()),
        message(held(), held(message="another row")),
    )
    counts = (plan.same, plan.differing, plan.newly_held, plan.newly_mapped, plan.held)
    assert counts == (1, 2, 1, 1, 1)
    assert (plan.compared, plan.done) == (6, True)


def test_a_field_is_counted_once_for_each_message() -> None:
    lines = [{"sku": "A"}, {"sku": "B"}]
    changed = [{"sku": "X"}, {"sku": "Y"}]
    plan = tally(
        message(mapped({"lines": lines, "to": "1"}), mapped({"lines": changed, "to": "2"})),
        message(mapped({"lines": lines}), mapped({"lines": changed})),
        targets=("lines[].sku", "to"),
    )
    assert [(field.target, field.messages) for field in plan.fields] == [("lines[].sku", 2), ("to", 1)]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("lines", 0, "sku"), "lines[].sku"),
        (("List", "Item", 3, "Quantity"), "List.Item"),
        (("note", "text"), "note.text"),
        ((0, "sku"), "[].sku"),
        ((), ""),
    ],
)
def test_a_place_belongs_to_the_nearest_field_that_a_text_names(path: tuple[str | int, ...], field: str) -> None:
    assert field_of(path, frozenset({"lines[].sku", "List.Item"})) == field


def test_what_only_one_side_has_differs_leaf_by_leaf() -> None:
    plan = tally(message(mapped({"a": 1}), mapped({"a": 1, "to": {"city": "Leeds", "lines": ["x"]}})))
    assert [field.target for field in plan.fields] == ["to.city", "to.lines[]"]
    assert [(value.pointer, value.was, value.now) for value in plan.examples[0].values] == [
        ("/to/city", None, '"Leeds"'),
        ("/to/lines/0", None, '"x"'),
    ]


def test_the_first_three_that_differ_are_examples() -> None:
    plan = tally(*(message(mapped({"a": n}), mapped({"a": -n}), name=str(n)) for n in range(6)))
    assert [example.name for example in plan.examples] == ["1", "2", "3"]


def test_an_example_tells_why_it_would_be_held() -> None:
    (example,) = tally(message(mapped({}), held())).examples
    assert (example.was_held, example.is_held) == ("", "lookup-miss: no row")


def test_without_another_version_what_is_mapped_is_newly_mapped() -> None:
    plan = tally(message(None, mapped({})), message(None, held()))
    assert (plan.newly_mapped, plan.held, plan.fields) == (1, 1, ())


def test_long_values_and_many_places_are_shortened() -> None:
    (example,) = tally(
        message(mapped({str(n): 0 for n in range(20)}), mapped({str(n): "x" * 400 for n in range(20)}))
    ).examples
    assert (len(example.values), example.more) == (12, 8)
    assert len(example.values[0].now or "") == 303

"""One value of a JSON text changed, and nothing else of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.engine.json_change import value_at, with_value
from crossdock.engine.pointer import pointer
from crossdock.errors import InvalidInput, Malformed

documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=3), children, max_size=3),
    max_leaves=12,
)


def places(document: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner: list[tuple[str | int, Any]] = []
    if isinstance(document, dict):
        inner = list(document.items())
    elif isinstance(document, list):
        inner = list(enumerate(document))
    return [path, *(place for name, value in inner for place in places(value, (*path, name)))]


@given(documents, st.data())
def test_what_is_put_somewhere_is_found_there_and_everything_else_stays(document: Any, data: st.DataObject) -> None:
    text = json.dumps(document).encode()
    path = data.draw(st.sampled_from(places(document)))
    changed = with_value(text, pointer(path), b'"new"')
    assert value_at(changed, pointer(path)) == b'"new"'
    was = value_at(text, pointer(path))
    assert was is not None
    assert json.loads(with_value(changed, pointer(path), was)) == document


def test_every_other_value_keeps_its_digits_and_its_place() -> None:
    text = b'{"total": 1.10, "id": 12345678901234567890, "lines": [{"price": 2.50, "sku": "A"}, {"price": 3e2}]}'
    changed = with_value(text, "/lines/0/sku", b'"B"')
    assert changed == b'{"total":1.10,"id":12345678901234567890,"lines":[{"price":2.50,"sku":"B"},{"price": 3e2}]}'


def test_the_value_itself_keeps_its_digits() -> None:
    assert with_value(b'{"total": 1}', "/total", b" 20.00 ") == b'{"total":20.00}'


def test_an_object_gets_a_new_member_and_a_list_no_new_item() -> None:
    assert with_value(b'{"address": {}}', "/address/zip", b'"AB1"') == b'{"address":{"zip":"AB1"}}'
    for place in ("/lines/1", "/lines/-", "/name/first", "/nowhere/at/all"):
        with pytest.raises(InvalidInput) as refused:
            with_value(b'{"lines": [1], "name": "x"}', place, b"1")
        assert refused.value.stable_code == "no-such-place"


def test_what_is_not_there_is_nothing() -> None:
    assert value_at(b'{"a": null}', "/b") is None
    assert value_at(b'{"a": null}', "/a") == b"null"


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(Malformed):
        with_value(b"{", "/a", b"1")
    with pytest.raises(Malformed):
        with_value(b"{}", "/a", b"{'")
    with pytest.raises(InvalidInput) as refused:
        value_at(b"{}", "a")
    assert refused.value.stable_code == "not-a-pointer"

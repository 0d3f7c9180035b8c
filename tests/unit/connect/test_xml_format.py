"""XML as JSON values: what is read is written so that it reads the same, and nothing dangerous is read at all."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossdock.connect import Xml, xml_reading
from crossdock.errors import Malformed

ORDERS = Xml(root="XMLFile", lists=("SalesOrders.SalesOrder", "SalesOrders.SalesOrder.Lines.SalesOrderLine"))
SHIP = "urn:example:shipping"
SPACED = Xml(namespaces={"": "urn:example:orders", "s": SHIP})

text = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
) | st.text("ab \t\n\r<>&\"'é茶😀]")
names = st.sampled_from(["a", "b", "Größe", "_x-1.0", "s:a", "{urn:example:other}a", "{}a"])


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> Any:
    """The value of an element as reading gives it: a text, or an object with attributes and either text or elements."""
    attributes = {f"@{name}": value for name, value in draw(st.dictionaries(attribute_names, text, max_size=2)).items()}
    if depth and draw(st.booleans()):
        inside = draw(st.dictionaries(names, one_or_several(depth - 1), min_size=1, max_size=3))
        return {**attributes, **inside}
    told = draw(text)
    if not attributes:
        return told
    return {**attributes, "#text": told} if told.strip(" \t\r\n") else attributes


attribute_names = st.sampled_from(["a", "b", "s:a", "xml:lang", "{urn:example:other}a", "{urn:example:more}a"])


def one_or_several(depth: int) -> st.SearchStrategy[Any]:
    return elements(depth) | st.lists(elements(depth), min_size=2, max_size=3)


@settings(max_examples=50)
@given(value=st.builds(lambda name, inside: {name: inside}, names, elements()))
def test_what_is_written_reads_the_same(value: Any) -> None:
    assert SPACED.decode(SPACED.encode(value)) == value


@settings(max_examples=30)
@given(
    orders=st.lists(
        st.fixed_dictionaries({"Code": text, "Lines": st.lists(text).map(lambda codes: {"SalesOrderLine": codes})})
    )
)
def test_declared_lists_are_lists_with_none_one_and_many(orders: Any) -> None:
    value = {"SalesOrders": {"SalesOrder": orders}}
    assert ORDERS.decode(ORDERS.encode(value)) == value


@given(body=st.binary() | st.text("<>/ab=\"'&;![]? xmlns:").map(str.encode))
def test_whatever_comes_is_read_or_refused(body: bytes) -> None:
    plain = Xml()
    try:
        value = plain.decode(body)
    except Malformed:
        return
    assert plain.decode(plain.encode(value)) == value


def test_a_document_as_it_is_sent() -> None:
    body = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
        <!-- made at night -->
        <XMLFile><SalesOrders>
          <SalesOrder id="7"><OrderNumber>007</OrderNumber><Note><![CDATA[<b>\xe9</b>]]></Note><Lines/></SalesOrder>
        </SalesOrders></XMLFile>"""
    order = {"@id": "7", "OrderNumber": "007", "Note": "<b>é</b>", "Lines": {"SalesOrderLine": []}}
    assert ORDERS.decode(body) == {"SalesOrders": {"SalesOrder": [order]}}


def test_an_empty_list_is_a_list() -> None:
    assert ORDERS.decode(b"<XMLFile><SalesOrders>\n</SalesOrders></XMLFile>") == {"SalesOrders": {"SalesOrder": []}}


def test_an_undeclared_element_that_comes_twice_is_kept_twice() -> None:
    value = {"order": {"tag": ["a", "b"], "note": "x"}}
    assert Xml().decode(b"<order><tag>a</tag><note>x</note><tag>b</tag></order>") == value


def test_a_declared_object_is_one_without_anything_in_it() -> None:
    declared = Xml(root="order", objects=("price", "customer"))
    value = {"price": {"#text": "5.00"}, "customer": {}, "note": ""}
    assert declared.decode(b"<order><price>5.00</price><customer/><note/></order>") == value
    assert declared.decode(declared.encode(value)) == value


def test_names_of_namespaces_have_the_declared_prefix_whatever_the_document_calls_them() -> None:
    body = f'<x:order xmlns:x="urn:example:orders" xmlns:y="{SHIP}" y:id="1"><y:box z="2"/><other xmlns="urn:z.z"/></x:order>'
    value = {"order": {"@s:id": "1", "s:box": {"@z": "2"}, "{urn:z.z}other": ""}}
    assert SPACED.decode(body.encode()) == value
    assert (
        SPACED.encode(value)
        == (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<order xmlns="urn:example:orders" xmlns:s="{SHIP}" s:id="1"><s:box z="2"/><other xmlns="urn:z.z"/></order>'
        ).encode()
    )


def test_a_value_of_json_is_written_as_text() -> None:
    value = {"order": {"count": 12345678901234567890, "gross": 10.0, "paid": True, "note": None, "line": [1, "b"]}}
    body = Xml().encode(value)
    assert body.endswith(
        b"<count>12345678901234567890</count><gross>10</gross><paid>true</paid><note/><line>1</line><line>b</line></order>"
    )


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ({"a": 1, "b": 2}, "one outermost element"),
        ([1], "one outermost element"),
        ({"a": [1, 2]}, "object or a list"),
        ({"a": {"b": [[1]]}}, "object or a list"),
        ({"a": {"@b": {}}}, "object or a list"),
        ({"a": {"#text": "x", "b": "y"}}, "text and elements"),
        ({"a b": 1}, "cannot be the name"),
        ({"1a": 1}, "cannot be the name"),
        ({"p:a": 1}, "prefix"),
        ({"a": {"@": 1}}, "cannot be the name"),
        ({"a": "\x00"}, r"'\\x00'"),
        ({"a": {"@b": "\ud800"}}, r"'\\ud800'"),
    ],
)
def test_what_xml_cannot_say_is_refused_with_its_place(value: Any, what: str) -> None:
    with pytest.raises(Malformed, match=what):
        Xml().encode(value)


BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'


@pytest.mark.parametrize(
    "body", [BOMB, OUTSIDE, b'<!DOCTYPE a SYSTEM "https://example.com/a.dtd"><a/>', b"<!DOCTYPE a><a/>"]
)
def test_a_document_type_is_refused_before_an_entity_is_looked_at(body: bytes) -> None:
    with pytest.raises(Malformed, match="DTD"):
        Xml().decode(body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"<a>",
        b"<a></b>",
        b"<a>&undefined;</a>",
        b"\xff\xfe",
        b"{}",
        b"<a b='1' b='2'/>",
        b'<?xml version="1.0" encoding="none"?><a/>',
    ],
)
def test_what_is_no_xml_is_told(body: bytes) -> None:
    with pytest.raises(Malformed, match="not usable XML") as raised:
        Xml().decode(body)
    assert raised.value.remedy


def test_text_between_elements_is_not_lost_but_refused() -> None:
    with pytest.raises(Malformed, match=r"'order.note' has text between"):
        Xml().decode(b"<order><note>ring <b>twice</b>, please</note></order>")


def test_another_outermost_element_is_told() -> None:
    with pytest.raises(Malformed, match="'Error'"):
        ORDERS.decode(b"<Error>no such session</Error>")


@pytest.mark.parametrize(
    ("limit", "body"),
    [
        ("DEEPEST", b"<a>" * 4 + b"</a>" * 4),
        ("MOST_PARTS", b"<a><b c='1'/><b/></a>"),
        ("LARGEST", b"<a>1</a>"),
    ],
)
def test_a_document_is_bounded(limit: str, body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    Xml().decode(body)
    monkeypatch.setattr(xml_reading, limit, 3)
    with pytest.raises(Malformed, match="more than 3"):
        Xml().decode(body)


def test_neither_a_deep_document_nor_a_deep_value_takes_the_process_down() -> None:
    deep = b"<a>" * 200_000
    with pytest.raises(Malformed, match="inside each other"):
        Xml().decode(deep)
    value: Any = "x"
    for _ in range(200):
        value = {"a": value}
    with pytest.raises(Malformed, match="inside each other"):
        Xml().encode(value)


def test_two_prefixes_of_one_namespace_are_refused() -> None:
    with pytest.raises(ValueError, match="one prefix"):
        Xml(namespaces={"a": SHIP, "b": SHIP})
    with pytest.raises(ValueError, match="one prefix"):
        Xml(namespaces={"": ""})


def test_a_format_is_a_value() -> None:
    assert msgspec.structs.replace(ORDERS, content_type="text/xml") != ORDERS

"""`complete`: what can stand where, in texts that are not finished."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.jsonata import Function, parse
from crossdock.jsonata.complete import Completion, complete
from crossdock.jsonata.known_functions import BUILT_IN
from crossdock.jsonata.library import Library
from crossdock.jsonata.shape import Shape

ORDER = Shape.from_schema(
    {
        "type": "object",
        "properties": {
            "id": {"type": "integer", "description": "The shop's number."},
            "customer": {"type": "object", "properties": {"first name": {"type": "string"}, "email": {}}},
            "lines": {
                "type": "array",
                "items": {
                    "properties": {
                        "sku": {"type": "string"},
                        "price": {"type": "string"},
                        "taxes": {"type": "array", "items": {"properties": {"rate": {"type": "number"}}}},
                    }
                },
            },
        },
    }
)
FUNCTIONS = (
    Function("xref", lambda _table, _key: None, "<s-s:x>", "The value of a lookup's row."),
    Function("sku", lambda text: text, "<s:s>", "A text as a SKU."),
)
LINE = ["sku", "price", "taxes"]


def offers(marked: str) -> tuple[str, tuple[Completion, ...]]:
    """The text without its cursor `¦`, and what is offered there."""
    position = marked.index("¦")
    source = marked.replace("¦", "")
    return source, complete(source, position, shape=ORDER, functions=FUNCTIONS, lookups=("carriers", "bundles"))


def labels(marked: str, kind: str) -> list[str]:
    return [offer.label for offer in offers(marked)[1] if offer.kind == kind]


@pytest.mark.parametrize(
    ("marked", "fields"),
    [
        ("¦", ["id", "customer", "lines"]),
        ("lines.¦", LINE),
        ("(lines.¦", LINE),
        ("lines.\n  ¦", LINE),
        ("lines[¦", LINE),
        ("lines[¦].sku", LINE),
        ("lines[sku = 'A' and ¦ > 1].price", LINE),
        ("lines.taxes[¦ > 1]", ["rate"]),
        ("lines.(taxes.¦)", ["rate"]),
        ("lines.{'a': ¦, 'b': 1}", LINE),
        ("lines{sku: ¦", LINE),
        ("lines^(>¦", LINE),
        ("lines.taxes.$$.¦", ["id", "customer", "lines"]),
        ("$map(lines, function($l) { $l.¦", LINE),
        ("($f := function($l) { $l.¦ }; $f(lines))", LINE),
        ("($line := lines[0]; $line.¦", LINE),
        ("($made := {'a': 1, 'b c': 2}; $made.¦)", ["a", "b c"]),
        ("{'a': lines.¦\n  'b': id}", LINE),
        ("(\n  $a := lines.¦\n  $b := 2;\n  $b\n)", LINE),
        ("lines.pri¦", ["price"]),
        ("lines.RI¦", ["price"]),
        ("lines.pr¦ice", ["price"]),
        ("customer.`fir¦", ["first name"]),
        ("lines.sku.¦", []),
        ("unknown.¦", []),
        ("lines ~> |$|{'new': ¦}|", LINE),
    ],
)
def test_fields_of_the_context_are_offered(marked: str, fields: list[str]) -> None:
    assert labels(marked, "field") == fields


@pytest.mark.parametrize(
    ("marked", "variables"),
    [
        ("($part := 1; $pa¦", ["$part"]),
        ("($a := 1; ($b := 2; $¦", ["$b", "$a", "$", "$$"]),
        ("function($item, $index) { $i¦ }", ["$item", "$index"]),
        ("lines@$line#$at.{'x': $¦}", ["$at", "$line", "$", "$$"]),
        ("(($inner := 1); $in¦", []),
        ("lines#$¦", []),
        ("function($¦", []),
    ],
)
def test_variables_in_scope_are_offered(marked: str, variables: list[str]) -> None:
    found = labels(marked, "variable")
    assert sorted(found) == sorted(variables)


@pytest.mark.parametrize(
    ("marked", "functions"),
    [
        ("$su¦", ["$substring", "$substringAfter", "$substringBefore", "$sum"]),
        ("$sk¦", ["$sku"]),
        ("id ~> $form¦", ["$formatBase", "$formatInteger", "$formatNumber"]),
        ("lines.$uppe¦", ["$uppercase"]),
        ("'$su¦'", []),
        ("/* $su¦ */", []),
        ("`$su¦", []),
    ],
)
def test_functions_are_offered(marked: str, functions: list[str]) -> None:
    assert labels(marked, "function") == functions


@pytest.mark.parametrize(
    ("marked", "completed"),
    [
        ('$xref("ca¦', '$xref("carriers"'),
        ('$xref("ca¦", id)', '$xref("carriers", id)'),
        ('$xref("ca¦rriers", id)', '$xref("carriers", id)'),
        ("lines.$xref('¦bu', sku) & 'x'", "lines.$xref('bundles', sku) & 'x'"),
    ],
)
def test_lookups_are_offered_within_the_quotes(marked: str, completed: str) -> None:
    source, found = offers(marked)
    offer = next(each for each in found if each.insert in completed)
    assert offer.kind == "lookup"
    assert source[: offer.span[0]] + offer.insert + source[offer.span[1] :] == completed


@pytest.mark.parametrize("marked", ['$xref("carriers", "¦', '$uppercase("¦', '"¦', "12¦", "/a¦", "/* ¦"])
def test_nothing_is_offered_where_nothing_is_known(marked: str) -> None:
    assert offers(marked)[1] == ()


def test_operators_are_offered_behind_a_value() -> None:
    assert labels("id ¦", "keyword") == ["and", "or", "in"]
    assert labels("lines[sku = 'A' a¦", "keyword") == ["and"]


def test_offers_tell_what_they_are() -> None:
    (field,) = [offer for offer in offers("i¦")[1] if offer.label == "id"]
    assert (field.detail, field.insert, field.span) == ("a number: The shop's number.", "id", (0, 1))
    (function,) = offers("$xre¦")[1]
    assert (function.insert, function.detail) == ("$xref(", "<s-s:x> The value of a lookup's row.")
    assert offers("$xre¦('carriers', id)")[1][0].insert == "$xref"
    assert offers("customer.fi¦")[1][0].insert == "`first name`"


def test_functions_of_the_language_are_all_known() -> None:
    values = Library((), lambda *_: lambda *_: None).values
    assert {name: known.signature for name, known in BUILT_IN.items()} == {
        name: value.signature.text for name, value in values.items() if value.signature
    }
    assert all(known.summary.endswith(".") for known in BUILT_IN.values())


def check(source: str, position: int) -> None:
    for offer in complete(source, position, shape=ORDER, functions=FUNCTIONS, lookups=("a",)):
        assert 0 <= offer.span[0] <= position <= offer.span[1] <= len(source)


@given(st.text(max_size=40), st.integers(-2, 42))
def test_any_text_can_be_completed(source: str, position: int) -> None:
    check(source, min(max(position, 0), len(source)))


@pytest.mark.parametrize(
    "source",
    [
        "($n := $sum(lines.price); {'lines': lines[sku = 'A']^(>price).{'sku': $uppercase(sku)}[], 'n': $n - 1})",
        "$map(lines, function($l, $i)<on:s> { $l.sku & `first name` }) ~> $join(', ') /* end */",
        '$xref("a", lines@$l#$i[$i < 2].%.id) ~> |lines|{"qty": 1}, ["price"]| ?? /a+/i',
    ],
)
def test_every_position_of_every_beginning_can_be_completed(source: str) -> None:
    assert not parse(source).errors
    for position in range(len(source) + 1):
        check(source, position)
        check(source[:position], position)

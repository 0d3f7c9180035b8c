"""Rules in English: what people who read no JSONata are told of a field."""

from __future__ import annotations

import pytest

from crossdock import jsonata


def words(source: str) -> list[str]:
    lookup = jsonata.Function("xref", lambda *_: None)
    return [field.words for field in jsonata.compile(source, functions=[lookup]).fields()]


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("customer.email", "copied from customer.email"),
        ("lines[0].sku", "copied from lines[0].sku"),
        ('"Web"', 'always "Web"'),
        ("12.5", "always 12.5"),
        ("null", "always null"),
        ('first & " " & last', 'first joined with " " joined with last'),
        ('$xref("carriers", code)', "looked up in carriers by code"),
        ('$xref("carriers", code, country)', "looked up in carriers by code and country"),
        ('$xref("options", title).service', "service of what is looked up in options by title"),
        ("$sum(lines.qty)", "the sum of lines.qty"),
        ("$count(lines)", "the number of lines"),
        ("$number(price)", "price as a number"),
        ('$join(tags, ", ")', 'tags joined by ", "'),
        ("note ?? comment", "note, or else comment"),
        ("note ?: comment", "note, or else comment"),
        ("price * qty", "price times qty"),
        ("lines[qty > 0].sku", "copied from lines.sku where lines.qty is more than 0"),
        (
            'lines[$keep(qty > 0, sku, "removed")][$keep(ships, sku, "nothing to ship")].sku',
            "copied from lines.sku where lines.qty is more than 0 where lines.ships is set",
        ),
        ('status = "paid" or test', 'whether status is "paid" or test is set'),
        ("$not(test)", "whether test is not set"),
        ('"A" & (gift ? "B" : "C")', '"A" joined with "B" if gift is set, otherwise "C"'),
        ("(shipping.city)", "copied from shipping.city"),
        ("$shout(name)", "what $shout makes of name"),
    ],
)
def test_common_shapes_are_told(expression: str, told: str) -> None:
    bound = "$shout := function($x) { $uppercase($x) & '!' }; "
    assert words(f"({bound}{{'x': {expression}}})") == [told]


@pytest.mark.parametrize(
    "expression",
    ["$map(lines, function($line) { $line.sku })", "lines{sku: qty}", "a.(b + c)", "**.sku", "lines^(>qty)", "[1..n]"],
)
def test_what_cannot_be_said_without_a_loss_is_called_an_expression(expression: str) -> None:
    assert words(f'{{"x": {expression}}}')[0].endswith("expression")


def test_branches_are_told_with_their_condition() -> None:
    assert words('{"x": test ? a : "b"}') == ["if test is set: copied from a", 'unless test is set: always "b"']


def test_lines_are_told_one_by_one() -> None:
    assert words('{"lines": [lines[qty > 0].{"sku": sku}]}') == [
        "for each lines where lines.qty is more than 0: copied from lines.sku"
    ]


def test_variables_are_told_by_what_they_stand_for() -> None:
    source = '($option := $xref("options", title); $to := shipping.address; {"by": $option.carrier, "city": $to.city})'
    assert words(source) == ["carrier of what is looked up in options by title", "copied from shipping.address.city"]


def test_a_function_of_objects_is_told_with_what_it_was_given() -> None:
    source = '($address := function($who) {{"city": $who.city}}; {"to": $address(shipping), "from": $address(billing)})'
    assert words(source) == ["copied from shipping.city", "copied from billing.city"]


def test_a_sentence_nobody_would_read_is_an_expression() -> None:
    nested = "a"
    for _ in range(20):
        nested = f"$uppercase({nested})"
    assert words(f'{{"x": {nested}}}') == ["expression"]

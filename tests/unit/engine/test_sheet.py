"""Mapping sheets: a row for each field, and what is different in a sheet that came back."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from crossdock import jsonata
from crossdock.engine.sheet import annotation_changes, rows_of, rule_suggestions
from crossdock.evaluate.analysis import field_rules
from crossdock.model.annotation import Annotation
from crossdock.model.sheet import SheetCells, SheetRow

TEXT = """{
  "number": name,
  "type": "Web",
  "carrier": $xref("carriers", shipping.code),
  "email": test ? "none" : customer.email,
  "lines": [line_items[qty > 0].{ "sku": sku, "qty": $number(qty) }]
}"""
OUTPUT = {"number": "#1001", "lines": [{"qty": 2}, {"sku": "TEA-1", "qty": 1}]}


def rows(*noted: Annotation) -> dict[str, SheetRow]:
    found = rows_of(TEXT, field_rules(jsonata.parse(TEXT).ast, TEXT), noted, OUTPUT)
    return {row.target: row for row in found}


def returned(target: str, **cells: str) -> tuple[SheetCells, ...]:
    """A sheet with one row, as it went out but for some cells."""
    row = rows().get(target, SheetRow(target=target))
    went = {
        "source": ", ".join(row.sources),
        "rule": row.rule,
        "expression": row.expression,
        "owner": "",
        "comment": "",
    }
    return (SheetCells(target=target, **went | cells),)


def proposed(target: str, **cells: str) -> str | None:
    (suggestion,) = rule_suggestions(rows().values(), returned(target, **cells))
    return suggestion.expression


def test_each_target_field_has_a_row_in_the_order_of_the_text() -> None:
    assert [*rows()] == ["number", "type", "carrier", "email", "lines[].sku", "lines[].qty"]


def test_a_row_tells_source_rule_expression_and_an_example() -> None:
    row = rows(Annotation(target="number", owner="order desk", comment="With the #."))["number"]
    assert row == SheetRow(
        target="number",
        sources=("name",),
        rule="copied from name",
        expression="name",
        example="#1001",
        owner="order desk",
        comment="With the #.",
    )


def test_branches_share_a_row() -> None:
    row = rows()["email"]
    assert (row.rule, row.sources) == (
        'if test is set: always "none"; unless test is set: copied from customer.email',
        ("customer.email",),
    )


def test_the_example_of_a_list_is_the_first_that_is_there() -> None:
    assert (rows()["lines[].sku"].example, rows()["lines[].qty"].example) == ("TEA-1", "2")
    assert rows()["carrier"].example == ""


def test_what_is_annotated_and_not_filled_keeps_its_row() -> None:
    assert rows(Annotation(target="gone", comment="It was there."))["gone"] == SheetRow(
        target="gone", comment="It was there."
    )


def test_a_sheet_as_it_went_out_changes_nothing() -> None:
    found = rows()
    cells = [each for target in found for each in returned(target)]
    assert [*rule_suggestions(found.values(), cells)] == []
    assert annotation_changes(found.values(), cells) == ()


def test_owners_and_comments_are_told_with_what_they_were() -> None:
    noted = Annotation(target="number", owner="order desk")
    (change,) = annotation_changes(rows(noted).values(), returned("number", owner="order desk", comment=" Ask first. "))
    assert (change.was, change.now) == (noted, replace(noted, comment="Ask first."))


def test_a_column_that_is_gone_changes_nothing() -> None:
    noted = Annotation(target="number", owner="order desk")
    assert annotation_changes(rows(noted).values(), [SheetCells(target="number")]) == ()


@pytest.mark.parametrize(
    ("target", "cells", "expression"),
    [
        ("number", {"source": "order_number"}, "order_number"),
        ("number", {"rule": "copied from customer.e-mail"}, "customer.`e-mail`"),
        ("number", {"rule": "copied from lines[0].sku"}, "lines[0].sku"),
        ("number", {"rule": 'always "N"'}, '"N"'),
        ("type", {"rule": "always 3"}, "3"),
        ("carrier", {"rule": "looked up in services by shipping.code"}, '$xref("services", shipping.code)'),
        ("carrier", {"rule": "looked up in services by code and to"}, '$xref("services", code, to)'),
        ("number", {"expression": '$replace(name, "#", "")'}, '$replace(name, "#", "")'),
        ("lines[].sku", {"source": "line_items.barcode"}, "barcode"),
        (
            "lines[].sku",
            {"rule": "for each line_items where line_items.qty is more than 0: copied from line_items.id"},
            "id",
        ),
        ("new", {"source": "note"}, "note"),
    ],
)
def test_a_change_that_leaves_no_doubt_proposes_an_expression(
    target: str, cells: dict[str, str], expression: str
) -> None:
    assert proposed(target, **cells) == expression


@pytest.mark.parametrize(
    ("target", "cells"),
    [
        ("number", {"rule": "the name, but nicer"}),
        ("type", {"source": "channel"}),
        ("carrier", {"source": "shipping.title"}),
        ("lines[].sku", {"source": "barcode"}),
        ("lines[].qty", {"rule": "copied from line_items.qty"}),
        ("lines[].sku", {"rule": "for each line_items: copied from line_items.id"}),
        ("number", {"rule": "always {}"}),
        ("number", {"rule": "copied from a)&$evil("}),
    ],
)
def test_what_leaves_a_doubt_is_left_to_a_person(target: str, cells: dict[str, str]) -> None:
    assert proposed(target, **cells) is None


def test_a_suggestion_shows_what_was_there() -> None:
    (suggestion,) = rule_suggestions(rows().values(), returned("number", rule="as the shop has it"))
    assert suggestion.was == rows()["number"]
    assert (suggestion.source, suggestion.rule) == ("name", "as the shop has it")
    (added,) = rule_suggestions(rows().values(), returned("new", rule="as the shop has it"))
    assert added.was is None

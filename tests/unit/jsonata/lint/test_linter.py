"""`lint` as a whole: order, syntax errors, real mappings, any text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.jsonata import Function, parse
from crossdock.jsonata.lint import RULES, lint
from crossdock.jsonata.shape import Shape

ROOT = Path(__file__).parents[4]
MAPPING = ROOT / "examples/shopify-seko/mappings/shopify-order-to-seko/map.jsonata"
PLUGINS = ROOT / "plugins"

ORDER = Shape.from_samples([{"id": 1, "lines": [{"sku": "A", "qty": 2, "price": "1.00"}], "tags": ["x"], "note": None}])
TARGET = Shape.from_schema({"properties": {"lines": {"type": "array", "items": {"properties": {"sku": {}}}}}})
EXPRESSIONS = [
    "($n := $sum(lines.qty); {'lines': lines[qty > 1 and sku = 'A']^(>price).{'sku': $uppercase(sku)}[], 'n': $n - 1})",
    "$map(lines, function($l, $i) { $l.sku & '-' & $i }) ~> $join(', ')",
    "lines@$l#$i[$i < 2].{'sku': $l.sku, 'of': %.id}",
    "($f := function($x)<n:n>{ $x <= 1 ? 1 : $x * $f($x - 1) }; $f(3))",
    "$ ~> |lines|{'qty': qty + 1}, ['price']|",
    "lines{sku: $sum(qty)} ~> $each(function($v, $k) { {$k: $v} })",
    "$replace(note ?? '', /a(b|c)+/i, function($m) { $m.match }) ?: `first name`.**.*",
    "[1..3][$ in [1, 2]].$power($, 2) ~> $reduce(function($a, $b) { $a + $b }, 0)",
    '$xref("a", $sift(?, function($v) { $v })) = null ? true : false /* end */',
]
SIGNS = [*"()[]{}.,;:?|<>=&@#^*%+-/'\"` \n", ":=", "~>", "**", "..", "??", "?:", "!=", "/*", "*/"]
WORDS = ["lines", "sku", "qty", "$", "$$", "$x", "1", "2.5", "'a'", "/a+/", "and", "or", "in", "null", "true"]
OPENINGS = ["$sum(", "$map(", "function($x){"]
PIECES = st.sampled_from([*SIGNS, *WORDS, *OPENINGS])


def check(source: str) -> None:
    findings = lint(source, shape=ORDER, target=TARGET, lookups=("a",))
    for finding in findings:
        assert finding.rule in RULES
        assert 0 <= finding.span[0] <= finding.span[1] <= len(source)
        assert finding.fix is None or not parse(finding.fix.apply(source)).errors
    assert list(findings) == sorted(findings, key=lambda finding: finding.span)


def test_syntax_errors_are_all_there_is_to_say_about_a_text_that_cannot_be_read() -> None:
    findings = lint("{'a': lines[, 'b': $upercase(}", shape=ORDER)
    assert {finding.rule for finding in findings} == {"syntax"}
    assert len(findings) > 1


def test_place_is_counted_in_lines_and_columns() -> None:
    (finding,) = lint("(\n  lines\n    .skuu\n)", shape=ORDER)
    assert (finding.line, finding.column) == (3, 6)


def test_functions_and_lookups_of_the_caller_are_known() -> None:
    own = Function("twice", lambda number: 2 * number, "<n:n>")
    assert lint("$twice(id)", shape=ORDER, functions=[own]) == ()
    assert [finding.rule for finding in lint("$twice(id)", shape=ORDER)] == ["unknown-function"]
    assert lint("$xref('any', id)", functions=[Function("xref", lambda *_: None)]) == ()


def test_rules_have_names_and_titles() -> None:
    assert all(name == rule.id and rule.title for name, rule in RULES.items())


def test_deep_expression_is_linted() -> None:
    assert lint("(" * 300 + "1" + ")" * 300) == ()
    assert lint("1" + " + 1" * 300) == ()


@pytest.mark.parametrize("mapping", [path for path in [MAPPING] if path.exists()])
def test_real_mapping_gets_no_finding(mapping: Path) -> None:
    shopify, seko = PLUGINS / "shopify/crossdock_shopify", PLUGINS / "seko/crossdock_seko"
    samples = [json.loads(path.read_text()) for path in sorted((shopify / "samples/order").glob("*.json"))]
    schema, target = (json.loads((folder / "schemas/order.json").read_text()) for folder in (shopify, seko))
    names = ("keep", "xref", "sku", "toZone", "moneyAdd", "moneySubtract", "moneySum")
    findings = lint(
        mapping.read_text(),
        shape=Shape.from_schema(schema).combined(Shape.from_samples(samples)),
        target=Shape.from_schema(target),
        functions=[Function(name, lambda *_: None) for name in names],
        lookups=("bundles", "delivery-options", "shop", "warehouses"),
    )
    assert findings == ()


@given(st.text(max_size=60))
def test_any_text_is_linted(source: str) -> None:
    check(source)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_mix_of_the_language_is_linted(source: str) -> None:
    check(source)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_every_beginning_of_an_expression_is_linted(expression: str) -> None:
    assert not parse(expression).errors
    for end in range(len(expression) + 1):
        check(expression[:end])

"""Each rule finds what it is for, marks it, and leaves its near misses alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crossdock.jsonata import parse
from crossdock.jsonata.lint import RULES, Finding
from crossdock.jsonata.lint.pattern_choices import has_choices
from crossdock.jsonata.pattern_syntax import parse_pattern

Check = Callable[..., tuple[Finding, ...]]

FOUND = [
    ("unknown-path", "«shiping_lines».title"),
    ("unknown-path", "lines.«pric»"),
    ("unknown-path", "lines[«qyt» > 1].sku"),
    ("unknown-path", "lines.{'a': $$.«custmer».email}"),
    ("unknown-path", "lines^(>«prcie»)"),
    ("unknown-path", "($line := lines[0]; $line.«skuu»)"),
    ("unknown-path", "$map(lines, function($l) { $l.«prize» })"),
    ("unknown-path", "($f := function($l) { $l.«titel» }; $f(shipping_lines))"),
    ("unknown-path", "($made := {'sku': 1}; $made.«sku2»)"),
    ("unknown-path", "total.«amount»"),
    ("unknown-path", "lines@$l.customer.«emial»"),
    ("unknown-path", "lines{«skv»: qty}"),
    ("unknown-function", "«$upercase»(note)"),
    ("unknown-function", "«uppercase»(note)"),
    ("unknown-function", "total ~> «$nubmer»"),
    ("unknown-function", "total ~> «$nubmer»()"),
    ("unknown-lookup", "$xref(«'carier'», id)"),
    ("silent-miss", "{'rate': «$lookup(rates, customer.country)»}"),
    ("silent-miss", "{'rate': 'about ' & «$lookup({'DE': 19}, 'FR')» & '%'}"),
    ("silent-miss", "($rate := «$lookup(rates, tags[0])»; {'rate': $rate})"),
    ("silent-miss", "lines.{'rate': $string(«$lookup($$.rates, sku)»)}"),
    ("silent-miss", "({'rate': «$lookup(rates, sku)»}) ?? 1"),
    ("empty-aggregate", "id - «$sum(lines.discounts.amount)»"),
    ("empty-aggregate", "id - («$sum(lines[qty > 5].qty)»)"),
    ("empty-aggregate", "id + -«$max(lines.discounts.amount)»"),
    ("empty-aggregate", "lines.(qty + «$average(discounts.amount)»)"),
    ("collapsing-array", "{'lines': «lines.{'sku': sku}»}"),
    ("collapsing-array", "{'lines': «lines[qty > 1]»}"),
    ("collapsing-array", "{'lines': gift ? «lines.{'sku': sku}» : []}"),
    ("collapsing-array", "{'lines': lines.{'codes': «discounts.amount»}[]}"),
    ("collapsing-array", "($l := lines.{'sku': sku}; {'lines': «$l»})"),
    ("collapsing-array", "($f := function() { «lines.{'sku': sku}» }; {'lines': $f()})"),
    ("collapsing-array", "{'lines': «$map(lines, function($l) { {'sku': $l.sku} })»}"),
    ("constant-comparison", "«id = '7'»"),
    ("constant-comparison", "«tags = 'new'»"),
    ("constant-comparison", "lines[«qty = '1'»]"),
    ("constant-comparison", "«gift != 'true'»"),
    ("constant-comparison", "«id in ['7']»"),
    ("constant-comparison", "«$type(id) = 'text'»"),
    ("constant-comparison", "«$count(lines) = '1'»"),
    ("unordered-comparison", "«total > 5»"),
    ("unordered-comparison", "lines[«price >= 10»]"),
    ("wrong-operand", "«total» * 2"),
    ("wrong-operand", "lines.(qty * «price»)"),
    ("wrong-operand", "«'No. '» + id"),
    ("unreachable-branch", "true ? 1 : «2»"),
    ("unreachable-branch", "$exists ? «1» : 2"),
    ("unreachable-branch", "($is := function() { true }; $is ? «1» : 2)"),
    ("unreachable-branch", "id = 1 ? 'a' : id = 2 ? 'b' : id  =  1 ? «'c'» : 'd'"),
    ("unreachable-branch", "'No. ' & id ?? «'none'»"),
    ("unreachable-branch", "$count(lines) ?? «0»"),
    ("unused-variable", "(«$a» := 1; 2)"),
    ("unused-variable", "($f := function($x) { («$y» := $x; $x) }; $f(1))"),
    ("shadowed-function", "(«$sum» := 1; $sum)"),
    ("shadowed-function", "$map(lines, function($v, «$count») { $count })"),
    ("shadowed-function", "lines#«$length».($length)"),
    ("shadowed-function", "(«$xref» := 1; $xref)"),
    ("risky-pattern", "$match(total, «/^(a+)+$/»)"),
    ("risky-pattern", "$match(total, «/(a|ab|b)*c/i»)"),
    ("float-money", "«$number(total) * 2»"),
    ("float-money", "{'sum': «$sum(lines.$number(price))»}"),
    ("float-money", "($net := «$number(total) - $number(shipping_lines[0].price)»; $net)"),
    ("syntax", "lines[0«»"),
]
MISSES = [
    ("unknown-path", "shipping_lines.title"),
    ("unknown-path", "note.text"),
    ("unknown-path", "lines.discounts.amount"),
    ("unknown-path", "rates.FR"),
    ("unknown-path", "customer.`first name`"),
    ("unknown-path", "lines.*.foo"),
    ("unknown-path", "**.foo"),
    ("unknown-path", "lines.discounts.%.sku"),
    ("unknown-path", "$unknown.sku"),
    ("unknown-path", "$merge([customer, {'x': 1}]).x"),
    ("unknown-path", "$exists(company) ? company : 'none'"),
    ("unknown-path", "company ?? 'none'"),
    ("unknown-path", "lines ~> |$|{'extra': qty}|"),
    ("unknown-path", "($f := function($x) { $x.sku }; $g := function($h) { $h({'sku': 1}) }; $g($f))"),
    ("unknown-path", "{$string(id): 1}.foo"),
    ("unknown-path", "(gift ? {'a': 1} : {'b': 2}).b"),
    ("unknown-function", "$uppercase(total)"),
    ("unknown-function", "($f := function() { $g() }; $g := function() { 1 }; $f())"),
    ("unknown-function", "$map(lines, function($l, $i) { $i })"),
    ("unknown-function", "function($call) { $call(1) }"),
    ("unknown-function", "id.$string()"),
    ("unknown-lookup", "$xref('carriers', id)"),
    ("unknown-lookup", "$xref(total, id)"),
    ("silent-miss", "{'rate': $lookup(rates, tags[0]) ?? 0}"),
    ("silent-miss", "{'rate': $string($lookup(rates, tags[0])) ?: '0'}"),
    ("silent-miss", "($rate := $lookup(rates, tags[0]); {'rate': $exists($rate) ? $rate : $error('no rate')})"),
    ("silent-miss", "lines[$lookup($$.rates, sku) = 19].sku"),
    ("silent-miss", "$lookup(rates, tags[0]) > 10 ? 'much' : 'little'"),
    ("silent-miss", "{'rate': $lookup({'DE': 19, 'FR': 20}, 'FR')}"),
    ("silent-miss", "($lookup := function($a, $b) { $b }; {'rate': $lookup(rates, 'XX')})"),
    ("silent-miss", "{'carrier': $xref('carriers', id)}"),
    ("empty-aggregate", "$sum(lines.discounts.amount)"),
    ("empty-aggregate", "$sum(lines.discounts.amount) / 100"),
    ("empty-aggregate", "id - $sum([lines.discounts.amount])"),
    ("empty-aggregate", "id - ($sum(lines.discounts.amount) ?? 0)"),
    ("empty-aggregate", "(id - $sum(lines.discounts.amount)) ?? id"),
    ("empty-aggregate", "$exists(lines.discounts) ? id - $sum(lines.discounts.amount) : id"),
    ("empty-aggregate", "($amounts := [1]; id - $sum($amounts))"),
    ("empty-aggregate", "id - $count(lines.discounts)"),
    ("empty-aggregate", "id - $sum($given.amount)"),
    ("collapsing-array", "{'lines': lines.{'sku': sku}[]}"),
    ("collapsing-array", "{'lines': [lines.{'sku': sku}]}"),
    ("collapsing-array", "{'lines': lines}"),
    ("collapsing-array", "{'lines': lines.discounts}"),
    ("collapsing-array", "{'lines': lines[0]}"),
    ("collapsing-array", "{'either': lines.sku}"),
    ("collapsing-array", "{'name': lines.sku}"),
    ("collapsing-array", "{'other': lines.sku}"),
    ("collapsing-array", "{'lines': $split(total, ',')}"),
    ("constant-comparison", "id = 7"),
    ("constant-comparison", "note = 'x'"),
    ("constant-comparison", "note = null or id = null"),
    ("constant-comparison", "lines.qty = 2"),
    ("constant-comparison", "'new' in tags"),
    ("constant-comparison", "total in ['1.00', 2]"),
    ("constant-comparison", "$type(id) = 'string' and id = '7'"),
    ("constant-comparison", "(gift ? $x := 1 : $x := 'a'; $x = 'a')"),
    ("constant-comparison", "($x := 1; $f := function() { $x = 'a' }; $x := 'a'; $f())"),
    ("constant-comparison", "($even := function($n) { $n = 0 ? true : $odd($n - 1) }; $odd := function($n) { $n = '0' or $even($n) }; $odd('1'))"),
    ("unordered-comparison", "$number(total) > 5"),
    ("unordered-comparison", "total > '5'"),
    ("unordered-comparison", "lines.qty > 1"),
    ("unordered-comparison", "$type(total) = 'number' and total > 5"),
    ("wrong-operand", "$number(total) * 2"),
    ("wrong-operand", "note + 1"),
    ("wrong-operand", "lines.qty + 1"),
    ("unreachable-branch", "gift ? 1 : 2"),
    ("unreachable-branch", "($debug := false; $debug ? 1 : 2)"),
    ("unreachable-branch", "$random() > 0.5 ? 1 : $random() > 0.5 ? 2 : 3"),
    ("unreachable-branch", "id = 1 ? 'a' : (id = 1 and gift) ? 'b' : 'c'"),
    ("unreachable-branch", "total ?? 'none'"),
    ("unreachable-branch", "id + 1 ?? 0"),
    ("unreachable-branch", "$sum(lines.qty) ?? 0"),
    ("unused-variable", "($a := 1; $a)"),
    ("unused-variable", "($a := 1)"),
    ("unused-variable", "($a := 1; $eval('$a'))"),
    ("unused-variable", "($f := function() { $g() }; $g := function() { 1 }; $f())"),
    ("unused-variable", "$map(lines, function($l, $i) { 1 })"),
    ("unused-variable", "($a := 1; $a := $a + 1; $a)"),
    ("shadowed-function", "($total := 1; $total)"),
    ("shadowed-function", "{'sum': 1}"),
    ("risky-pattern", "$match(total, /^[A-Z]{2}[0-9]+(-[0-9]+)*$/)"),
    ("risky-pattern", r"$contains(total, /^[^@\s]+@[^@\s]+\.[a-z]+$/i)"),
    ("risky-pattern", r"$split(total, /\s*,\s*/)"),
    ("risky-pattern", r"$replace(total, /[^A-Za-z0-9]+/, '')"),
    ("float-money", "$number(total)"),
    ("float-money", "$number(total) > 5"),
    ("float-money", "$round($sum(lines.$number(price)), 2)"),
    ("float-money", "($net := $number(total) * 2; $round($net, 2))"),
    ("float-money", "$number(id) * 2"),
    ("float-money", "lines.(qty * 2)"),
    ("float-money", "$moneySum(lines.price)"),
    ("float-money", "$formatNumber($number(total) * 2, '0.00')"),
    ("syntax", "lines[0]"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "marked"), FOUND)
def test_rule_finds_and_marks(rule: str, marked: str, findings_of: Check) -> None:
    start, end = marked.index("«"), marked.index("»") - 1
    source = marked.replace("«", "").replace("»", "")
    found = findings_of(rule, source)
    assert [finding.span for finding in found] == [(start, end)]
    assert found[0].message
    assert found[0].remedy
    assert (found[0].line, found[0].column) == (1, start + 1)
    assert found[0].severity == RULES[rule].severity


@pytest.mark.parametrize(("rule", "source"), MISSES)
def test_rule_leaves_alone(rule: str, source: str, findings_of: Check) -> None:
    assert not parse(source).errors
    assert findings_of(rule, source) == ()


@pytest.mark.parametrize(
    ("rule", "source", "fixed"),
    [
        ("unknown-path", "shiping_lines.title", "shipping_lines.title"),
        ("unknown-path", "customer.first_name", "customer.`first name`"),
        ("unknown-function", "$upercase(total)", "$uppercase(total)"),
        ("unknown-function", "uppercase(total)", "$uppercase(total)"),
        ("unknown-lookup", '$xref("carier", id)', '$xref("carriers", id)'),
        ("empty-aggregate", "id - $sum(lines.discounts.amount)", "id - $sum([lines.discounts.amount])"),
        ("collapsing-array", "{'lines': lines.{'sku': sku}}", "{'lines': lines.{'sku': sku}[]}"),
        ("constant-comparison", "id = '7'", "id = 7"),
        ("constant-comparison", "total = 7", 'total = "7"'),
        ("constant-comparison", "gift = 'true'", "gift = true"),
        ("unordered-comparison", "total > 5", "$number(total) > 5"),
        ("wrong-operand", "total * 2", "$number(total) * 2"),
        ("unused-variable", "(\n  $a := 1;\n  $b := 2;\n  $b\n)", "(\n  $b := 2;\n  $b\n)"),
        ("unused-variable", "($a := 1; 2)", "(2)"),
    ],
)
def test_fix_settles_the_finding(rule: str, source: str, fixed: str, findings_of: Check) -> None:
    (finding,) = findings_of(rule, source)
    assert finding.fix is not None
    assert finding.fix.apply(source) == fixed
    assert not parse(fixed).errors
    assert findings_of(rule, fixed) == ()


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        ("unused-variable", "($a := $error('no'); 2)"),
        ("unused-variable", "($a := $b := 1; $b)"),
        ("empty-aggregate", "id - $max(lines.discounts.amount)"),
        ("collapsing-array", "($l := lines.{'sku': sku}; {'lines': $l})"),
        ("unknown-path", "lines.weight"),
    ],
)
def test_no_fix_where_it_could_do_harm(rule: str, source: str, findings_of: Check) -> None:
    (finding,) = findings_of(rule, source)
    assert finding.fix is None


@pytest.mark.parametrize("source", ["price * qty - $sum(discounts.amount)", "id - $sum(lines.amount)"])
def test_sum_of_nothing_is_found_without_knowing_the_input(source: str, findings_of: Check) -> None:
    (finding,) = findings_of("empty-aggregate", source, known=False)
    assert source[slice(*finding.span)].startswith("$sum(")


def test_unknown_path_names_the_one_that_is_there(findings_of: Check) -> None:
    (finding,) = findings_of("unknown-path", "shiping_lines")
    assert finding.message == "`shiping_lines` is not in the schema or samples; `shipping_lines` is."


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(a+)+b", True),
        (r"(a*)*b", True),
        (r"(a|a)*b", True),
        (r"(a|ab|b)*c", True),
        (r"(\w+\s?)*$", True),
        (r"([0-9]+,?)+x", True),
        (r"(.*)*x", True),
        (r"(a?){30}b", True),
        (r"(\d+)*\1x", True),
        (r"(-[0-9]+)*$", False),
        (r"([0-9]{3}-?)*$", False),
        (r"([a-z]+\.)+[a-z]+", False),
        (r"(a|b)*c", False),
        (r"\s*,\s*", False),
        (r".*a.*b", False),
    ],
)
def test_choices_of_a_repeat_are_seen(pattern: str, expected: bool) -> None:
    assert has_choices(parse_pattern(pattern)) is expected

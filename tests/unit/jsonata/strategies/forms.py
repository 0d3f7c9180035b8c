"""Texts that expressions are put together from: names of functions, calls with gaps, idioms of mappings."""

from __future__ import annotations

from typing import Final

REGEXES: Final = ("/[A-Z]+/", "/-/", "/a/i", r"/(\w)-(\d)/", r"/\d+/", "/^a|b$/m")
ON_NUMBERS: Final = ("sum", "max", "min", "average", "count")
ON_NUMBER: Final = ("abs", "floor", "ceil", "round", "string", "number", "sqrt")
ON_TEXT: Final = ("uppercase", "lowercase", "trim", "length", "base64encode", "encodeUrlComponent", "number")
ON_ANY: Final = (
    "string",
    "exists",
    "boolean",
    "not",
    "type",
    "count",
    "keys",
    "distinct",
    "reverse",
    "spread",
    "clone",
)
WITH_FUNCTION: Final = ("map", "filter", "single", "sift", "each")

ANY_STEPS: Final = (
    "*",
    "**",
    "%",
    "%.%",
    "$",
)
"""Steps without a name."""

CONTEXT_CALLS: Final = (
    "$string()",
    "$uppercase()",
    "$keys()",
    "$number()",
    "$length()",
    "$contains('a')",
    "$not()",
)
"""Functions that take their argument from the context."""

INDEXES: Final = (
    "0",
    "1",
    "-1",
    "2",
    "-2",
    "1.5",
    "[0,1]",
    "0..1",
)
"""Fixed positions."""

RANGES: Final = (
    "1..3",
    "0..1",
    "2..1",
    "1..qty",
    "qty..$",
    "-1..1",
)
"""Ranges, mostly small ones."""

TEXT_CALLS: Final = (
    "$substring({0}, {2})",
    "$substring({0}, 1, {2})",
    "$substringBefore({0}, {1})",
    "$substringAfter({0}, {1})",
    "$pad({0}, {2}, '.')",
    "$contains({0}, {1})",
    "$contains({0}, {3})",
    "$split({0}, {1})",
    "$split({0}, {3})",
    "$match({0}, {3})",
    "$match({0}, {3}).match",
    "$replace({0}, {1}, 'z')",
    "$replace({0}, {3}, '<$1>')",
    "$replace({0}, {3}, function($m){{$m.match & '!'}})",
    "$join({4}, {1})",
    "$join({4})",
    "{3}($string({0})).match",
)
"""Functions of a text {0}, another {1}, a number {2}, a pattern {3}, texts {4}."""

PAIR_CALLS: Final = (
    "$append({0}, {1})",
    "$lookup({0}, 'sku')",
    "$merge([{0}, {1}])",
    "$zip({0}, {1})",
    "$merge({0})",
    "$sort({0})",
    "$round({0}, {2})",
    "$power({0}, {2})",
    "$eval('{3}')",
    "$lookup({0}, {1})",
)
"""Functions of two values {0} and {1}, a number {2}, a field {3}."""

PICTURE_CALLS: Final = (
    "$formatNumber({0}, '#,##0.00')",
    "$formatInteger({0}, 'w')",
    "$formatInteger({0}, 'I')",
    "$formatBase({0}, 16)",
    "$fromMillis({0})",
    "$toMillis({0})",
    "$parseInteger({0}, '0')",
    "$fromMillis({0}, '[Y0001]-[M01]-[D01]')",
    "$formatNumber({0}, '0.###;(0)')",
)
"""Functions of a value {0} and a picture."""

PARTIALS: Final = (
    "$append(?, {0})({1})",
    "{2}(?, {0})({1})",
    "($h := $substring(?, 0, 1); $map({0}, $h))",
    "($add := function($a, $b){{$a + $b}}; $map({0}, $add(?, 1)))",
)
"""Partial applications, with values {0} and {1} and a function {2}."""

IDIOMS: Final = (
    "lines.tags.%.sku",
    "lines.amount.{'s': %.sku, 'a': amount}",
    "lines@$l.tags@$t.{'l': $l.sku, 't': $t}",
    "lines#$i[qty>0].{'i': $i, 'q': qty}",
    "lines.tags#$i.($i & $)",
    "lines@$l#$i.{'i': $i, 's': $l.sku}",
    "(function($n){$n <= 0 ? 'end' : $n - 1})(3)",
    "($t := function($n){$n > 20 ? $n : $t($n + 1)}; $t(qty))",
    "lines.amount[%.qty > 1].name",
    "$$.lines[0]",
    "lines^(>qty, sku).sku",
    "lines{sku: $sum(qty)}",
    "lines{sku: qty[]}",
    "grid.$sum($)",
    "grid[0][1]",
    "grid[1]",
    "(grid)[1]",
    "lines.(qty * price)",
    "$sum(lines.(qty * price))",
    "lines[-1].sku[]",
    "lines.tags[0]",
    "(lines.tags)[0]",
    "**.sku",
    "*.name",
    "lines.*[0]",
    "$ ~> |lines|{'qty': 9}|",
    "$map(lines, function($l, $i){'n': $i + 1, 's': $l.sku})",
    "lines.[sku, qty]",
    "lines.{sku: qty}",
    "$merge(lines.{sku: qty})",
    "lines^(sku)^(>qty)[0]",
    "customer.name ~> $uppercase ~> $length",
    "lines.amount@$a.%.sku",
    "lines#$i^(qty).{'i': $i}",
)
"""What mappings are full of, and what they seldom hold, in full."""

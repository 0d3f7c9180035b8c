"""The built-in functions on numbers and moments, as the studio tells about them."""

from __future__ import annotations

from typing import Final

from crossdock.jsonata.functions import aggregation, date_format, date_parse, integer_picture, number_format, numeric
from crossdock.jsonata.functions.builtin import builtin

NUMBERS: Final = (
    builtin(
        "number",
        "<(nsb)-:n>",
        numeric.number,
        "The number that a text writes; 1 for true, 0 for false.",
        ("$number('12.50')", 12.5),
        ("$number('5890840712243076123')", 5890840712243076123),
    ),
    builtin("abs", "<n-:n>", numeric.absolute, "A number without its sign.", ("$abs(-5)", 5)),
    builtin("floor", "<n-:n>", numeric.floor, "A number rounded down.", ("$floor(-1.5)", -2)),
    builtin("ceil", "<n-:n>", numeric.ceil, "A number rounded up.", ("$ceil(1.2)", 2)),
    builtin(
        "round",
        "<n-n?:n>",
        numeric.round_half_even,
        "A number rounded to so many decimals, a tie to the even digit.",
        ("$round(2.5)", 2),
        ("$round(19.99 * 1.19, 2)", 23.79),
        ("$round(1250, -2)", 1200),
    ),
    builtin("power", "<n-n:n>", numeric.power, "A number to the power of another.", ("$power(2, 10)", 1024)),
    builtin("sqrt", "<n-:n>", numeric.sqrt, "The square root of a number.", ("$sqrt(16)", 4)),
    builtin("random", "<:n>", numeric.random, "A random number from 0 up to 1.", ("$random() < 1", True)),
    builtin(
        "formatNumber",
        "<n-so?:s>",
        number_format.format_number,
        "A number written by a picture, such as #,##0.00, with other symbols if wanted.",
        ("$formatNumber(1234.5, '#,##0.00')", "1,234.50"),
        (
            "$formatNumber(1234.5, '#.##0,00', {'decimal-separator': ',', 'grouping-separator': '.'})",
            "1.234,50",
        ),
    ),
    builtin(
        "formatBase",
        "<n-n?:s>",
        number_format.format_base,
        "A whole number in another base, from 2 to 36.",
        ("$formatBase(255, 16)", "ff"),
    ),
    builtin(
        "formatInteger",
        "<n-s:s>",
        integer_picture.format_integer,
        "A whole number written by a picture: digits, words (w), Roman numerals (I) or letters (A).",
        ("$formatInteger(42, '0000')", "0042"),
        ("$formatInteger(21, 'w;o')", "twenty-first"),
    ),
    builtin(
        "parseInteger",
        "<s-s:n>",
        integer_picture.parse_integer,
        "The whole number that a text writes in the way of a picture.",
        ("$parseInteger('1,234', '#,##0')", 1234),
        ("$parseInteger('twenty-one', 'w')", 21),
    ),
    builtin("sum", "<a<n>:n>", aggregation.total, "The sum of numbers.", ("$sum([1, 2, 3.5])", 6.5)),
    builtin("max", "<a<n>:n>", aggregation.maximum, "The largest of numbers.", ("$max([3, 1, 2])", 3)),
    builtin("min", "<a<n>:n>", aggregation.minimum, "The smallest of numbers.", ("$min([3, 1, 2])", 1)),
    builtin("average", "<a<n>:n>", aggregation.average, "The mean of numbers.", ("$average([1, 2])", 1.5)),
    builtin("count", "<a:n>", aggregation.count, "How many values there are.", ("$count(['a', 'b'])", 2)),
)

TIMES: Final = (
    builtin(
        "now",
        "<s?s?:s>",
        date_format.now,
        "The present moment, the same throughout one evaluation, written by a picture (ISO 8601 by default).",
        ("$length($now())", 24),
    ),
    builtin(
        "millis",
        "<:n>",
        date_format.millis,
        "The present moment in milliseconds since 1970, the same throughout one evaluation.",
        ("$millis() = $toMillis($now())", True),
    ),
    builtin(
        "fromMillis",
        "<n-s?s?:s>",
        date_format.from_millis,
        "A moment, in milliseconds since 1970, written by a picture, at an offset such as +0100.",
        ("$fromMillis(1510067557121)", "2017-11-07T15:12:37.121Z"),
        ("$fromMillis(1510067557121, '[D01].[M01].[Y0001] [H01]:[m01]', '+0100')", "07.11.2017 16:12"),
    ),
    builtin(
        "toMillis",
        "<s-s?:n>",
        date_parse.to_millis,
        "The moment that a text writes in ISO 8601 or by a picture, in milliseconds since 1970.",
        ("$toMillis('2017-11-07T15:12:37.121Z')", 1510067557121),
        ("$toMillis('07.11.2017', '[D01].[M01].[Y0001]')", 1510012800000),
    ),
)

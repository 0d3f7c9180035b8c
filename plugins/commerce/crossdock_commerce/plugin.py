"""What this plugin brings; nothing heavy is imported until a function or the guard is asked."""

from __future__ import annotations

from collections.abc import Sequence

from crossdock.hookspecs import hookimpl
from crossdock.plugin import FunctionEntry, GuardEntry

crossdock_hooks = "1.1"

_FUNCTIONS = (
    (
        "xref",
        "<s(sna)+:x>",
        "lookup:XREF",
        "Looks a key up in one of the project's lookups, by its miss policy where there is no such row.",
    ),
    (
        "keep",
        "<x(snl)s:b>",
        "keeping:KEEP",
        "Tells whether a condition holds; where it does not, the timeline tells what was left out, and why.",
    ),
    ("sku", "<(sn)-:s>", "sku:SKU", "Makes a SKU of capital letters and digits only, as warehouses take it."),
    ("moneyAdd", "<(sn)(sn):s>", "money:ADD", "Adds two amounts exactly."),
    ("moneySubtract", "<(sn)(sn):s>", "money:SUBTRACT", "Subtracts the second amount from the first, exactly."),
    (
        "moneyMultiply",
        "<(sn)(sn)n?:s>",
        "money:MULTIPLY",
        "Multiplies an amount with a number, exactly or rounded half up to so many decimals.",
    ),
    (
        "moneyDivide",
        "<(sn)(sn)n:s>",
        "money:DIVIDE",
        "Divides an amount by a number, rounded half up to so many decimals.",
    ),
    (
        "moneyRound",
        "<(sn)ns?:s>",
        "money:ROUND",
        "Rounds an amount to so many decimals: half-up (the default), half-even, half-down, up, down, ceiling or floor.",
    ),
    ("moneySum", "<a?:s>", "money:SUM", "Adds all amounts of an array exactly; '0' when there are none."),
    (
        "moneyCompare",
        "<(sn)(sn):n>",
        "money:COMPARE",
        "Tells whether the first amount is less (-1), equal (0) or more (1).",
    ),
    (
        "moneyToMinor",
        "<(sn)s:n>",
        "money:TO_MINOR",
        "Gives an amount in its currency's smallest unit: pence, yen, fils.",
    ),
    (
        "moneyFromMinor",
        "<ns:s>",
        "money:FROM_MINOR",
        "Gives decimal text for an amount in its currency's smallest unit.",
    ),
    ("currencyCode", "<s-:s>", "currencies:CODE", "Checks a currency code against ISO 4217 and gives it in capitals."),
    ("moneyDecimals", "<s-:n>", "currencies:DECIMALS", "Tells how many decimals amounts in a currency have."),
    (
        "allocate",
        "<(sn)an?:a<s>>",
        "allocation:ALLOCATE",
        "Shares an amount out over lines in proportion to weights, so that the shares sum to it exactly.",
    ),
    (
        "dateOnly",
        "<s-s?:s>",
        "dates:DATE_ONLY",
        "Gives the calendar day of a time, as it is written or in a time zone.",
    ),
    ("toZone", "<ss:s>", "dates:TO_ZONE", "Shows the same moment as clocks in another time zone do."),
    ("inZone", "<ss:s>", "dates:IN_ZONE", "Adds the offset to a time read from a clock in a time zone."),
    (
        "formatDate",
        "<sss?:s>",
        "dates:FORMAT",
        "Writes a time in a platform's pattern: yyyy, yy, MM, MMM, dd, HH, hh, a, mm, ss, SSS, XXX, 'text'.",
    ),
    ("parseDate", "<sss?:s>", "dates:PARSE", "Reads a text in a platform's pattern and gives ISO 8601."),
    ("addDays", "<sn:s>", "dates:ADD_DAYS", "Gives the day, or the time, so many calendar days later."),
    (
        "countryCode",
        "<s-s?:s>",
        "countries:CODE",
        "Gives a country's ISO 3166-1 code (alpha-2, alpha-3 or numeric) from any of its codes or its name.",
    ),
    ("countryName", "<s-:s>", "countries:NAME", "Gives a country's English name from any of its ISO 3166-1 codes."),
)


@hookimpl
def functions() -> Sequence[FunctionEntry]:
    """Lookups, SKUs, money, allocation, dates, countries and currencies."""
    return [
        FunctionEntry(name=name, signature=signature, target=f"crossdock_commerce.{target}", summary=summary)
        for name, signature, target, summary in _FUNCTIONS
    ]


@hookimpl
def guards() -> Sequence[GuardEntry]:
    """Whether an order's parts come to its total."""
    return [
        GuardEntry(
            name="totals-agree",
            target="crossdock_commerce.totals:TOTALS_AGREE",
            summary="Holds an order whose lines, discounts, shipping and taxes do not come to its total.",
        )
    ]

"""The ways in which values of a source become a wanted value: as they are, converted, cut, joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from crossdock_suggest.canonical import folded, keys_of, number_in
from crossdock_suggest.dates import date_ways
from crossdock_suggest.leaves import Context, Leaf, quoted
from crossdock_suggest.way import Abilities, Way

_SHORTEST_PIECE = 3
_LONGEST_AFFIX = 6


def ways_to(wanted: Any, context: Context, abilities: Abilities) -> Iterator[Way]:
    """Every way to a value, the plainest of each leaf first; some may give it in other letters or another form only."""
    equal: dict[str, Leaf] = {}
    for key in keys_of(wanted):
        equal |= {leaf.expression: leaf for leaf in context.by_key.get(key, ())}
    for leaf in equal.values():
        yield from _converted(wanted, leaf, abilities)
    if isinstance(wanted, bool):
        yield from _truths(wanted, context)
    elif isinstance(wanted, int | float):
        yield from _scaled(wanted, context)
        yield from _totals(wanted, context, abilities)
    elif isinstance(wanted, str) and len(wanted) >= _SHORTEST_PIECE:
        yield from _dates(wanted, context, abilities)
        yield from _pieces(wanted, context)
        yield from _joined(wanted, context)
    elif isinstance(wanted, list):
        yield from _lists(wanted, context)


def _converted(wanted: Any, leaf: Leaf, abilities: Abilities) -> Iterator[Way]:
    value, read = leaf.value, leaf.expression
    if _is_same(wanted, value):
        yield Way(read, leaf, 1.0, f"`{read}` is equal to it")
    elif isinstance(wanted, int | float) and isinstance(value, str):
        yield Way(f"$number({read})", leaf, 0.97, f"`{read}` is that number, written as text")
    elif isinstance(wanted, str) and isinstance(value, int | float):
        yield Way(f"$string({read})", leaf, 0.97, f"`{read}` is that text, as a number")
    elif isinstance(wanted, str) and isinstance(value, str) and folded(wanted) == folded(value):
        yield from _spelt(wanted, leaf, abilities)


def _is_same(wanted: Any, value: Any) -> bool:
    """Equal and of one type; whole numbers are whole however they are written."""
    if isinstance(wanted, bool) or isinstance(value, bool):
        return wanted is value
    if isinstance(wanted, int | float) and isinstance(value, int | float):
        return wanted == value
    return type(wanted) is type(value) and bool(wanted == value)


def _spelt(wanted: str, leaf: Leaf, abilities: Abilities) -> Iterator[Way]:
    """A text that has the same letters and digits."""
    value, read = str(leaf.value), leaf.expression
    said = f"`{read}` is it, in another spelling"
    signs = dict.fromkeys(character for character in value if not character.isalnum())
    spellings: list[tuple[str, str, float]] = [
        (value.strip(), f"$trim({read})", 0.96),
        (value.upper(), f"$uppercase({read})", 0.96),
        (value.lower(), f"$lowercase({read})", 0.96),
        *((value.replace(sign, ""), f'$replace({read}, {quoted(sign)}, "")', 0.95) for sign in signs),
    ]
    bare = "".join(character for character in value if character.isalnum())
    if "sku" in abilities:
        spellings.append((bare.upper(), f"$sku({read})", 0.94))
    spellings.append((bare, f'$replace({read}, /[^A-Za-z0-9]/, "")', 0.88))
    spellings.append((bare.upper(), f'$uppercase($replace({read}, /[^A-Za-z0-9]/, ""))', 0.86))
    found = [Way(expression, leaf, plain, said) for spelt, expression, plain in spellings if spelt == wanted]
    yield from found or [Way(read, leaf, 0.5, f"{said} that is not understood")]


def _truths(wanted: bool, context: Context) -> Iterator[Way]:
    for leaf in context.own:
        read = leaf.expression
        if isinstance(leaf.value, bool) and leaf.value is not wanted:
            yield Way(f"$not({read})", leaf, 0.7, f"`{read}` is the opposite")
        elif isinstance(leaf.value, str) and leaf.value.casefold() in ("true", "yes", "y"):
            yield Way(f"{'' if wanted else '$not('}{read} = {quoted(leaf.value)}{'' if wanted else ')'}", leaf, 0.8,
                      f"`{read}` says {leaf.value}")  # fmt: skip
        elif isinstance(leaf.value, str) and bool(leaf.value) is wanted:
            yield Way(f"$boolean({read})", leaf, 0.6, f"`{read}` is {'there' if wanted else 'empty'}")


def _scaled(wanted: float, context: Context) -> Iterator[Way]:
    """Pounds of pence, and the other way round."""
    number = Decimal(str(wanted))
    if not number:
        return
    scales: tuple[tuple[Decimal, Callable[[str], str]], ...] = (
        (number / 100, lambda read: f"$round({read} * 100)"),
        (number * 100, lambda read: f"{read} / 100"),
        (number * 1000, lambda read: f"{read} / 1000"),
        (number / 1000, lambda read: f"{read} * 1000"),
    )
    for source, expression in scales:
        for leaf in context.by_key.get(("number", source.normalize()), ()):
            read = f"$number({leaf.expression})" if isinstance(leaf.value, str) else leaf.expression
            yield Way(expression(read), leaf, 0.7, f"`{leaf.expression}` is it in another unit")


def _totals(wanted: float, context: Context, abilities: Abilities) -> Iterator[Way]:
    """How many items a list has, and the sums of its members."""
    for each in context.lists:
        if len(each.items) == wanted:
            leaf = Leaf(each.expression, (*each.names, "count"), wanted)
            yield Way(f"$count({each.expression})", leaf, 0.7, f"`{each.expression}` has so many items")
        for name in dict.fromkeys(name for item in each.items for name in item if "`" not in name):
            yield from _sum(
                wanted, each.expression, name, (*each.names, name), [item.get(name) for item in each.items], abilities
            )


def _sum(
    wanted: float, around: str, name: str, names: tuple[str, ...], given: list[Any], abilities: Abilities
) -> Iterator[Way]:
    texts = [value for value in given if isinstance(value, str)]
    numbers = [number_in(value) if isinstance(value, str) else _number(value) for value in given if value is not None]
    amounts = [number for number in numbers if number is not None]
    if not amounts or len(amounts) < len(numbers) or sum(amounts) != Decimal(str(wanted)):
        return
    read = f"{around}.{name}"
    leaf = Leaf(read, names, wanted)
    said = f"the values of `{read}` sum up to it"
    if not texts:
        yield Way(f"$sum({read})", leaf, 0.8, said)
    elif "moneySum" in abilities:
        yield Way(f"$number($moneySum({read}))", leaf, 0.8, said)
    else:
        yield Way(f"$sum({around}.$number({name}))", leaf, 0.75, said)


def _number(value: Any) -> Decimal | None:
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _dates(wanted: str, context: Context, abilities: Abilities) -> Iterator[Way]:
    if any(character.isdigit() for character in wanted):
        for leaf in context.moments:
            yield from date_ways(wanted, leaf, abilities)


def _pieces(wanted: str, context: Context) -> Iterator[Way]:
    """A part of a text at a sign, and a text with something in front or behind."""
    for leaf in context.texts:
        value, read = leaf.value, leaf.expression
        if len(value) > len(wanted) and wanted in value:
            yield from _cut(wanted, value, read, leaf)
    for leaf in context.leaves:
        value = str(leaf.value) if isinstance(leaf.value, str | int) and not isinstance(leaf.value, bool) else ""
        extra = len(wanted) - len(value)
        if len(value) >= _SHORTEST_PIECE and 0 < extra <= _LONGEST_AFFIX:
            read = leaf.expression
            if wanted.endswith(value):
                said = f"it is `{read}` with {wanted[:extra]} in front"
                yield Way(f"{quoted(wanted[:extra])} & {read}", leaf, 0.75, said)
            elif wanted.startswith(value):
                yield Way(
                    f"{read} & {quoted(wanted[-extra:])}", leaf, 0.75, f"it is `{read}` with {wanted[-extra:]} behind"
                )


def _cut(wanted: str, value: str, read: str, leaf: Leaf) -> Iterator[Way]:
    said = f"it is a part of `{read}`"
    after, before = value[len(wanted) :][:1], value[: -len(wanted)][-1:]
    if value.startswith(wanted) and not after.isalnum() and after not in wanted:
        yield Way(f"$substringBefore({read}, {quoted(after)})", leaf, 0.72, said)
    if value.endswith(wanted) and not before.isalnum() and value.index(before) == len(value) - len(wanted) - 1:
        yield Way(f"$substringAfter({read}, {quoted(before)})", leaf, 0.72, said)
    for sign in dict.fromkeys(character for character in value if not character.isalnum() and character not in wanted):
        parts = [part.strip() for part in value.split(sign)]
        if len(parts) > 2 and wanted in parts:  # of two parts one is before and one after
            piece = f"$split({read}, {quoted(sign)})[{parts.index(wanted)}]"
            is_bare = wanted in value.split(sign)
            yield Way(piece if is_bare else f"$trim({piece})", leaf, 0.7, said)


def _joined(wanted: str, context: Context) -> Iterator[Way]:
    """Two texts of one object with a sign between them: a first and a last name."""
    beginnings = [leaf for leaf in context.texts if wanted.startswith(leaf.value) and len(leaf.value) < len(wanted)]
    endings = [leaf for leaf in context.texts if wanted.endswith(leaf.value) and len(leaf.value) < len(wanted)]
    for first in beginnings:
        for last in endings:
            between = wanted[len(first.value) : len(wanted) - len(last.value)]
            fits = len(first.value) + len(between) + len(last.value) == len(wanted)
            if (
                fits
                and first.names[:-1] == last.names[:-1]
                and len(between) < _SHORTEST_PIECE
                and not between.isalnum()
            ):
                middle = f" & {quoted(between)}" if between else ""
                joined = Leaf(first.expression, (*first.names[:-1], "name"), wanted)
                said = f"it is `{first.expression}` and `{last.expression}` together"
                yield Way(f"{first.expression}{middle} & {last.expression}", joined, 0.9, said)


def _lists(wanted: list[Any], context: Context) -> Iterator[Way]:
    """Lists of values: those of a member of a list, and the parts of a text."""
    for each in context.lists:
        for name in dict.fromkeys(name for item in each.items for name in item if "`" not in name):
            if [item[name] for item in each.items if name in item] == wanted and wanted:
                read = f"{each.expression}.{name}"
                yield Way(f"[{read}]", Leaf(read, (*each.names, name), wanted), 0.9, f"`{read}` has these values")
    for leaf in context.texts:
        for sign in (", ", ",", "; ", ";", "|", " "):
            if leaf.value.split(sign) == wanted and len(wanted) > 1:
                said = f"`{leaf.expression}` has these parts"
                yield Way(f"$split({leaf.expression}, {quoted(sign)})", leaf, 0.9, said)
                break

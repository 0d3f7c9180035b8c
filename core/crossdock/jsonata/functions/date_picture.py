"""Reading the pictures of dates and times (XPath Functions 3.1, section 9.8.4.1): text with components in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from crossdock.jsonata.errors import failure
from crossdock.jsonata.functions.date_fields import INTEGER_FIELDS
from crossdock.jsonata.functions.integer_picture import Case, IntegerPicture, compile_integer_picture
from crossdock.jsonata.functions.kept import kept_picture

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

ISO_PICTURE: Final = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]"

_DEFAULT_PRESENTATIONS: Final = {
    **dict.fromkeys("YMDdWwXxHhf", "1"),
    **dict.fromkeys("FPCE", "n"),
    **dict.fromkeys("ms", "01"),
    **dict.fromkeys("Zz", "01:01"),
}
_TOKENS: Final = re.compile(r"(\[\[)|\[([^\[\]][^\]]*|)(\])?|((?:[^\[])+)", re.DOTALL)
_WIDTH: Final = re.compile(r"(\d+)?[^-]*(?:-(\d+)?.*)?", re.DOTALL)

_WIDEST: Final = 1_000_000_000
_YEAR_DIGITS: Final = 6
"""No year within JavaScript's dates has more digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A component in brackets: one letter, and how to write it: as a name in some case, or as an integer."""

    letter: str
    names: Case | None = None
    integer: IntegerPicture | None = None
    modifier: str = ""
    """The second presentation modifier: o for ordinals, t for Z instead of a zero offset."""
    most_characters: int | None = None
    year_digits: int | None = None
    """Of a year only the last so many digits are written."""

    def name(self, number: int) -> str:
        """The name of month or day `number`, shortened as the picture says; raises D3133 for other components."""
        names = {"M": MONTHS, "x": MONTHS, "F": DAYS}.get(self.letter)
        if names is None:
            raise failure("D3133", value=self.letter)
        return names[number - 1][: self.most_characters]


DatePicture: TypeAlias = tuple[str | Component, ...]
"""Literal text, and components between it."""


@kept_picture
def compile_date_picture(picture: str) -> DatePicture:
    """The parts of a picture; raises D3135 for a bracket without its end, D3132 for an unknown component."""
    parts: list[str | Component] = []
    for doubled, marker, closing, literal in _split(picture):
        if doubled:
            parts.append("[")
        elif literal:
            parts.append(literal.replace("]]", "]"))
        elif not closing:
            raise failure("D3135", value=picture)
        else:
            component = _compile_component("".join(marker.split()))
            _fix_previous_width(parts, component)
            parts.append(component)
    return tuple(parts)


def _split(picture: str) -> list[tuple[str, str, str, str]]:
    return [(match[1] or "", match[2] or "", match[3] or "", match[4] or "") for match in _TOKENS.finditer(picture)]


def _compile_component(marker: str) -> Component:
    before_width, comma, width = marker.rpartition(",")
    letter, presentation, modifier = _presentation(before_width if comma else marker)
    least, most = _widths(width) if comma else (None, None)
    names = _names(presentation)
    component = Component(letter=letter, names=names, modifier=modifier, most_characters=most)
    if names is None and letter in INTEGER_FIELDS:
        picture = compile_integer_picture(f"{presentation};{modifier}" if modifier else presentation)
        return _with_integer(component, picture.widened(least or 0), most)
    if letter in "Zz":
        return replace(component, integer=compile_integer_picture(presentation))
    return component


def _presentation(marker: str) -> tuple[str, str, str]:
    """The letter of the component, its first and its second presentation modifier."""
    letter, presentation = marker[:1], marker[1:]
    if letter not in _DEFAULT_PRESENTATIONS:
        raise failure("D3132", value=letter)
    if not presentation:
        return letter, _DEFAULT_PRESENTATIONS[letter], ""
    if len(presentation) > 1 and presentation[-1] in "atco":
        return letter, presentation[:-1], presentation[-1]
    return letter, presentation, ""


def _names(presentation: str) -> Case | None:
    if presentation.startswith("n"):
        return Case.LOWER
    if presentation.startswith("N"):
        return Case.TITLE if presentation[1:2] == "n" else Case.UPPER
    return None


def _widths(text: str) -> tuple[int | None, int | None]:
    match = _WIDTH.fullmatch(text)
    return (None, None) if match is None else (_width(match[1]), _width(match[2]))


def _width(digits: str | None) -> int | None:
    return min(int(digits[:10]), _WIDEST) if digits else None


def _with_integer(component: Component, picture: IntegerPicture, most: int | None) -> Component:
    if component.letter != "Y":
        return replace(component, integer=picture)
    if most is not None:
        return replace(component, integer=replace(picture, mandatory_digits=most), year_digits=min(most, _YEAR_DIGITS))
    digits = picture.mandatory_digits + picture.optional_digits
    return replace(component, integer=picture, year_digits=min(digits, _YEAR_DIGITS) if digits >= 2 else None)


def _fix_previous_width(parts: list[str | Component], component: Component) -> None:
    """Integers that touch can only be told apart when all but the last have a fixed count of digits."""
    previous = parts[-1] if parts else ""
    if (
        isinstance(previous, Component)
        and previous.integer
        and component.integer
        and component.letter in INTEGER_FIELDS
    ):
        fixed = replace(previous.integer, parse_width=previous.integer.mandatory_digits)
        parts[-1] = replace(previous, integer=fixed)

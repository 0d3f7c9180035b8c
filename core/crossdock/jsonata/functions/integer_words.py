"""Whole numbers as English words, Roman numerals and letters, and back."""

from __future__ import annotations

import re
from typing import Final

from crossdock.jsonata.errors import failure

_SMALL: Final = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
]
_SMALL_ORDINALS: Final = [
    "Zeroth",
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
]
_TENS: Final = ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"]
_MAGNITUDES: Final = ["Thousand", "Million", "Billion", "Trillion"]
_ROMAN: Final = (
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_ROMAN_DIGITS: Final = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
_INTEGER: Final = re.compile(r"\s*([+-]?[0-9]+)")
_BETWEEN_WORDS: Final = re.compile(r",\s|\sand\s|[\s\\-]")


def _word_values() -> dict[str, int]:
    values = {word.lower(): value for words in (_SMALL, _SMALL_ORDINALS) for value, word in enumerate(words)}
    for tens, word in enumerate(_TENS, start=2):
        values[word.lower()] = values[word.lower()[:-1] + "ieth"] = tens * 10
    values["hundred"] = values["hundredth"] = 100
    for power, word in enumerate(_MAGNITUDES, start=1):
        values[word.lower()] = values[word.lower() + "th"] = 1000**power
    return values


WORD_VALUES: Final = _word_values()
"""Every number word, cardinal and ordinal, in small letters."""


def words(value: int, *, ordinal: bool) -> str:
    """The number, not negative, in words with capital initials: ``One Thousand, Two Hundred and Thirty-Four``."""
    *before, last = _spoken(value)
    if ordinal:
        last = _as_ordinal(last)
    return "".join([*before, last])


def _spoken(value: int) -> list[str]:
    """The words with what stands between them, so that the last item is the last word."""
    if value < 20:
        return [_SMALL[value]]
    if value < 100:
        tens, units = divmod(value, 10)
        return [_TENS[tens - 2], *(["-", _SMALL[units]] if units else [])]
    if value < 1000:
        hundreds, rest = divmod(value, 100)
        return [_SMALL[hundreds], " ", "Hundred", *_continued(rest)]
    power = min((len(str(value)) - 1) // 3, len(_MAGNITUDES))
    count, rest = divmod(value, 1000**power)
    return [*_spoken(count), " ", _MAGNITUDES[power - 1], *_continued(rest)]


def _continued(rest: int) -> list[str]:
    if rest == 0:
        return []
    return [" and " if rest < 100 else ", ", *_spoken(rest)]


def _as_ordinal(word: str) -> str:
    if word in _SMALL:
        return _SMALL_ORDINALS[_SMALL.index(word)]
    return word[:-1] + "ieth" if word in _TENS else word + "th"


def from_words(text: str) -> float:
    """The number of words in small letters; raises D3030 if one of them is no number.

    Beyond the integers that a double holds exactly it is a double, as any product is.
    """
    segments = [0]
    for word in _BETWEEN_WORDS.split(text):
        value = WORD_VALUES.get(word)
        if value is None:
            raise failure("D3030", value=text)
        if value >= 100:
            segments[-1] *= value
        elif segments[-1] >= 1000:
            segments.append(value)
        else:
            segments[-1] += value
    number = sum(segments)
    return number if number <= 2**53 else float(number)


def roman(value: int) -> str:
    """The number, not negative, in Roman capitals; zero is empty, thousands are repeated M."""
    thousands, rest = divmod(value, 1000)
    text = "M" * thousands
    for worth, numeral in _ROMAN:
        times, rest = divmod(rest, worth)
        text += numeral * times
    return text


def from_roman(text: str) -> int:
    """The number of Roman capitals; raises D3030 for any other character."""
    result = highest = 0
    for character in reversed(text):
        worth = _ROMAN_DIGITS.get(character)
        if worth is None:
            raise failure("D3030", value=text)
        if worth < highest:
            result -= worth
        else:
            highest = worth
            result += worth
    return result


def letters(value: int, first: str) -> str:
    """The number, not negative, as the name of a spreadsheet column that starts at the letter `first`; zero is empty."""
    found: list[str] = []
    while value > 0:
        value, place = divmod(value - 1, 26)
        found.append(chr(ord(first) + place))
    return "".join(reversed(found))


def from_letters(text: str, first: str) -> int:
    """The number of a spreadsheet column; the letters are not checked."""
    result = 0
    for character in text:
        result = result * 26 + ord(character) - ord(first) + 1
    return result


def leading_integer(text: str) -> int:
    """The integer at the start of the text, as JavaScript's parseInt reads it; raises D3030 if there is none."""
    match = _INTEGER.match(text)
    if match is None:
        raise failure("D3030", value=text)
    try:
        return int(match[1])
    except ValueError as error:
        raise failure("D3030", value=text) from error

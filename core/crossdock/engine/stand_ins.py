"""Stand-ins for personal values: made with a key, the same for the same value, and of the same shape.

They are made word by word and without regard to case, so that a first name gets the same stand-in alone and within the
full name. Letters stay letters of their case, digits stay digits, all else stays. Short words may share a stand-in.
Nobody works a value back without the key.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from ipaddress import ip_address
from itertools import count
from typing import Any

from crossdock.engine.personal import each_leaf
from crossdock.errors import Malformed
from crossdock.model.resource import JsonSchema

DOMAIN = "example.com"
"""Of every stand-in for an address; nobody's (RFC 2606)."""

_E_MAIL = r"[^\s@<>\"',;:()/]+@[^\s@<>\"',;:()/]+"
_SITE = r"https?://[^\s/?#]+"
_PIECE = re.compile(rf"(?P<email>{_E_MAIL})|(?P<site>{_SITE})|(?P<word>[^\W_]+)", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})-\d\d-\d\d")
_FLAGS = frozenset({"true", "false", "yes", "no", "on", "off"})
"""Texts that tell nothing of a person, and much to a mapping."""

_UPPER, _LOWER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
_FAR_UPPER, _FAR_LOWER = "ÀÁÂÄÇÈÉÊËÍÎÓÔÖÚÜ", "àáâäçèéêëíîóôöúü"
_CASELESS = "山川田木林森石水火土金月日星雨雪"

_TRIES = 8
"""Until a stand-in is not the value itself; '0' has no other."""
_SHORTEST_SWEPT = 5
_SHORTEST_DIGITS_SWEPT = 7
_NEVER_SWEPT = ("id", "ids", "sku", "code", "currency", "status", "number")
"""Ends of the names of fields that tell things apart: a word in them is no person's."""


class StandIns:
    """The stand-ins of one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def disguise(self, document: Any, schema: JsonSchema) -> Any:
        """The document with stand-ins for what is personal by its schema or by the names of its fields.

        In all other texts e-mail addresses are replaced, and personal values of the same document that are long
        enough to be told from other words. Ids, SKUs, amounts and dates stay. Raises Malformed for a document that
        is nested too deep.
        """
        try:
            sweep = _sweep(_personal_texts(document, schema))

            def replaced(value: Any, name: str, personal: bool) -> Any:
                if personal:
                    return self._personal(value)
                return self._swept(value, name, sweep) if isinstance(value, str) else value

            return each_leaf(document, schema, replaced)
        except RecursionError as error:
            raise Malformed("The document is nested too deep.", remedy="Make a fixture of a simpler one.") from error

    def text(self, text: str) -> str:
        """The stand-in for a text."""
        if text.strip().casefold() in _FLAGS:
            return text
        if found := _DATE.fullmatch(text):
            return self._other_than(
                text, lambda noise: f"{found[1]}-{next(noise) % 12 + 1:02}-{next(noise) % 28 + 1:02}"
            )
        if _is_ip(text):
            return self._other_than(text, lambda noise: _ip_like(text, next(noise)))
        return _PIECE.sub(self._piece, text)

    def number(self, number: float) -> float:
        """The stand-in for a number. The whole part of a fraction stays: a latitude must remain one."""
        whole, _, decimals = str(abs(number)).partition(".")
        if isinstance(number, int):
            made: float = int(self._word(whole))
        else:
            made = float(f"{whole}.{self._word(decimals)}") if decimals.isdecimal() else abs(number)
        return -made if number < 0 else made

    def _personal(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, bool) or value is None:
            return value
        return self.number(value)

    def _swept(self, text: str, name: str, sweep: re.Pattern[str]) -> str:
        of_identity = name.casefold().endswith(_NEVER_SWEPT)
        return sweep.sub(lambda found: found[0] if of_identity and "@" not in found[0] else self.text(found[0]), text)

    def _piece(self, found: re.Match[str]) -> str:
        if found["word"]:
            return self._word(found["word"])
        if found["site"]:
            return f"{found['site'].partition(':')[0]}://{DOMAIN}"
        return self._email(found["email"])

    def _email(self, address: str) -> str:
        local = address.rpartition("@")[0]
        return self._other_than(address, lambda noise: f"{_alike(local, noise)}@{DOMAIN}")

    def _word(self, word: str) -> str:
        return self._other_than(word, lambda noise: _alike(word, noise))

    def _other_than(self, value: str, make: Callable[[Iterator[int]], str]) -> str:
        """What `make` gives from the noise of a value, and is not the value."""
        made = value
        for attempt in range(_TRIES):
            made = make(self._noise(f"{attempt}:{value.casefold()}"))
            if made.casefold() != value.casefold():
                break
        return made

    def _noise(self, of: str) -> Iterator[int]:
        """Bytes without end that only the key and the value tell."""
        for block in count():
            yield from hmac.digest(self._key, f"{block}:{of}".encode(errors="surrogatepass"), sha256)


def _personal_texts(document: Any, schema: JsonSchema) -> set[str]:
    found: set[str] = set()

    def collect(value: Any, name: str, personal: bool) -> Any:  # noqa: ARG001  # what `each_leaf` gives
        if personal and isinstance(value, str):
            found.add(value.strip())
        return value

    each_leaf(document, schema, collect)
    return found


def _sweep(texts: Iterable[str]) -> re.Pattern[str]:
    """Finds e-mail addresses, and these texts where they stand as words of their own."""
    wanted = sorted((text for text in texts if _is_telling(text)), key=lambda text: (-len(text), text))
    words = "|".join(re.escape(text) for text in wanted)
    return re.compile(rf"{_E_MAIL}|(?<![^\W_])(?:{words})(?![^\W_])" if words else _E_MAIL, re.IGNORECASE)


def _is_telling(text: str) -> bool:
    """Whether a text is long enough not to be found by chance."""
    signs = sum(character.isalnum() for character in text)
    only_digits = not any(character.isalpha() for character in text)
    if text.casefold() in _FLAGS or _DATE.fullmatch(text):
        return False
    return signs >= (_SHORTEST_DIGITS_SWEPT if only_digits else _SHORTEST_SWEPT)


def _alike(text: str, noise: Iterator[int]) -> str:
    """A text of the same shape. A leading zero stays one, and no other digit becomes one in its place."""
    return "".join(_letter(character, next(noise), first=index == 0) for index, character in enumerate(text))


def _letter(character: str, byte: int, *, first: bool) -> str:
    if character.isdecimal():
        if first:
            return "0" if character == "0" else str(byte % 9 + 1)
        return str(byte % 10)
    if not character.isalnum():
        return character
    alphabet = _alphabet(character)
    return alphabet[byte % len(alphabet)]


def _alphabet(character: str) -> str:
    if character.isascii():
        return _UPPER if character.isupper() else _LOWER
    if character.isupper():
        return _FAR_UPPER
    return _FAR_LOWER if character.islower() else _CASELESS


def _is_ip(text: str) -> bool:
    try:
        return bool(ip_address(text))
    except ValueError:
        return False


def _ip_like(text: str, byte: int) -> str:
    """An address that is nobody's: of the ranges for documentation (RFC 5737, RFC 3849)."""
    return f"2001:db8::{byte + 1:x}" if ":" in text else f"192.0.2.{byte % 254 + 1}"

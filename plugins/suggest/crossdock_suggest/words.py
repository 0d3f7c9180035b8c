"""Names as words: split at case, underscores and digits, and commerce's synonyms made one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_ALIKE = 82
"""Of 100: from here on two words count as spellings of one (rapidfuzz's ratio)."""

_SYNONYMS = (
    "quantity qty units pieces",
    "postcode zip postal zipcode postalcode",
    "reference ref",
    "number no num nr",
    "id identifier guid uuid",
    "sku productcode articlenumber itemcode stockcode article",
    "firstname forename givenname",
    "lastname surname familyname",
    "email mail",
    "phone telephone tel mobile",
    "county province state region",
    "city town",
    "company organisation organization business",
    "delivery shipping ship shipto recipient",
    "carrier courier",
    "billing bill invoice payer",
    "customer buyer client",
    "price amount",
    "tax vat gst",
    "currency ccy",
    "note notes comment comments remark remarks instruction instructions message memo",
    "date at time datetime timestamp",
    "item items line lines position positions row entry",
    "discount rebate reduction",
    "barcode ean gtin upc",
    "warehouse dc depot",
    "service method option",
    "dispatch despatch fulfilment fulfillment shipment",
    "colour color",
    "cancelled canceled cancellation cancel",
    "subtotal net",
    "total sum",
    "title name label",
)
_PHRASES = {
    ("product", "code"): "sku",
    ("item", "code"): "sku",
    ("article", "number"): "sku",
    ("article", "code"): "sku",
    ("first", "name"): "firstname",
    ("given", "name"): "firstname",
    ("last", "name"): "lastname",
    ("family", "name"): "lastname",
    ("e", "mail"): "email",
    ("post", "code"): "postcode",
    ("zip", "code"): "postcode",
    ("postal", "code"): "postcode",
    ("sub", "total"): "subtotal",
}
_CANONICAL = {word: group.split()[0] for group in _SYNONYMS for word in group.split()}
_KNOWN = frozenset(_CANONICAL.values()) | {"country", "address", "order", "product"}
_SHORT = 3
"""Letters of words that are compared whole only."""
_LOW = frozenset({"details", "detail", "data", "info", "list", "set", "value", "header", "the", "of", "web", "sales"})
"""Words that say little."""
_LITTLE = 0.25
_WEIGHTS = dict.fromkeys(_LOW, _LITTLE) | {"price": 0.5, "unit": _LITTLE, "code": _LITTLE}


@lru_cache(maxsize=8192)
def words_of(name: str) -> tuple[str, ...]:
    """The words of one name: 'PostcodeZip' gives ('postcode',), 'address1' and 'Line1' both ('address', '1')."""
    found = [word.lower() for word in _WORD.findall(name)]
    joined: list[str] = []
    while found:
        pair = tuple(found[:2])
        if pair in _PHRASES:
            joined.append(_PHRASES[pair])
            del found[:2]
            continue
        word = found.pop(0)
        is_of_address = word == "line" and found and found[0].isdigit()
        joined.append("address" if is_of_address else _CANONICAL.get(word, word))
    return tuple(dict.fromkeys(joined))


@lru_cache(maxsize=4096)
def spellings(word: str, vocabulary: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a vocabulary that count as spellings of one."""
    return tuple(known for known in vocabulary if _same(word, known))


@lru_cache(maxsize=65536)
def alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How alike two paths of names are, 0 to 1: mostly by their last names, then by all of them."""
    last = _overlap(words_of(one[-1]), words_of(other[-1]))
    around = _overlap(_words(one[:-1]), _words(other[:-1]))
    whole = _overlap(_words(one), _words(other))
    return max(0.8 * last + 0.2 * around if last else 0.0, 0.95 * whole)


def _words(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for name in names for word in words_of(name)))


@lru_cache(maxsize=65536)
def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The share of words that both have (Dice's coefficient), words that say little counting less."""
    total = sum(map(_weight, one)) + sum(map(_weight, other))
    if not total:
        return 0.0
    common = sum(_weight(word) for word in one if any(_same(word, each) for each in other))
    common += sum(_weight(word) for word in other if any(_same(word, each) for each in one))
    return common / total


@lru_cache(maxsize=65536)
def _same(one: str, other: str) -> bool:
    """Known words are only themselves, however alike: a county is no country."""
    if one == other or (one in _KNOWN and other in _KNOWN):
        return one == other
    return min(len(one), len(other)) > _SHORT and fuzz.ratio(one, other) >= _ALIKE


def _weight(word: str) -> float:
    return _WEIGHTS.get(word, 1.0)

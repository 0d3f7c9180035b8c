"""What platforms send one day, though no documentation says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crossdock.connect.format import Format, Json

NEW_FIELD: Mapping[str, Any] = {"digits": 12345678901234567890, "text": "Grüße 茶", "nested": {"a": [1, None]}}
"""A field that a platform adds without a word; the number is longer than a float can say."""

ODD_TEXTS: Mapping[str, Any] = {
    "empty": "",
    "blank": " \t\n",
    "absent": None,
    "nothing_in_it": [{}, []],
    "beyond_latin": "Zoë Ørsted, 茶器, لندن",
    "beyond_16_bits": "😀🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "composed_and_not": "é e\u0301",
    "marks": "\u202eright to left\u200b\u00a0",
    "markup": '<b>"O\'Neil" & co</b> \\ {{braces}} %00 ${dollar}',
    "long": "x" * 20_000,
}
"""Texts that are easily cut, trimmed, normalised or escaped on the way."""

BREAKS_OUT = "../o dd?a=b&c#d/é"
"""A value that leads elsewhere, unless it is percent-encoded where it stands in an address."""
BROKEN_BODIES = (b"", b" \n", b'{"orders": [', b"\xff\xfe", b"<html>Back soon</html>")
"""Bodies that are no JSON."""


def new_field(form: Format) -> Any:
    """A field that a platform adds; formats other than JSON know nothing but text."""
    return NEW_FIELD if isinstance(form, Json) else NEW_FIELD["text"]


def odd_texts(form: Format) -> Any:
    """Odd texts as a format can say them."""
    told = ("beyond_latin", "beyond_16_bits", "composed_and_not", "marks", "markup")
    return ODD_TEXTS if isinstance(form, Json) else " ".join(ODD_TEXTS[name] for name in told)

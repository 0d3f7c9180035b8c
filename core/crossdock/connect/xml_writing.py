"""Writing XML: a value as `xml_format` describes it, so that reading it gives the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crossdock.connect.xml_names import ATTRIBUTE, TEXT, Names, not_xml
from crossdock.connect.xml_reading import DEEPEST
from crossdock.engine import json_text

if TYPE_CHECKING:
    from crossdock.connect.xml_format import Xml

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no document can hold (XML 1.0, section 2.2)."""
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def write(value: Any, declared: Xml) -> bytes:
    """A value as a document in UTF-8; raises Malformed where XML cannot say it."""
    writing = _Writing(Names(declared.namespaces))
    name, inside = (declared.root, value) if declared.root else _only(value)
    return (_HEAD + "".join(writing.element(name, inside, "", 1))).encode()


class _Writing:
    """Elements as pieces of text; `default` is the namespace of names without a prefix where an element stands."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def element(self, key: str, value: Any, default: str, depth: int) -> Iterator[str]:
        """One element with all that is inside."""
        if depth > DEEPEST:
            raise not_xml(f"more than {DEEPEST} elements would be inside each other")
        tag, inner, spaces = self._tag(key, default)
        if depth == 1:
            spaces |= {f"xmlns:{prefix}": address for prefix, address in self._names.prefixes.items()}
        fields = value if isinstance(value, dict) else {TEXT: value}
        attributes = {**spaces, **self._attributes(fields)}
        inside = "".join(self._inside(key, fields, inner, depth))
        opened = " ".join([tag, *(f'{name}="{text}"' for name, text in attributes.items())])
        yield f"<{opened}>{inside}</{tag}>" if inside else f"<{opened}/>"

    def _inside(self, key: str, fields: dict[str, Any], default: str, depth: int) -> Iterator[str]:
        text = _text(fields.get(TEXT), key).translate(_IN_TEXT)
        elements = {name: value for name, value in fields.items() if name != TEXT and not name.startswith(ATTRIBUTE)}
        if text and elements:
            raise not_xml(f"'{key}' is to have text and elements")
        yield text
        for name, value in elements.items():
            for each in value if isinstance(value, list) else [value]:
                yield from self.element(name, each, default, depth + 1)

    def _tag(self, key: str, default: str) -> tuple[str, str, dict[str, str]]:
        """An element's tag, the namespace of names without a prefix inside of it, and what says so."""
        address, local = self._names.of_element(key)
        if prefix := self._names.prefix_of(address):
            return f"{prefix}:{local}", default, {}
        return local, address, {} if address == default else {"xmlns": _quoted(address, key)}

    def _attributes(self, fields: dict[str, Any]) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, value in fields.items():
            if key.startswith(ATTRIBUTE):
                address, local = self._names.of_attribute(key)
                prefix = self._names.prefix_of(address) if address else ""
                if prefix is None or (address and not prefix):
                    prefix = self._free_prefix(len(found))
                    found[f"xmlns:{prefix}"] = _quoted(address, key)
                found[f"{prefix}:{local}" if prefix else local] = _quoted(value, key)
        return found

    def _free_prefix(self, number: int) -> str:
        while f"ns{number}" in self._names.prefixes:
            number += 1
        return f"ns{number}"


def _only(value: Any) -> tuple[str, Any]:
    if not (isinstance(value, dict) and len(value) == 1):
        raise not_xml("a document has one outermost element, and the value is no object with one name")
    ((name, inside),) = value.items()
    return name, inside


def _quoted(value: Any, key: str) -> str:
    return _text(value, key).translate(_IN_ATTRIBUTE)


def _text(value: Any, key: str) -> str:
    """A value as text; nothing and null are none."""
    if isinstance(value, dict | list):
        raise not_xml(f"'{key}' is to hold text, and is given an object or a list")
    text = "" if value is None else value if isinstance(value, str) else json_text.encode(value).decode()
    if refused := _FORBIDDEN.search(text):
        raise not_xml(f"'{key}' holds the character {refused.group()!a}, which XML cannot say")
    return text

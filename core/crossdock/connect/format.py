"""The formats in which messages travel. Inside of Crossdock every message is a JSON value; a format writes and reads it.

JSON and forms are here; see `xml_format` for XML, and `graphql_format` for operations of GraphQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import parse_qsl, quote_plus

import msgspec

from crossdock.engine import json_text
from crossdock.errors import Malformed

MOST_FIELDS = 1000
"""Of a form."""


class Format(Protocol):
    """How a JSON value is written on the wire."""

    @property
    def title(self) -> str:
        """As in 'something that is not JSON'."""

    @property
    def content_type(self) -> str:
        """What a body in it is called."""

    @property
    def answers(self) -> Format:
        """The format in which a request in this one is answered."""

    def encode(self, value: Any) -> bytes:
        """A value as a body; raises Malformed for one that this format cannot say."""

    def decode(self, body: bytes) -> Any:
        """The value of a body; raises Malformed where it is not in this format."""


class Json(msgspec.Struct, frozen=True):
    """JSON text (RFC 8259)."""

    @property
    def title(self) -> str:
        return "JSON"

    @property
    def content_type(self) -> str:
        return "application/json"

    @property
    def answers(self) -> Format:
        return self

    def encode(self, value: Any) -> bytes:
        return json_text.encode(value)

    def decode(self, body: bytes) -> Any:
        return json_text.decode(body)


JSON = Json()


class Form(msgspec.Struct, frozen=True):
    """A form whose fields may hold documents: `Form({"ExportData": Xml()})`. The value is an object of its fields.

    A field that is not named holds text. A body of one field is as good a form as any.
    """

    holding: Mapping[str, Format] = {}
    """The format of what a field holds."""
    answers: Format = JSON

    @property
    def title(self) -> str:
        return "a form"

    @property
    def content_type(self) -> str:
        return "application/x-www-form-urlencoded"

    def encode(self, value: Any) -> bytes:
        if not isinstance(value, dict):
            raise _no_form("the value is no object of fields")
        written = {name: self._written(name, field) for name, field in value.items()}
        return b"&".join(f"{quote_plus(name)}={quote_plus(text)}".encode() for name, text in written.items())

    def decode(self, body: bytes) -> Any:
        try:
            fields = parse_qsl(
                body.decode(), keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=MOST_FIELDS
            )
        except ValueError:
            what = f"it is not made of name=value in UTF-8, or of more than {MOST_FIELDS} fields"
            raise _no_form(what) from None  # the cause quotes the body
        found = dict(fields)
        if len(found) < len(fields):
            raise _no_form("a field is there twice")
        return {name: self._read(name, text) for name, text in found.items()}

    def _written(self, name: str, field: Any) -> str:
        if name in self.holding:
            return self.holding[name].encode(field).decode()
        if isinstance(field, dict | list):
            raise _no_form(f"the field '{name}' is to hold text, and is given an object or a list")
        return field if isinstance(field, str) else "" if field is None else json_text.encode(field).decode()

    def _read(self, name: str, text: str) -> Any:
        return self.holding[name].decode(text.encode()) if name in self.holding else text


def _no_form(what: str) -> Malformed:
    return Malformed(f"This is no form: {what}.", remedy="Send fields as a browser does, each of them once.")

"""What is personal in a message: by what the source's schema says, and by the names of its fields.

A schema has the last word: `x-personal: true` makes a field and all below it personal, `x-personal: false` neither.
Where it says nothing, names decide: those that platforms give to people, addresses, free texts and secret links.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from crossdock.model.resource import JsonSchema

MARK = "x-personal"

_NAMES = """
email emailaddress contactemail mail
phone phonenumber mobile mobilenumber telephone tel fax contactnumber
firstname lastname middlename fullname surname forename givenname familyname nickname
company companyname companydescription organisation organization
address address1 address2 address3 addressline1 addressline2 addressline3 line1 line2 line3 line4
street street1 street2 housenumber building city town suburb postcode postcodezip postalcode zip zipcode
latitude longitude
note comment remark message giftmessage giftmessagefrom giftmessageto giftnote
specialinstruction deliveryinstruction instruction orderlinemessage
dateofbirth dob birthday birthdate nifnumber vatnumber taxid nationalid passportnumber
ip ipaddress browserip clientip useragent sessionhash
token carttoken checkouttoken orderstatusurl landingsite referringsite multipassidentifier
authorization iban cardholder creditcardnumber
"""
"""In the singular, lower case, with nothing but letters and digits."""
_PERSONAL = frozenset(_NAMES.split())

_OF_PEOPLE = (
    "address",
    "customer",
    "recipient",
    "consignee",
    "buyer",
    "deliverydetail",
    "billingdetail",
    "destination",
)
"""Where an object is found under a name with one of these in it, its `name` is a person's."""
_OF_PAIRS = frozenset({"noteattribute", "propertie", "property", "customattribute"})
"""Lists of names and values that buyers fill in."""

Act = Callable[[Any, str, bool], Any]
"""Given a leaf, its field's name and whether it is personal; gives what shall stand in its place."""


class _Place(msgspec.Struct, frozen=True):
    """Where in a document a value stands."""

    name: str
    parent: str
    schemas: tuple[JsonSchema, ...]
    personal: bool
    """By a mark on it or above it."""
    exempt: bool = False


def each_leaf(document: Any, schema: JsonSchema, act: Act) -> Any:
    """The document with every text, number, boolean and null replaced by what `act` makes of it."""
    place = _Place("", "", _described(schema, schema), personal=False)
    return _Walk(schema, act).value(document, _marked(place))


class _Walk:
    def __init__(self, root: JsonSchema, act: Act) -> None:
        self._root = root
        self._act = act

    def value(self, value: Any, place: _Place) -> Any:
        if isinstance(value, dict):
            return {name: self.value(item, self._field(place, name)) for name, item in value.items()}
        if isinstance(value, list):
            return [self.value(item, self._item(place, index)) for index, item in enumerate(value)]
        personal = place.personal or (not place.exempt and _is_named_personal(place.name, place.parent))
        return self._act(value, place.name, personal)

    def _field(self, place: _Place, name: str) -> _Place:
        return _marked(
            _Place(name, place.name, self._below(place.schemas, name), personal=place.personal, exempt=place.exempt)
        )

    def _item(self, place: _Place, index: int) -> _Place:
        """An item goes by the name of its array."""
        schemas = self._below(place.schemas, index)
        return _marked(_Place(place.name, place.parent, schemas, personal=place.personal, exempt=place.exempt))

    def _below(self, schemas: tuple[JsonSchema, ...], step: str | int) -> tuple[JsonSchema, ...]:
        parts = (part for schema in schemas for part in _parts(schema, step))
        return tuple(each for part in parts for each in _described(part, self._root))


def _marked(place: _Place) -> _Place:
    """The place, with what its schemas say of it; false wins over true."""
    marks = [schema[MARK] for schema in place.schemas if isinstance(schema.get(MARK), bool)]
    if not marks:
        return place
    return msgspec.structs.replace(place, personal=all(marks), exempt=not all(marks))


def _is_named_personal(name: str, parent: str) -> bool:
    plain, around = _plain(name), _plain(parent)
    if plain == "name":
        return any(word in around for word in _OF_PEOPLE)
    if plain == "value":
        return around in _OF_PAIRS
    return plain in _PERSONAL


def _plain(name: str) -> str:
    plain = "".join(character for character in name.casefold() if character.isalnum())
    return plain if plain in _PERSONAL else plain.removesuffix("s")


def _parts(schema: JsonSchema, step: str | int) -> Iterator[Any]:
    if isinstance(step, int):
        yield schema.get("items")
    elif isinstance(properties := schema.get("properties"), dict):
        yield properties.get(step)


def _described(schema: Any, root: JsonSchema) -> tuple[JsonSchema, ...]:
    """A schema with all that it refers to or combines, each once."""
    found: list[JsonSchema] = []
    waiting = [schema]
    while waiting:
        each = waiting.pop()
        if not isinstance(each, dict) or any(each is known for known in found):
            continue
        found.append(each)
        if isinstance(reference := each.get("$ref"), str):
            waiting.append(_resolved(reference, root))
        for combination in ("allOf", "anyOf", "oneOf"):
            waiting += each.get(combination) or ()
    return tuple(found)


def _resolved(reference: str, root: JsonSchema) -> Any:
    found: Any = root
    for step in reference.removeprefix("#").split("/")[1:]:
        found = found.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(found, dict) else None
    return found

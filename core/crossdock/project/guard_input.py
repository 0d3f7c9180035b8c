"""What a guard's text is evaluated on, for those who look at the text: the message, what was made of it, and the time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import cycle, islice

from crossdock.engine.json_text import decode, encode
from crossdock.errors import NotFound
from crossdock.model.analysis import Described, Surroundings
from crossdock.model.resource import JsonSchema, ResourceInfo, Sample
from crossdock.project.contents import FolderMapping
from crossdock.project.resources import Resources

NOW = "now"
_A_TIME = "2026-01-15T10:30:00.000Z"


def surroundings(mapping: FolderMapping | None, resources: Resources, lookups: tuple[str, ...]) -> Surroundings:
    """What stands around a guard's text; only the lookups, where the mapping or one of its resources is not there."""
    parts = _parts(mapping, resources) if mapping else {}
    return Surroundings(source=_described(parts) if parts else None, lookups=lookups)


def _parts(mapping: FolderMapping, resources: Resources) -> dict[str, ResourceInfo]:
    try:
        return {"source": resources.resource(mapping.source), "target": resources.resource(mapping.target)}
    except NotFound:
        return {}


def _described(parts: Mapping[str, ResourceInfo]) -> Described:
    properties: JsonSchema = {name: _moved(part.schema, f"#/properties/{name}") for name, part in parts.items()}
    properties[NOW] = {"type": "string", "description": "When the guard is asked."}
    schema = {"type": "object", "required": list(properties), "properties": properties, "additionalProperties": False}
    return Described(schema=schema, samples=tuple(_samples(parts)))


def _moved(schema: object, place: str) -> object:
    """A schema at a place in another one, with its references into itself still leading there."""
    if isinstance(schema, list):
        return [_moved(item, place) for item in schema]
    if not isinstance(schema, dict):
        return schema
    moved = {key: _moved(value, place) for key, value in schema.items()}
    reference = schema.get("$ref")
    return moved | {"$ref": place + reference[1:]} if isinstance(reference, str) and reference[:1] == "#" else moved


def _samples(parts: Mapping[str, ResourceInfo]) -> Iterator[Sample]:
    """Each sample of each part at least once."""
    count = max(len(part.samples) for part in parts.values())
    drawn = [islice(cycle(part.samples), count) for part in parts.values()]
    for number, samples in enumerate(zip(*drawn, strict=True)):
        document = {name: decode(sample.payload) for name, sample in zip(parts, samples, strict=True)}
        yield Sample(name=str(number), payload=encode(document | {NOW: _A_TIME}))

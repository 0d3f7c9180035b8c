"""YAML as JSON's other spelling: YAML 1.2, plain values only, each with the line it stands in.

Whatever could be read in two ways is refused rather than guessed: a key that stands there twice, a number with a
leading zero, a tag. Dates are texts, `yes` and `no` too. Aliases are followed, up to a bound on the values they
make, and never in a circle.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.representer import SafeRepresenter

from crossdock.engine.pointer import pointer
from crossdock.errors import Malformed
from crossdock.model.problem import Problem

MOST_VALUES = 100_000
MOST_LEVELS = 100

Path = tuple[str | int, ...]

_TAG = "tag:yaml.org,2002:"
_BLOCK = re.compile(r"[!-~](?:[ -~]*[!-~])?\n(?: *[!-~](?:[ -~]*[!-~])?\n)*")
"""Lines of plain ASCII, each ended, none blank, the first one not indented: safe as a block."""
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_AMBIGUOUS = re.compile(r"[-+]?0[0-9_]+(\.[0-9_]*)?")
_BASED_INTEGER = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


class Document(msgspec.Struct, frozen=True):
    """A YAML file's value, and the line, from 1, of each pointer in it."""

    value: Any
    lines: Mapping[str, int]


def read(text: str) -> Document:
    """Read one YAML document; raises Malformed with its line. An empty text is null."""
    try:
        _check_depth(text)
        node = _yaml().compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _malformed(f"{error.problem or error.context}", (mark.line + 1) if mark else None) from error
    except (YAMLError, ValueError) as error:
        raise _malformed(str(error).partition("\n")[0], getattr(error, "line", None)) from error
    reading = _Reading()
    value = None if node is None else reading.value(node, ())
    return Document(value, reading.lines)


def write(value: Any) -> str:
    """A JSON value as block-style YAML, keys in their order, texts of several lines as blocks."""
    text = io.StringIO()
    _yaml().dump(value, text)
    return text.getvalue()


def _check_depth(text: str) -> None:
    """Before anything that calls itself for each level; the parser's events do not."""
    depth = 0
    for event in _yaml().parse(text):
        if isinstance(event, CollectionStartEvent):
            depth += 1
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
        if depth > MOST_LEVELS:
            raise _malformed(f"it is nested deeper than {MOST_LEVELS} levels", event.start_mark.line + 1)


def _yaml() -> YAML:
    yaml = YAML(typ="safe", pure=True)
    yaml.Representer = _Representer
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


class _Representer(SafeRepresenter):
    """Chooses how texts are quoted; the library's own choice loses some line breaks of Unicode."""

    def represent_map(self, value: dict[str, Any]) -> MappingNode:
        """Keys in their own order; the library would sort them."""
        return self.represent_mapping(_TAG + "map", list(value.items()))

    def represent_text(self, text: str) -> ScalarNode:
        return self.represent_scalar(_TAG + "str", text, style=_style(text))

    def ignore_aliases(self, _data: object) -> bool:
        """Always: the same value twice is written twice, as JSON would."""
        return True


_Representer.add_representer(dict, _Representer.represent_map)
_Representer.add_representer(str, _Representer.represent_text)


def _style(text: str) -> str | None:
    if _BLOCK.fullmatch(text):
        return "|"
    return None if text.isprintable() and "\ufeff" not in text else '"'


class _Reading:
    """One walk from nodes to values, noting lines and what aliases blow up to."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        self._count = 0
        self._open: set[int] = set()

    def value(self, node: Node, path: Path) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(pointer(path), line)
        self._count += 1
        if self._count > MOST_VALUES:
            raise _malformed(f"it has more than {MOST_VALUES:,} values, aliases counted each time", line)
        if id(node) in self._open:
            raise _malformed("an alias leads back to itself", line)
        self._open.add(id(node))
        try:
            return self._of_kind(node, path)
        finally:
            self._open.discard(id(node))

    def _of_kind(self, node: Node, path: Path) -> Any:
        if isinstance(node, MappingNode) and node.tag == _TAG + "map":
            return self._mapping(node, path)
        if isinstance(node, SequenceNode) and node.tag == _TAG + "seq":
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        if isinstance(node, ScalarNode):
            return _scalar(node)
        raise _unknown_tag(node)

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                raise _malformed("a key is no text", line)
            key = key_node.value
            if key in found:
                raise _malformed(f"the key '{key}' stands there twice", line, code="yaml-duplicate-key")
            self.lines[pointer((*path, key))] = line
            found[key] = self.value(value_node, (*path, key))
        return found


def _scalar(node: ScalarNode) -> Any:
    kind = str(node.tag).removeprefix(_TAG)
    if kind not in _KINDS:
        raise _unknown_tag(node)
    if node.style is not None:
        return node.value
    try:
        return _KINDS[kind](node.value)
    except ValueError as error:
        raise _malformed(str(error), node.start_mark.line + 1, code="yaml-number") from error


def _number(text: str) -> int | float | str:
    if _AMBIGUOUS.fullmatch(text):
        raise ValueError(f"the number {text} has a leading zero; quote it if it is a text")
    if _INTEGER.fullmatch(text):
        return int(text)
    if _BASED_INTEGER.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        return _finite(float(text))
    if re.fullmatch(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", text):
        raise ValueError(f"{text} is no number that JSON can say")
    return text


def _finite(number: float) -> float:
    if number in (float("inf"), float("-inf")):
        raise ValueError("a number is too large")
    return number


def _text(text: str) -> str:
    return text


_KINDS: dict[str, Callable[[str], Any]] = {
    "str": _text,
    "timestamp": _text,
    "merge": _text,
    "value": _text,
    "null": lambda _: None,
    "bool": lambda text: text.lower() == "true",
    "int": _number,
    "float": _number,
}


def _unknown_tag(node: Node) -> Malformed:
    tag = str(node.tag).removeprefix(_TAG)
    return _malformed(f"the tag '{tag}' is not allowed", node.start_mark.line + 1, code="yaml-tag")


def _malformed(what: str, line: int | None, code: str = "yaml-syntax") -> Malformed:
    message = f"The file is no YAML that can be read: {what}."
    remedy = "Write plain YAML 1.2: maps, lists, texts, numbers, true, false and null, each key once."
    return Malformed(message, remedy=remedy, problems=[Problem(code=code, message=message, remedy=remedy, line=line)])

"""Reading XML: a bounded document without a DTD, hence without entities, as the value that `xml_format` describes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from crossdock.connect.xml_names import TEXT, Names
from crossdock.errors import Malformed
from crossdock.model.problem import Problem

if TYPE_CHECKING:
    from crossdock.connect.xml_format import Xml

LARGEST = 50 * 1024 * 1024
"""Bytes of a document."""
DEEPEST = 100
"""Elements inside each other."""
MOST_PARTS = 1_000_000
"""Elements and attributes of a document."""
_SPACE = " \t\r\n"
_REMEDY = "Send one XML document, in UTF-8, without a DTD."


def read(body: bytes, declared: Xml) -> Any:
    """The value of a document; raises Malformed where it is none, is attacking, or is not the one that is declared."""
    root, names = _parsed(body), Names(declared.namespaces)
    name = names.element(root.tag)
    if declared.root and name != declared.root:
        raise _malformed(f"the outermost element is '{name}', and is to be '{declared.root}'")
    reading = _Reading(declared, names)
    return reading.value(root, "") if declared.root else {name: reading.value(root, name)}


class _Reading:
    """What is declared of a document, looked up by the paths of its elements."""

    def __init__(self, declared: Xml, names: Names) -> None:
        self._names = names
        self._objects = frozenset(declared.objects)
        self._lists: dict[str, list[str]] = {}
        for path in declared.lists:
            holder, _, name = path.rpartition(".")
            self._lists.setdefault(holder, []).append(name)

    def value(self, element: Element, path: str) -> Any:
        """An element's value; a text, or an object."""
        inside, lists, text = list(element), self._lists.get(path, ()), element.text or ""
        if not (inside or lists or element.attrib or path in self._objects):
            return text
        found: dict[str, Any] = {self._names.attribute(name): value for name, value in element.attrib.items()}
        if text.strip(_SPACE):
            found[TEXT] = text
        if inside and any(_stray(element)):
            raise _malformed(f"'{path or 'the outermost element'}' has text between its elements")
        found |= self._inside(inside, lists, path)
        return found

    def _inside(self, inside: list[Element], lists: list[str] | tuple[()], path: str) -> dict[str, Any]:
        grouped: dict[str, list[Any]] = {}
        for each in inside:
            name = self._names.element(each.tag)
            grouped.setdefault(name, []).append(self.value(each, f"{path}.{name}" if path else name))
        found = {name: values if name in lists or len(values) > 1 else values[0] for name, values in grouped.items()}
        return found | {name: [] for name in lists if name not in found}


def _stray(element: Element) -> Iterator[str]:
    """Texts beside an element's elements that are more than layout."""
    for text in (element.text, *(each.tail for each in element)):
        if text and (told := text.strip(_SPACE)):
            yield told


class _BoundedBuilder(TreeBuilder):
    """Stops a document while it is being read, before it takes more memory than it may."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._parts = 0

    def start(self, tag: Any, attrs: dict[Any, Any]) -> Element:
        self._depth += 1
        self._parts += 1 + len(attrs)
        if self._depth > DEEPEST:
            raise _malformed(f"more than {DEEPEST} elements are inside each other")
        if self._parts > MOST_PARTS:
            raise _malformed(f"it has more than {MOST_PARTS} elements and attributes")
        return super().start(tag, attrs)

    def end(self, tag: Any) -> Element:
        self._depth -= 1
        return super().end(tag)


def _parsed(body: bytes) -> Element:
    if len(body) > LARGEST:
        raise _malformed(f"it has more than {LARGEST} bytes")
    parser = DefusedXMLParser(target=_BoundedBuilder(), forbid_dtd=True)
    try:
        parser.feed(body)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise _malformed("it has a DTD, which may hold entities and lead to other places") from error
    except ParseError as error:
        raise _malformed(str(error), error.position[0]) from error
    except (ValueError, LookupError) as error:  # an encoding that Python cannot read
        raise _malformed(f"its encoding cannot be read ({type(error).__name__})") from error
    return root


def _malformed(what: str, line: int | None = None) -> Malformed:
    problem = Problem(code="malformed", message=f"The text is not usable XML: {what}.", remedy=_REMEDY, line=line)
    return Malformed(problem.message, remedy=_REMEDY, problems=[problem])

"""Names of elements and attributes: with their namespace's address in a parsed document, with its prefix in a value."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crossdock.errors import Malformed

ATTRIBUTE, TEXT = "@", "#text"
"""What the keys of attributes start with, and the key of text beside them: neither can start an element's name."""
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
_START = "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
_LOCAL = re.compile(f"[{_START}][{_START}\\-.0-9\u00b7\u0300-\u036f\u203f\u2040]*")
"""A name without a colon (XML 1.0, section 2.3; Namespaces in XML 1.0, section 3)."""


class Names:
    """How names are written in the values of one format."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        """`namespaces` are the declared addresses by their prefix."""
        self._addresses = {"xml": XML_NAMESPACE, **namespaces}
        self._prefixes = {address: prefix for prefix, address in self._addresses.items()}

    @property
    def prefixes(self) -> Mapping[str, str]:
        """The addresses of what has a prefix to be declared."""
        return {prefix: address for prefix, address in self._addresses.items() if prefix not in ("", "xml")}

    def prefix_of(self, address: str) -> str | None:
        """The prefix of a namespace, '' for the one whose names have none; None for an unknown one."""
        return self._prefixes.get(address)

    def element(self, tag: str) -> str:
        """The key of an element whose tag is '{address}name' or 'name'."""
        address, local = _parts(tag)
        if not address:
            return f"{{}}{local}" if "" in self._addresses else local
        return self._shown(address, local, self.prefix_of(address))

    def attribute(self, tag: str) -> str:
        """The key of an attribute; without a prefix it is in no namespace."""
        address, local = _parts(tag)
        if not address:
            return ATTRIBUTE + local
        return ATTRIBUTE + self._shown(address, local, self.prefix_of(address) or None)

    def of_element(self, key: str) -> tuple[str, str]:
        """The address ('' for none) and the name of an element's key; raises Malformed where it can be none."""
        return self._split(key, self._addresses.get("", ""))

    def of_attribute(self, key: str) -> tuple[str, str]:
        """As `of_element`, for an attribute's key."""
        return self._split(key.removeprefix(ATTRIBUTE), "")

    def _shown(self, address: str, local: str, prefix: str | None) -> str:
        if prefix is None:
            return f"{{{address}}}{local}"
        return f"{prefix}:{local}" if prefix else local

    def _split(self, key: str, otherwise: str) -> tuple[str, str]:
        prefix, colon, local = key.partition(":")
        if key.startswith("{"):
            address, local = _parts(key)
        elif colon and prefix in self._addresses:
            address = self._addresses[prefix]
        elif colon:
            raise not_xml(f"the prefix of '{key}' is not declared")
        else:
            address, local = otherwise, key
        if not _LOCAL.fullmatch(local):
            raise not_xml(f"'{key}' cannot be the name of an element or attribute")
        return address, local


def not_xml(what: str, remedy: str = "Let the mapping make what the resource's schema describes.") -> Malformed:
    """The error of a value that cannot be written."""
    return Malformed(f"The value cannot be written as XML: {what}.", code="not-xml", remedy=remedy)


def _parts(tag: str) -> tuple[str, str]:
    address, brace, local = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    return (address, local) if brace else ("", tag)

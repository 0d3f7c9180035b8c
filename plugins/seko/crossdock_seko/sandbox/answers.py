"""The iHub's answers: a CallStatus with HTTP 200, whether it is a success or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from litestar import Response

from crossdock.engine import json_text

UNAUTHORISED = {"Message": "Authorization has been denied for this request."}
NO_RESULTS = "No results found for search criteria"
FAILED = 100
"""The code of every failure."""
_PAGE = b"<!DOCTYPE html><html><head><title>404</title></head><body><h1>File or directory not found.</h1></body></html>"


def status(message: str | None = None) -> dict[str, Any]:
    """A CallStatus: of success, or of a failure with its message."""
    success = message is None
    return {"CallStatus": {"Success": success, "Code": 0 if success else FAILED, "Message": message or ""}}


def as_json(document: Any, code: int = 200) -> Response[bytes]:
    """A document as JSON."""
    return Response(json_text.encode(document), status_code=code, media_type="application/json")


def as_xml(document: Mapping[str, Any]) -> Response[bytes]:
    """A document as XML, under the root `Response`."""
    root = ET.Element("Response")
    _fill(root, document)
    return Response(ET.tostring(root, encoding="utf-8", xml_declaration=True), media_type="application/xml")


def in_first_generation(document: Mapping[str, Any]) -> Response[bytes]:
    """Wrapped, and with that generation's quirks: an empty value is `{}`, a list of one a bare object."""
    return as_json({"Response": _quirky(document)})


def page_not_found() -> Response[bytes]:
    """What an unknown service is answered with: a page for people."""
    return Response(_PAGE, status_code=404, media_type="text/html")


def _quirky(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _quirky(item) for name, item in value.items()}
    if isinstance(value, list):
        return _quirky(value[0]) if len(value) == 1 else [_quirky(item) for item in value]
    return {} if value in ("", None) else value


def _fill(element: ET.Element, value: Any) -> None:
    for name, item in value.items():
        for single in item if isinstance(item, list) else [item]:
            child = ET.SubElement(element, name)
            if isinstance(single, Mapping):
                _fill(child, single)
            else:
                child.text = str(single).lower() if isinstance(single, bool) else str(single)

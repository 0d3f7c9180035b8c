"""The search for variants by SKU: `sku:"A-1" OR sku:"B-2"`, by words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

SKU = re.compile(r'sku:"((?:[^"\\]|\\.)*)"')
LARGEST_PAGE = 250
Document = dict[str, Any]


def search(variants: Iterable[Document], variables: Document) -> tuple[list[Document], Document]:
    """A page of what is found, and its `pageInfo`. Whatever begins alike is found too."""
    wanted = tuple(re.sub(r"\\(.)", r"\1", sku) for sku in SKU.findall(str(variables.get("query", ""))) if sku)
    found = [one for one in variants if wanted and (one["sku"] or "").startswith(wanted)]
    start, first = int(variables.get("after") or 0), min(int(variables.get("first") or 10), LARGEST_PAGE)
    end = start + first
    return found[start:end], {"hasNextPage": end < len(found), "endCursor": str(min(end, len(found)))}

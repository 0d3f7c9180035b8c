"""The hash of a version."""

from __future__ import annotations

from typing import Any

import pytest

from crossdock.engine.content_hash import content_hash

BASE: dict[str, Any] = {
    "text": '{"no": name}',
    "source_schema": {"type": "object", "title": "order"},
    "target_schema": {"type": "object"},
    "engine": "reference 0.7.1",
    "plugins": {"crossdock-seko": "0.1.0", "crossdock-shopify": "0.1.0"},
}


def test_the_order_of_keys_does_not_count() -> None:
    turned = BASE | {
        "plugins": dict(reversed(BASE["plugins"].items())),
        "source_schema": {"title": "order", "type": "object"},
    }
    assert content_hash(**turned) == content_hash(**BASE)


@pytest.mark.parametrize(
    "change",
    [
        {"text": '{"no":  name}'},
        {"source_schema": {"type": "object"}},
        {"target_schema": {"type": "array"}},
        {"engine": "reference 0.7.2"},
        {"plugins": {"crossdock-seko": "0.1.1", "crossdock-shopify": "0.1.0"}},
    ],
)
def test_everything_that_decides_the_output_counts(change: dict[str, Any]) -> None:
    assert content_hash(**(BASE | change)) != content_hash(**BASE)

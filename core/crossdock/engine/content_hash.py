"""The hash of a version: equal exactly when everything that decides its output is equal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from crossdock.model.resource import JsonSchema


def content_hash(
    *, text: str, source_schema: JsonSchema, target_schema: JsonSchema, engine: str, plugins: Mapping[str, str]
) -> str:
    """'sha256:' and 64 hex digits over text, both schemas, engine and plugin versions, in canonical JSON."""
    content = {
        "text": text,
        "source_schema": source_schema,
        "target_schema": target_schema,
        "engine": engine,
        "plugins": dict(plugins),
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()

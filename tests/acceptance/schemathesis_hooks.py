"""What schemathesis has to be told of our API; see test_openapi.py."""

from __future__ import annotations

from typing import Any

import schemathesis


@schemathesis.serializer("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
def workbook(_: Any, value: Any) -> bytes:
    """Anything at all: that it is no workbook must be said."""
    return str(value).encode(errors="replace")

"""What {{title}}'s documentation does not settle, and this connector takes for granted. Correct it here."""

from __future__ import annotations

from crossdock.connect import Inferred

EXACT_NUMBER = Inferred(
    name="exact-number",
    about="GET /orders number",
    assumed="Only the order with exactly that number is listed.",
    source="The documentation says 'by number', and not whether a part of one is enough.",
)

"""What Acme's guide does not settle, and this connector takes for granted. Correct it here."""

from __future__ import annotations

from crossdock.connect import Inferred

EXACT_REFERENCE = Inferred(
    name="exact-reference",
    about="GET /parcels reference",
    assumed="Only the parcel with exactly that reference is listed.",
    source="The guide says 'by reference', and not whether a part of one is enough.",
)

"""SKUs as warehouses take them."""

from __future__ import annotations

import re
import unicodedata

from crossdock.functions import Example, Function, FunctionError
from crossdock_commerce.missing import nothing_in_nothing_out


@nothing_in_nothing_out
def normalise(text: str | int) -> str:
    """A SKU of the letters A to Z and the digits 0 to 9 only, because warehouses refuse others.

    In this order: compatibility forms and accented letters become plain letters ('Á' becomes 'A', '½' becomes
    '12'), letters become capitals, and everything that is not A-Z or 0-9 is removed: spaces, dashes, slashes, dots,
    underscores, quotes, and letters that have no plain form (Ø, Я). Leading zeros stay. Different SKUs can become one ('A-1', 'A1'):
    keep a lookup where that happens. Raises FunctionError when nothing is left, and for a number with a fraction.
    """
    if not isinstance(text, str | int):
        raise FunctionError(f"{text!r} is no SKU", code="invalid-sku", remedy="Give the SKU as text.")
    plain = unicodedata.normalize("NFKD", str(text)).upper()
    kept = re.sub(r"[^A-Z0-9]", "", plain)
    if not kept:
        remedy = "Give the product a SKU with letters or digits, or map it with a lookup."
        raise FunctionError(f"nothing is left of the SKU '{str(text)[:60]}'", code="invalid-sku", remedy=remedy)
    return kept


SKU = Function(
    name="sku",
    signature="<(sn)-:s>",
    implementation=normalise,
    summary="Makes a SKU of capital letters and digits only, as warehouses take it.",
    examples=(
        Example(expression='$sku(" mug-blue/11oz ")', result="MUGBLUE11OZ"),
        Example(expression='$sku("Café_0042")', result="CAFE0042"),
        Example(expression="lines.sku.$sku()", input={"lines": [{"sku": "a-1"}, {"sku": "b.2"}]}, result=["A1", "B2"]),
    ),
)

"""A first mapping from two examples, for the API's description."""

from __future__ import annotations

import msgspec

from crossdock.model.suggestion import (
    Choice,
    ComposedMapping,
    FieldSuggestions,
    RankedSuggestion,
    SuggesterOutcome,
    SuggestionReport,
    TargetField,
)
from crossdock_api.suggestion_shapes import CompositionRequest, Example, SuggestionRequest

_EXAMPLE = Example(
    source=msgspec.Raw(b'{"name":"#1001","line_items":[{"sku":"MUG-STONE-01","quantity":2}]}'),
    target=msgspec.Raw(b'{"WebSalesOrder":{"SalesOrderNumber":"1001"},"List":{"SalesOrderLineItem":[{"Quantity":2}]}}'),
)
_NUMBER, _QUANTITY = "/WebSalesOrder/SalesOrderNumber", "/List/SalesOrderLineItem/*/Quantity"
_CHOICES = (
    Choice(target=_NUMBER, expression='$replace(name, "#", "")'),
    Choice(target=_QUANTITY, expression="quantity", each=("line_items",)),
)
_TEXT = """{
  "WebSalesOrder": {
    "SalesOrderNumber": $replace(name, "#", "")
  },
  "List": {
    "SalesOrderLineItem": line_items.{
      "Quantity": quantity
    }[]
  }
}
"""
REQUEST = SuggestionRequest(examples=(_EXAMPLE,), source="shopify/order", target="seko/order")
REPORT = SuggestionReport(
    fields=(
        FieldSuggestions(
            field=TargetField(target=_NUMBER, types=("string",), required=True, in_example=True),
            wanted=msgspec.Raw(b'"1001"'),
            suggestions=(
                RankedSuggestion(
                    target=_NUMBER,
                    expression=_CHOICES[0].expression,
                    confidence=0.62,
                    reason="On the example `name` is it, in another spelling.",
                    suggester="examples",
                    reproduces=True,
                    value=msgspec.Raw(b'"1001"'),
                ),
            ),
        ),
        FieldSuggestions(
            field=TargetField(target=_QUANTITY, types=("number",), required=True, in_example=True),
            wanted=msgspec.Raw(b"[2]"),
            suggestions=(
                RankedSuggestion(
                    target=_QUANTITY,
                    expression="quantity",
                    each=("line_items",),
                    confidence=0.81,
                    reason="On the example `quantity` is equal to it, and the names are alike.",
                    suggester="examples",
                    reproduces=True,
                    value=msgspec.Raw(b"[2]"),
                ),
            ),
        ),
    ),
    suggesters=(SuggesterOutcome(name="examples", suggestions=2),),
    choices=_CHOICES,
    text=_TEXT,
)
COMPOSITION = CompositionRequest(choices=_CHOICES, example=_EXAMPLE)
COMPOSED = ComposedMapping(
    text=_TEXT,
    output=msgspec.Raw(b'{"WebSalesOrder":{"SalesOrderNumber":"1001"},"List":{"SalesOrderLineItem":[{"Quantity":2}]}}'),
)

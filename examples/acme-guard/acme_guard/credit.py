"""What Acme's customers may buy before they have paid."""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from crossdock.guards import UNDEFINED, Guard, GuardExample, Hold, Pass


class CreditOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    limits: Annotated[
        str, Meta(title="Limits", description="The lookup from a customer's number to the most they may owe.")
    ]


def check(record, options):
    limit = record.look_up(options.limits, (str(record.source["customer"]["id"]),))
    if limit is UNDEFINED or Decimal(record.source["total_price"]) <= Decimal(limit):
        return Pass()
    return Hold(
        message=f"The order is worth more than the {limit} that its customer may buy on credit.",
        remedy="Raise the customer's limit in the lookup and let it go on, or skip it.",
    )


LIMITS = {"credit-limits": {"42": "500.00"}}
OPTIONS = {"limits": "credit-limits"}

CREDIT = Guard(
    name="acme-credit",
    summary="Holds an order that is worth more than its customer may buy on credit.",
    check=check,
    options=CreditOptions,
    examples=(
        GuardExample(
            source={"customer": {"id": 42}, "total_price": "499.99"}, options=OPTIONS, lookups=LIMITS, verdict=Pass()
        ),
        GuardExample(
            source={"customer": {"id": 42}, "total_price": "500.01"},
            options=OPTIONS,
            lookups=LIMITS,
            verdict=Hold(
                message="The order is worth more than the 500.00 that its customer may buy on credit.",
                remedy="Raise the customer's limit in the lookup and let it go on, or skip it.",
            ),
        ),
    ),
)

"""What no public documentation of OrderWise settles. Correct it here.

The vendor's reference comes with each installation; what is known in public is code that talks to live ones. Each fact
hangs where it is used; the README lists the same.
"""

from __future__ import annotations

from typing import Any

from crossdock.connect import Inferred

ENVELOPES = ("data", "rows", "results")
EARLIEST = "1753-01-01T00:00:00"
"""What SQL Server's `datetime` begins with: everything is younger."""
LAG_SECONDS = 300

COLUMNS = Inferred(
    name="columns",
    about="POST /system/export-definition/{id}",
    assumed="The installation's definitions give the columns that the README lists, under those names, and take their parameters.",
    source="A definition is SQL that each installation keeps; its column aliases are the keys.",
)
BARE_ROWS = Inferred(
    name="bare-rows",
    about="POST /system/export-definition/{id}, GET /customers",
    assumed=f"Rows stand in a bare list, or in {', '.join(ENVELOPES)}.",
    source="Clients see a bare list, and are ready for the others.",
)
ONE_CLOCK = Inferred(
    name="one-clock",
    about="every time",
    assumed="Times are of the installation's clock, and in the hour that comes twice they are of its first passing.",
    source="Clients strip the zone; what the database's server makes of that hour is not said.",
)
WORDS = Inferred(
    name="refusal-words",
    about="body of refusals: Message, ModelState",
    assumed="A refusal says why in Message, and of which field in ModelState.",
    source="The usual of ASP.NET; no refusal's body is public.",
)
MADE = Inferred(
    name="order-made",
    about="POST /sales/order answer",
    assumed="It is answered with the order's id as `id`.",
    source="No public code shows the answer; one without it is looked for.",
)
NUMBER_TWICE = Inferred(
    name="number-twice",
    about="POST /sales/order orderHeader.eCommerceOrderNumber",
    assumed="OrderWise takes the same number twice.",
    source="No rule is public; one that is there already is therefore never sent.",
)
REFERENCE = Inferred(
    name="order-reference",
    about="POST /sales/order orderHeader.customerOrderRef",
    assumed="The customer's own reference is taken under that name.",
    source="The XML of sessions has it as CustomerOrderRef; public code of this call leaves it out.",
)
GROSS = Inferred(
    name="gross-prices",
    about="POST /sales/order orderLines.itemGross",
    assumed="The session takes prices with their tax in them, and keeps the totals it is given.",
    source="Clients send so; a session can be set otherwise.",
)
CANCELLING = Inferred(
    name="cancel-endpoint",
    about="POST /sales/orders/{id}/cancel",
    assumed="It cancels an order, and whether it did is read off the order.",
    source="No call is public; other calls are named so.",
)
STOCK_SHAPE = Inferred(
    name="stock-locations",
    about="export definition of stock: stock_locations",
    assumed="Locations stand in a text of JSON, in a list, or one in each row as stock_location_id and free_stock.",
    source="The text of JSON was seen; the others are what a definition gives more easily.",
)
STOCK_LAG = Inferred(
    name="stock-lag",
    about="export definition of stock: free_stock",
    assumed=f"An order that was taken shows in the stock within {LAG_SECONDS} seconds.",
    source="Free stock is net of allocations; how soon an order is allocated is a setting.",
)
EXACT_NUMBER = Inferred(
    name="exact-number",
    about="export definition of orders: @number",
    assumed="With a number every order of that number is listed, old and cancelled ones too.",
    source="The README asks for a definition that does so.",
)
TAKEN_ONCE = Inferred(
    name="taken-once",
    about="session import OrderNumber",
    assumed="A session that is given an order again which it has already takes no second one, and acknowledges it.",
    source="That what was not acknowledged is to be given again is known, and an acknowledgement may get lost.",
)
SESSION_SECRET = Inferred(
    name="session-secret",
    about="addresses of sessions",
    assumed="A session calls the addresses as they were entered, a secret at their end included.",
    source="Shops protect them so; OrderWise imposes nothing.",
)
ROOT = Inferred(
    name="outermost-element",
    about="ExportData of despatch and stock exports",
    assumed="Orders and variants are the elements inside of an outermost one, whatever it is called.",
    source="Public code looks for the inner ones only.",
)


def rows(document: Any) -> list[Any]:
    """The list that an answer is, or holds. Raises ValueError where there is none."""
    held = document
    if isinstance(document, dict):
        held = next((document[name] for name in ENVELOPES if name in document), None)
    if not isinstance(held, list):
        raise ValueError("there is no list of rows")
    return held

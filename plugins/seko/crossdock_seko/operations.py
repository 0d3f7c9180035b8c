"""What is written to SEKO. Facts: SEKO's public manuals, spaces SHUB and SMAN."""

from __future__ import annotations

from crossdock.connect import Operation, Repeat, Writes
from crossdock_seko import goods, inferred, products

CANCEL = "cancel-order"

OPERATIONS = (
    Operation(
        name="create-order",
        title="Create web sales order",
        description="Sends an order to a consumer. All or nothing: one line without free stock refuses it.",
        resource="order",
        kind="order",
        writes=Writes.CREATE,
        repeat=Repeat.REFUSED,
        path="/salesorders/v4/websubmit",
        inferred=(inferred.NUMBER_USED,),
    ),
    Operation(
        name=CANCEL,
        title="Cancel sales order",
        description="Stops an order that no pick wave has taken yet; what is being picked, or has left, is refused.",
        resource="cancellation",
        kind="order",
        writes=Writes.SET,
        repeat=Repeat.HARMLESS,
        path="/salesorders/v3/{SalesOrderNumber}/cancel",
        inferred=(inferred.CANCELLED_TWICE, inferred.PICK_WAVE, inferred.REASON_SENT),
    ),
    products.OPERATION,
    goods.ANNOUNCE,
    goods.LOAD_KIT,
)

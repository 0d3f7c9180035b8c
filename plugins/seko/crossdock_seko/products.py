"""Product masters. An update overwrites everything and nothing can be read, so only what is whole is sent.

Whole is what the master says is all it knows, or what the run made of a part and of what SEKO was told last
(`Operation.overwrites`). Facts: SEKO's public manual, pages 'Load products' and 'Update products'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crossdock.connect import Answer, Operation, Repeat, Resource, Writes
from crossdock.errors import ErrorKind, PlatformError
from crossdock_seko import inferred

if TYPE_CHECKING:
    from crossdock.connect.line import Line

SET_PRODUCT = "set-product"
WHOLE = "Whole"
"""Never sent: it says that a message is all there is to say of a product."""
NO_IMAGE = "no-image"
SUBMIT = "/products/v4/submit"

PRODUCT = Resource(
    name="product",
    title="Product master",
    description="A product, as the warehouse is to know it: all of it, or a part of what it was told before.",
    key=("ProductMaster.ProductCode",),
)
OPERATION = Operation(
    name=SET_PRODUCT,
    title="Set product",
    description="Overwrites a product, or makes it; what is no whole product, and no part of one that was told, is refused.",
    resource=PRODUCT.name,
    kind="product",
    writes=Writes.SET,
    repeat=Repeat.HARMLESS,
    path="/products/v4/update",
    overwrites=WHOLE,
    inferred=(inferred.NO_PRODUCT,),
)


async def send(line: Line, message: Any) -> Answer:
    """Update a product, or submit it where SEKO does not know it. Raises PlatformError, held as `no-image` for a part."""
    if message.get(WHOLE) is not True:
        raise _no_image(message)
    body = {name: value for name, value in message.items() if name != WHOLE}
    try:
        return await line.ask("POST", OPERATION.path, body=body)
    except PlatformError as error:
        if not _is_unknown(error, message):
            raise
    return await line.ask("POST", SUBMIT, body=body)


def _is_unknown(error: PlatformError, message: Any) -> bool:
    code, words = message["ProductMaster"]["ProductCode"].lower(), error.message.lower()
    return any(form.format(code=code) in words for form in inferred.UNKNOWN_PRODUCT_WORDS)


def _no_image(message: Any) -> PlatformError:
    code = message["ProductMaster"]["ProductCode"]
    return PlatformError(
        f"SEKO would erase what this message leaves out of {code}, and nothing whole was told it from here.",
        kind=ErrorKind.HOLD,
        remedy="Send all of the product once, from its master and with `Whole`; parts of it can follow.",
        code=NO_IMAGE,
    )

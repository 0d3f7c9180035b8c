"""Batches: several messages sent at once, and what became of each.

One message that a platform refuses never sinks the others: what was refused as a whole is sent again without whom the
platform names, or else in halves, until the offender stands alone.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from crossdock.connect.operation import Receipt
from crossdock.errors import BatchRefused, ErrorKind, PlatformError

if TYPE_CHECKING:
    from crossdock.connect.connector import Connector
    from crossdock.connect.line import Line
    from crossdock.connect.operation import Operation

T = TypeVar("T")
Lot = tuple[Any, dict[str, Any]]
"""A message, and what was resolved for it."""
Result = Receipt | Exception
"""What became of one message: its receipt, or the error, which says whether it may have been carried out all the same."""
Act = Callable[[Sequence[T]], Awaitable[Sequence[Result]]]


async def look_up(
    connector: Connector, line: Line, operation: Operation, messages: Sequence[Any]
) -> list[dict[str, Any] | Exception]:
    """What was resolved for each message, in their order, or what is wrong with it; one that is alone is asked for as
    ever. Raises nothing."""
    try:
        if len(messages) == 1:
            return [await connector.resolve(line, operation, messages[0])]
        found = await connector.resolve_batch(line, operation, messages)
        return [each for each, _ in zip(found, messages, strict=True)]
    except Exception as error:  # noqa: BLE001  # told of each message, and raised by whoever asked
        return [error] * len(messages)


async def send(connector: Connector, line: Line, operation: Operation, lots: Sequence[Lot]) -> Sequence[Result]:
    """One call for some messages; one that is alone is sent as ever. Raises PlatformError for all of them."""
    if len(lots) == 1:
        ((message, resolved),) = lots
        return [await connector.write(line, operation, message, resolved)]
    messages, resolved_for_each = [message for message, _ in lots], [resolved for _, resolved in lots]
    results = await connector.write_batch(line, operation, messages, resolved_for_each)
    return [result for result, _ in zip(results, lots, strict=True)]


async def send_apart(act: Act[T], lots: Sequence[T]) -> list[Result]:
    """What became of each, in its order, by as few calls of `act` as it takes; raises nothing.

    What was done by one call is told, whatever the next one met with.
    """
    try:
        return list(await act(lots))
    except PlatformError as error:
        return await _after(error, act, lots)
    except Exception as error:  # noqa: BLE001  # told of each message, and raised by whoever sent it
        return [error] * len(lots)


async def _after(error: PlatformError, act: Act[T], lots: Sequence[T]) -> list[Result]:
    """What becomes of each after a failure of the whole."""
    named = error.offenders if isinstance(error, BatchRefused) else {}
    offenders = {place: named[place] for place in range(len(lots)) if place in named}
    if offenders:
        others = [lot for place, lot in enumerate(lots) if place not in offenders]
        became = iter(await send_apart(act, others) if others else ())
        return [offenders[place] if place in offenders else next(became) for place in range(len(lots))]
    if error.uncertain or error.kind is not ErrorKind.HOLD or len(lots) == 1:
        return [error] * len(lots)
    half = len(lots) // 2
    return [*await send_apart(act, lots[:half]), *await send_apart(act, lots[half:])]

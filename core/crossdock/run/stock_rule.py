"""The rule between mapping and writing: what a channel is told is what the source has, less what is promised."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec

from crossdock.connect.resource import Resource, at
from crossdock.connect.stock import StockNumber, StockTarget
from crossdock.engine.availability import Parts, available, explained
from crossdock.engine.json_text import decode, encode
from crossdock.errors import ConfigurationError
from crossdock.model.flow import Flow
from crossdock.model.record import Record, RecordState, RunCode
from crossdock.model.stock import StockTold
from crossdock.run.commitments import CatchingUp
from crossdock.run.route import Route
from crossdock.run.station import Station
from crossdock.run.verdict import Verdict, filtered, waiting
from crossdock.run.writing import Write
from crossdock.store.stock_figures import Figures, StockFlow
from crossdock.store.stock_levels import Seen, Telling
from crossdock.store.unit_of_work import Work

COUNTED_AGAIN = timedelta(seconds=60)
"""When a level that was never told is looked at again while some orders cannot be counted."""


_ENDS = (RecordState.HELD, RecordState.FILTERED, RecordState.FAILED)


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be told of one level."""

    flow: StockFlow
    figures: Figures
    number: int
    """What the mapping made of the source's quantity."""
    target: int
    why: str
    output: bytes
    """The message to be written."""

    @property
    def details(self) -> dict[str, object]:
        """The rule's parts, for the journal."""
        figures = self.figures
        parts = {"source": self.number, "placed": figures.placed, "missing": figures.missing, "target": self.target}
        return parts | {"expected": figures.expected, "buffer": figures.buffer.quantity if figures.buffer else 0}


class StockRule:
    """Applies the rule to one message of a flow that tells stock."""

    def __init__(self, station: Station, route: Route, resource: Resource, target: StockTarget) -> None:
        """Raises ConfigurationError where the source's resource does not say what its number contains."""
        if resource.stock is None:
            raise ConfigurationError(
                f"The resource '{resource.name}' does not say what its number of stock contains.",
                remedy="Take stock from a resource that its connector declares as stock.",
            )
        self._at, self._route, self._resource, self._target = station, route, resource, target
        self._number = resource.stock
        self._flow = StockFlow.of(route.flow, route.project.id, route.environment, self._number.lag_seconds)

    async def count(self, source: bytes, output: bytes) -> Counted | Verdict:
        """What is to be told now; a verdict where nothing is."""
        await CatchingUp(self._at).catch_up(self._route.project.id, self._route.environment)
        seen = seen_in(self._resource, self._number, decode(source), self._at.keyring.seal(source))
        message = decode(output)
        async with self._at.store.begin() as work:
            await work.stock_levels.count_alone(self._flow, seen.place)
            await work.stock_levels.see(self._flow, [seen])
            figures = await work.stock_levels.figures(self._flow, seen.place, work.now)
            if figures is None:
                raise ConfigurationError("The level is gone.", remedy="Tell the authors of Crossdock.")
            if figures.as_of > seen.as_of and figures.quantity != seen.quantity:
                return filtered(RunCode.OUTDATED, "The source has told a newer number since.")
            return await judge(work, self._flow, self._target, figures, message)


async def judge(work: Work, flow: StockFlow, setting: StockTarget, figures: Figures, message: Any) -> Counted | Verdict:
    """What is to be told of a level, given a mapped message about it; a verdict where nothing is."""
    if figures.uncounted and figures.told is None and not figures.closed:
        return _uncounted(work.now)
    number: int = message[setting.quantity]
    place = (figures.location, figures.sku)
    await work.stock_levels.count(flow, place, number)
    parts = await _parts(work, flow, figures, number)
    target = available(parts)
    if target == figures.expected and figures.intended is None:
        return filtered(RunCode.UNCHANGED, f"The channel has {target} already: {explained(parts)}.")
    await work.stock_levels.intend(flow, place, target)
    told = {setting.quantity: target, setting.expected: figures.most}
    return Counted(
        flow=flow,
        figures=figures,
        number=number,
        target=target,
        why=explained(parts),
        output=encode(message | {field: value for field, value in told.items() if value is not None}),
    )


async def _parts(work: Work, flow: StockFlow, figures: Figures, number: int) -> Parts:
    place = (figures.location, figures.sku)
    return Parts(
        source=number,
        placed=await work.stock_levels.placed(flow, place, figures.as_of) if figures.placed else (),
        missing=figures.missing + figures.elsewhere,
        share=figures.share,
        buffer=figures.buffer,
        closed=figures.closed,
        ceiling=figures.expected if figures.uncounted else None,
    )


async def keep_told(work: Work, counted: Counted, told: StockTold) -> None:
    """Remember what the channel was told."""
    why = counted.why
    if told.missing:
        why += f"; {told.missing} less, which the channel sold meanwhile, of orders that are still to come"
    telling = Telling(figures=counted.figures, told=told, why=why)
    await work.stock_levels.tell(counted.flow, telling, work.now)


async def keep_untold(
    work: Work, flow: Flow, record: Record, counted: Counted | None, write: Write | None, verdict: Verdict
) -> None:
    """Where nothing of stock is on its way to a channel any more, remember that; and that it was never told, if so."""
    if write is not None and (write.receipt or write.is_under_way):
        return
    if counted is not None and write is not None:
        await work.stock_levels.withdraw(counted.flow, (counted.figures.location, counted.figures.sku))
    if flow.definition.share and verdict.state in _ENDS and verdict.code != RunCode.OUTDATED:
        is_unknown = verdict.code in (RunCode.SKU_UNKNOWN, RunCode.NOT_STOCKED)
        await work.stock_levels.leave_out(flow.id, record.environment, record.key, is_unknown=is_unknown)


def seen_in(resource: Resource, number: StockNumber, record: Any, sealed: bytes) -> Seen:
    """What a record of a stock resource says; raises InvalidInput where it has no SKU or location."""
    return Seen(
        place=(resource.text_at(record, number.location), resource.text_at(record, number.sku)),
        key="/".join(resource.key_of(record)),
        quantity=at(record, number.quantity),
        as_of=datetime.fromisoformat(resource.text_at(record, number.as_of)),
        payload=sealed,
    )


def _uncounted(now: datetime) -> Verdict:
    return waiting(
        "Some orders could not be counted, and the channel was never told how many there are; see the alerts.",
        now + COUNTED_AGAIN,
        code="orders-uncounted",
    )

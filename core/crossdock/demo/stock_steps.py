"""The steps about stock: what the shop has is what the rule says, and nothing once its channel is closed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from crossdock.demo.return_steps import QUICK
from crossdock.demo.session import PLACE as PLACE_OF_API
from crossdock.demo.session import Session, expect
from crossdock.demo.stock_promise import levels, shop_levels, wrong_levels

PLACE = ("DCCL01", "TINROUNDS")
ASIDE = 5
_CHANNEL = "stock/channels/shop"


class StockSteps:
    """How much there is of what."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def steps(self) -> list[tuple[str, Callable[[], str]]]:
        """Their names, and what does them, in their order."""
        return [
            ("Compare stock with the rule", self.compare),
            ("Set goods aside", self.set_aside),
            ("Close the channel, open it again", self.close),
        ]

    def compare(self) -> str:
        wrong = list(wrong_levels(self._session))
        expect(not wrong, "; ".join(wrong))
        told = levels(self._session)
        placed = sum(level["placed"] for level in told)
        return f"{len(told)} levels in the shop are as the rule says; {placed} pieces placed are taken off"

    def set_aside(self) -> str:
        self._session.pace(QUICK)
        before, shown = self._source(), shop_levels(self._session)[PLACE]
        moved = {"dc": PLACE[0], "product": PLACE[1], "quantity": ASIDE}
        self._session.control("seko", "stock-moves", moved)
        self._wait_for(before - ASIDE)
        return (
            f"pushed, read, and told: {shop_levels(self._session)[PLACE]} instead of {shown} of {PLACE[1]} in the shop"
        )

    def close(self) -> str:
        before = self._source()
        self._put(closed=True)
        self._session.wait_until(lambda: not any(self._told().values()), lambda: f"the shop still has {self._told()}")
        closed = len(self._told())
        self._put(closed=False)
        self._wait_for(before)
        self._session.wait_until(lambda: not self._untold(), lambda: f"the shop was not told again of {self._untold()}")
        return f"{closed} levels told as zero, and as before when it was opened"

    def _source(self) -> int:
        """How many the warehouse calls available."""
        return next(int(level["source"]) for level in levels(self._session) if _place(level) == PLACE)

    def _told(self) -> dict[tuple[str, str], int]:
        """What the shop has of all that it was ever told of."""
        told = {(level["location"], level["sku"]) for level in levels(self._session)}
        return {place: available for place, available in shop_levels(self._session).items() if place in told}

    def _untold(self) -> list[object]:
        """What the shop has not as the rule says, for now."""
        has = shop_levels(self._session)
        return [level["sku"] for level in levels(self._session) if has.get(_place(level)) != level["target"]]

    def _put(self, *, closed: bool) -> None:
        told = {"closed": closed, "reason": "The check looks what becomes of it."}
        self._session.ask("PUT", f"{PLACE_OF_API}/{_CHANNEL}", self._session.operator, json=told)

    def _wait_for(self, source: int) -> None:
        """Until the warehouse calls so many available, and the shop has what the rule makes of them."""

        def stands() -> tuple[int, int, int]:
            level = next(level for level in levels(self._session) if _place(level) == PLACE)
            return level["source"], level["target"], shop_levels(self._session)[PLACE]

        def arrived() -> bool:
            now, target, has = stands()
            return now == source and target == has

        self._session.wait_until(arrived, lambda: f"source, rule and shop have {stands()}; the source should {source}")


def _place(level: Mapping[str, Any]) -> tuple[str, str]:
    return level["location"], level["sku"]

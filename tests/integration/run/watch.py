"""Workers that watch a project for alerts, and what stops its flow for one."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable
from datetime import timedelta

from desk import Platform, Trouble, locked_out
from live_flow import ENVIRONMENT, PROJECT, Live, TurnableClock

from crossdock.model.alert import Alert, AlertRule
from crossdock.model.page import PageRequest
from crossdock.run.alerts import WATCH_EVERY, Teller, Watchman
from crossdock.run.channels import Channels
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock.studio.alert_rules import AlertRules

AddRule = Callable[..., Awaitable[None]]
QUIET = 3600
_NUMBERS = itertools.count(1)


class Watched:
    """Workers that look and tell, and time that passes."""

    def __init__(self, store: Store, channels: Channels, rules: AlertRules, clock: TurnableClock) -> None:
        self.store, self.channels, self.rules, self.clock = store, channels, rules, clock

    async def turn(self, seconds: float = WATCH_EVERY.total_seconds() + 1) -> None:
        """Time passes, then one worker looks and tells."""
        self.clock.turned += timedelta(seconds=seconds)
        await Watchman(self.store).look()
        await Teller(self.store, self.channels).tell()

    async def alerts(self, *, all_of_them: bool = False) -> list[Alert]:
        async with self.store.read() as work:
            project = await work.projects.get(PROJECT)
            page = await work.alerts.page(project, PageRequest(), all_of_them=all_of_them)
        return list(page.items)

    async def rule(self, name: str = "ops") -> AlertRule:
        return await self.rules.get(LOCAL_ADMINISTRATOR, PROJECT, name)


async def stop(live: Live, platform: Platform) -> None:
    """The target refuses our credentials once, for a letter of its own."""
    platform.troubles = [Trouble(before=locked_out())]
    await live.receive(id=f"letter-{next(_NUMBERS)}")
    await live.work_off()


async def resume(live: Live) -> None:
    await live.studio.flows.resume(LOCAL_ADMINISTRATOR, PROJECT, ENVIRONMENT, live.flow, "Mended.")

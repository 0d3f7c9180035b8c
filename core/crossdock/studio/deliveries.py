"""Deliveries: every request that came in at a flow's address, the rejected ones too."""

from __future__ import annotations

from crossdock.model.access import Principal, Right
from crossdock.model.page import Page, PageRequest
from crossdock.model.record import Delivery, DeliveryOutcome
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_project
from crossdock.studio.environment import require_environment


class Deliveries:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def list(
        self,
        caller: Principal,
        project: str,
        environment: str,
        page: PageRequest,
        flow: str | None = None,
        outcome: DeliveryOutcome | None = None,
    ) -> Page[Delivery]:
        """Newest first, with the address each came from."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            require_environment(opened, environment)
            return await work.deliveries.page(opened, environment, page, flow=flow, outcome=outcome)

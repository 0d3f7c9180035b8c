"""The overview of everything that a caller may see."""

from __future__ import annotations

from datetime import timedelta

from crossdock.model.access import RIGHTS, Principal, Right
from crossdock.model.overview import Overview as Seen
from crossdock.model.page import LARGEST_PAGE, PageRequest
from crossdock.store.days import start_of
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import require_right

EXPIRES_SOON = timedelta(days=30)


class Overview:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, caller: Principal, days: int) -> Seen:
        """How each environment stands; counts are of the last so many days of receipt, today included.

        Of very many projects the first 200 by name. Tokens that soon end are told to administrators.
        """
        require_right(caller, Right.READ)
        async with self._store.read() as work:
            shown = (await work.projects.page(PageRequest(limit=LARGEST_PAGE), only=caller.project)).items
            first_day = (work.now - timedelta(days=days - 1)).date()
            standings = await work.overview.standings(shown, start_of(first_day))
            credentials = await work.expiries.until(shown, (work.now + EXPIRES_SOON).date())
            expiring = []
            if Right.ADMINISTER in RIGHTS[caller.role]:
                until = work.now + EXPIRES_SOON
                expiring = await work.overview.expiring(shown, work.now, until, all_of_them=caller.project is None)
        return Seen(
            first_day=first_day, standings=tuple(standings), expiring=tuple(expiring), credentials=tuple(credentials)
        )

"""The steps that show that nothing is missed: lists that are read beside webhooks, subscriptions, schedules, alerts."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable
from typing import Any

from crossdock.demo.baskets import Kind
from crossdock.demo.sales import Sales
from crossdock.demo.seed import PROJECT
from crossdock.demo.seed_flow import FLOW
from crossdock.demo.session import Session, expect

RULE = "check"
_RULES = f"/api/v1/projects/{PROJECT}/alert-rules"
_SOON_SECONDS = 1
_TOLD_SECONDS = 60.0
_SECRET_BYTES = 32


class WatchSteps:
    """What looks after the flows while nobody looks."""

    def __init__(self, session: Session, sales: Sales) -> None:
        self._session, self._sales = session, sales

    def steps(self) -> list[tuple[str, Callable[[], str]]]:
        """Their names, and what does them, in their order."""
        return [
            ("Lose a webhook", self.lose_webhook),
            ("Lose a subscription", self.lose_subscription),
            ("Look at a schedule's runs", self.look_at_runs),
            ("Be told of what is held", self.be_told),
        ]

    def lose_webhook(self) -> str:
        before = self._poll()["webhooks_missed"]
        self._session.control("shopify", "switches", {"lose_every": 1})
        (order,) = self._sales.sell(Kind.STANDARD)
        self._session.control("shopify", "switches", {"lose_every": 0})
        self._session.wait_until(
            lambda: self._sales.at_warehouse(order), lambda: f"{order['name']} was never found: {self._poll()}"
        )
        missed = self._poll()["webhooks_missed"] - before
        expect(missed == 1, f"{missed} webhooks are said to be missed")
        return f"{order['name']} was never told; the sweep of the shop's orders found it"

    def lose_subscription(self) -> str:
        told = f"flows/{FLOW}/subscription"
        topic = self._session.get(told)["topic"]
        (lost,) = [one for one in self._session.ask_shop("GET", "webhooks.json")["webhooks"] if one["topic"] == topic]
        self._session.ask_shop("DELETE", f"webhooks/{lost['id']}.json")
        states = [self._session.get(told)["state"], self._session.post(told, {})["state"]]
        states.append(self._session.get(told)["state"])
        expect(states == ["missing", "created", "present"], f"it was {', '.join(states)}")
        return f"'{topic}' was missing, created, present"

    def look_at_runs(self) -> str:
        runs = self._session.wait_until(
            lambda: [run for run in self._session.get(f"flows/{FLOW}/polls")["items"] if run["outcome"] == "done"],
            lambda: "no poll came to its end",
        )
        return f"{len(runs)} done, none overdue; the last read {runs[0]['read']} orders"

    def be_told(self) -> str:
        admin = self._session.issue_admin("check-alerts")
        self._session.ask("PUT", f"{_RULES}/{RULE}", admin, json=self._rule(), status=201, new=True)
        told = self._session.mailbox.read(_TOLD_SECONDS)
        notice = told.document
        expect(notice["type"] == "alert.opened", f"the notice is of type {notice['type']}")
        expect("webhook-signature" in told.headers, "the notice is not signed")
        return f"signed: {notice['data']['alert']['message']}"

    def _rule(self) -> dict[str, Any]:
        """Told at once of anything that is held for a moment."""
        secret = "whsec_" + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
        return {
            "channel": "webhook",
            "kinds": ["holds"],
            "thresholds": {"holds_more_than": 0, "holds_older_seconds": _SOON_SECONDS},
            "settings": {"url": self._session.mailbox.url},
            "secrets": {"secret": secret},
        }

    def _poll(self) -> dict[str, Any]:
        polls: list[dict[str, Any]] = self._session.get("polls")["items"]
        return next(poll for poll in polls if poll["flow"] == FLOW)

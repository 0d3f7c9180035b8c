"""Alert rules: who is told of what, over which channel."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from uuid_utils.compat import uuid7

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.ports import Clock
from crossdock.errors import InvalidInput, NotFound, PlatformError
from crossdock.model.access import Principal, Right
from crossdock.model.alert import AlertRule, AlertRuleSettings, Telling
from crossdock.model.name import check_name
from crossdock.model.page import Page, PageRequest
from crossdock.model.problem import Problem, Side
from crossdock.model.project import Project
from crossdock.run.alerts import sample_notice
from crossdock.run.channels import Channels
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store, Work
from crossdock.studio.access import open_project
from crossdock.studio.revision import require_present, require_revision

LONGEST_SECONDS = 31 * 24 * 3600
LONGEST_DAYS = 366
MOST = 1_000_000


class RulePut(msgspec.Struct, frozen=True, kw_only=True):
    """A rule as it was stored."""

    rule: AlertRule
    created: bool


class RuleTest(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a test alert."""

    arrived: bool
    message: str
    """What the other end said, or why it did not arrive."""
    remedy: str = ""


class AlertRules:
    def __init__(self, store: Store, catalogue: Catalogue, keyring: Keyring, channels: Channels, clock: Clock) -> None:
        self._store, self._catalogue, self._keyring = store, catalogue, keyring
        self._channels, self._clock = channels, clock

    async def list(self, caller: Principal, project: str, page: PageRequest) -> Page[AlertRule]:
        """By name, each with how its telling goes."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return await work.alert_rules.page(opened, page)

    async def get(self, caller: Principal, project: str, name: str) -> AlertRule:
        """Without its secrets: only the names of those that are set."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return (await work.alert_rules.get(opened, name))[0]

    async def put(
        self, caller: Principal, project: str, name: str, settings: AlertRuleSettings, expected: int | None
    ) -> RulePut:
        """Create a rule or replace one; of its secrets only those that are named, unless its channel is another.

        Raises InvalidInput with every problem of the settings, Stale where somebody was faster.
        """
        check_name("alert rule", name)
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.ADMINISTER)
            found = await work.alert_rules.find(opened, name, lock=True)
            if found is None:
                require_present(f"alert rule '{name}'", expected)
            else:
                require_revision("alert rule", found[0].revision, expected)
            secrets = _merged(self._secrets(found, settings.channel), settings.secrets)
            rule = _rule(work, opened, name, settings, secrets, found[0] if found else None)
            sealed = self._keyring.seal(msgspec.json.encode(secrets))
            self._check(opened, settings, secrets)
            self._channels.check(rule, sealed)
            await (
                work.alert_rules.add(opened, rule, sealed) if found is None else work.alert_rules.change(rule, sealed)
            )
            told = {"channel": rule.channel, "revision": rule.revision, "secrets_changed": sorted(settings.secrets)}
            await work.audit.record(caller.name, opened, "alert-rule.put", f"alert rule {name}", told)
        return RulePut(rule=rule, created=found is None)

    async def delete(self, caller: Principal, project: str, name: str, expected: int | None) -> None:
        """What it was still to tell is not told. Raises NotFound, Stale."""
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.ADMINISTER)
            rule, _ = await work.alert_rules.get(opened, name)
            require_revision("alert rule", rule.revision, expected)
            await work.alert_rules.delete(rule)
            await work.audit.record(caller.name, opened, "alert-rule.delete", f"alert rule {name}")

    async def test(self, caller: Principal, project: str, name: str) -> RuleTest:
        """Send a test alert now, and say what happened; it is not tried again."""
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.OPERATE)
            rule, sealed = await work.alert_rules.get(opened, name)
            await work.audit.record(caller.name, opened, "alert-rule.test", f"alert rule {name}")
        try:
            said = await self._channels.tell(rule, sealed, sample_notice(rule, self._clock.now()))
        except PlatformError as error:
            return RuleTest(arrived=False, message=error.message, remedy=error.remedy)
        return RuleTest(arrived=True, message=said)

    def _secrets(self, found: tuple[AlertRule, bytes] | None, channel: str) -> dict[str, str]:
        """What is kept of a rule's secrets: those of another channel are of no use to this one."""
        if found is None or found[0].channel != channel:
            return {}
        return msgspec.json.decode(self._keyring.open(found[1]), type=dict[str, str])

    def _check(self, project: Project, settings: AlertRuleSettings, secrets: Mapping[str, str]) -> None:
        problems = [*_number_problems(settings), *_environment_problems(project, settings)]
        try:
            problems += self._catalogue.check_channel_settings(settings.channel, settings.settings, secrets)
        except NotFound as error:
            raise InvalidInput(error.message, code="unknown-channel", remedy=error.remedy) from error
        if problems:
            raise InvalidInput(
                "The alert rule cannot be used.", remedy="Correct each of the problems named.", problems=problems
            )


def _rule(
    work: Work,
    project: Project,
    name: str,
    settings: AlertRuleSettings,
    secrets: Mapping[str, str],
    stored: AlertRule | None,
) -> AlertRule:
    same = ("channel", "kinds", "environments", "quiet_seconds", "thresholds", "settings")
    return AlertRule(
        id=stored.id if stored else uuid7(),
        project=project.name,
        name=name,
        secrets_set=tuple(sorted(secrets)),
        telling=stored.telling if stored else Telling(),
        revision=stored.revision + 1 if stored else 1,
        created_at=stored.created_at if stored else work.now,
        updated_at=work.now,
        **{field: getattr(settings, field) for field in same},
    )


def _merged(stored: Mapping[str, str], given: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in {**stored, **given}.items() if value is not None}


def _number_problems(settings: AlertRuleSettings) -> list[Problem]:
    thresholds = settings.thresholds
    bounded = {
        "/quiet_seconds": (settings.quiet_seconds, 0, LONGEST_SECONDS),
        "/thresholds/holds_more_than": (thresholds.holds_more_than, 0, MOST),
        "/thresholds/holds_older_seconds": (thresholds.holds_older_seconds, 0, LONGEST_SECONDS),
        "/thresholds/rejected_more_than": (thresholds.rejected_more_than, 0, MOST),
        "/thresholds/rejected_seconds": (thresholds.rejected_seconds, 60, LONGEST_SECONDS),
        "/thresholds/polls_failing_from": (thresholds.polls_failing_from, 1, MOST),
        "/thresholds/polls_failing_seconds": (thresholds.polls_failing_seconds, 0, LONGEST_SECONDS),
        "/thresholds/expiring_days": (thresholds.expiring_days, 0, LONGEST_DAYS),
    }
    return [
        _problem(place, f"is {lowest} to {highest}, not {given}", "Correct it.")
        for place, (given, lowest, highest) in bounded.items()
        if not lowest <= given <= highest
    ]


def _environment_problems(project: Project, settings: AlertRuleSettings) -> list[Problem]:
    return [
        _problem(
            f"/environments/{index}",
            f"names no environment of the project: '{name}'",
            f"There are {', '.join(project.environments)}.",
        )
        for index, name in enumerate(settings.environments)
        if name not in project.environments
    ]


def _problem(place: str, message: str, remedy: str) -> Problem:
    return Problem(code="invalid", message=f"{place} {message}.", remedy=remedy, side=Side.REQUEST, pointer=place)

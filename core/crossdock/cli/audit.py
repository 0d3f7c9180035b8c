"""`crossdock audit`: look after the audit log."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossdock.cli.deployment import open_store, which_deployment
from crossdock.cli.exit_code import ExitCode
from crossdock.cli.output import put_json, say

if TYPE_CHECKING:
    from crossdock.model.audit import ChainReport


@click.group()
def audit() -> None:
    """Look after the audit log of a deployment."""


@audit.command()
@which_deployment
@click.option("--project", help="Verify this project's chain only.  [default: all of them]")
def verify(data: Path | None, database_url: str | None, output_format: str, project: str | None) -> ExitCode:
    """Work out every hash of the audit log again; exit code 1 where one does not agree."""
    reports = asyncio.run(_verify(data, database_url, project))
    if output_format == "json":
        put_json(reports)
    else:
        _say(reports)
    return ExitCode.FINDINGS if any(report.broken for report in reports) else ExitCode.FINE


async def _verify(data: Path | None, database_url: str | None, project: str | None) -> tuple[ChainReport, ...]:
    from crossdock.studio.access import LOCAL_ADMINISTRATOR
    from crossdock.studio.audit import Audit

    async with open_store(data, database_url) as store:
        log = Audit(store)
        if project is None:
            return await log.verify_all(LOCAL_ADMINISTRATOR)
        return (await log.verify(LOCAL_ADMINISTRATOR, project),)


def _say(reports: Sequence[ChainReport]) -> None:
    for report in reports:
        chain = f"project {report.project}" if report.project else "the deployment"
        verdict, colour = ("BROKEN", "red") if report.broken else ("holds", "green")
        say(f"{chain}: {report.entries} entries under {report.seals} seals: {verdict}", colour=colour)
        for fault in report.broken:
            say(f"    {fault}")

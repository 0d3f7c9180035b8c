"""`crossdock promotions`: ask that a version be put live, and answer who asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from crossdock.cli.exit_code import ExitCode
from crossdock.cli.output import put_json, say
from crossdock.cli.remote import Place, Remote, which_environment, which_server

if TYPE_CHECKING:
    from crossdock.model.promotion_request import PromotionRequest

_STATES = ("waiting", "approved", "declined", "withdrawn")
_project = click.option("--project", "-p", metavar="NAME", required=True, help="The project.")
_request = click.argument("request", type=click.UUID)
_reason = click.option("--reason", metavar="WHY", required=True, help="For whoever reads it, and the audit log.")


@click.group()
def promotions() -> None:
    """Ask that a version be put live, and approve or decline what others ask for."""


@promotions.command("list")
@_project
@which_server
@click.option("--environment", "-e", metavar="NAME", help="Only those for this environment.")
@click.option("--state", type=click.Choice(_STATES), help="Only those in this state.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
def list_(project: str, remote: Remote, environment: str | None, state: str | None, style: str) -> int:
    """List what was asked for, the newest first, with its answer."""
    from urllib.parse import urlencode

    from crossdock.model.page import Page
    from crossdock.model.promotion_request import PromotionRequest

    given = {name: value for name, value in (("environment", environment), ("state", state)) if value}
    path = f"{_path(project)}?{urlencode(given)}" if given else _path(project)
    with remote.connect() as server:
        found = server.list(path, Page[PromotionRequest])
    if style == "json":
        put_json(found)
        return ExitCode.FINE
    for line in (line for request in found for line in _lines(request)):
        say(line)
    if not found:
        say("Nobody asked for anything.", colour="green")
    return ExitCode.FINE


@promotions.command("request")
@click.argument("mapping")
@click.argument("version", type=click.IntRange(min=1))
@which_environment
@which_server
@_reason
def request_(mapping: str, version: int, place: Place, remote: Remote, reason: str) -> int:
    """Ask that a version of a mapping be put live. Those who may approve it see that, with what it changes."""
    from crossdock.model.promotion_request import PromotionRequest

    body = {"environment": place.environment, "mapping": mapping, "version": version, "reason": reason}
    with remote.connect() as server:
        made = server.ask(_path(place.project), _body(body), PromotionRequest)
    say(f"asked: {made.id}")
    return ExitCode.FINE


@promotions.command()
@_request
@_project
@which_server
@_reason
def approve(request: UUID, project: str, remote: Remote, reason: str) -> int:
    """Put the version live that was asked for, when its fixtures pass."""
    from crossdock.model.promotion import Promotion

    with remote.connect() as server:
        made = server.ask(f"{_path(project)}/{request}/approve", _body({"reason": reason}), Promotion)
    say(f"{made.mapping} v{made.version} is live in {made.environment}")
    return ExitCode.FINE


@promotions.command()
@_request
@_project
@which_server
@_reason
def decline(request: UUID, project: str, remote: Remote, reason: str) -> int:
    """Say no to a request; whoever asked reads the reason."""
    with remote.connect() as server:
        server.create(f"{_path(project)}/{request}/decline", _body({"reason": reason}))
    say(f"declined {request}")
    return ExitCode.FINE


@promotions.command()
@_request
@_project
@which_server
@click.option("--reason", metavar="WHY", default="", help="For whoever reads it, and the audit log.")
def withdraw(request: UUID, project: str, remote: Remote, reason: str) -> int:
    """Take your own request back."""
    with remote.connect() as server:
        server.create(f"{_path(project)}/{request}/withdraw", _body({"reason": reason}))
    say(f"withdrawn {request}")
    return ExitCode.FINE


def _path(project: str) -> str:
    return f"projects/{project}/promotion-requests"


def _body(content: dict[str, Any]) -> bytes:
    from crossdock.engine.json_text import encode

    return encode(content)


def _lines(request: PromotionRequest) -> Iterator[str]:
    from crossdock.cli.timeline_report import moment

    yield f"{request.id}  {request.mapping} v{request.version} to {request.environment}  {request.state}"
    yield f"    {moment(request.created_at)} {request.requested_by}: {request.reason}"
    if request.answered_at is not None:
        words = f": {request.answer}" if request.answer else ""
        yield f"    {moment(request.answered_at)} {request.state} by {request.answered_by}{words}"

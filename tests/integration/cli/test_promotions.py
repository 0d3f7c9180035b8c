"""`crossdock promotions` against a real server: asked, declined, asked again, approved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import httpx
from click.testing import CliRunner, Result

from crossdock.cli.promotions import promotions
from crossdock.cli.push import push
from crossdock.errors import Conflict, Forbidden
from crossdock.model.access import Role

Issue = Callable[[str | None, Role], str]

MAPPING = "shopify-order-to-seko"


def test_a_promotion_is_asked_for_and_answered(server: str, issue: Issue, project: Path, name: str) -> None:
    tokens = {role: issue(None, role) for role in (Role.ADMIN, Role.APPROVER)}
    runner = CliRunner()

    def run(role: Role, *arguments: object) -> Result:
        known = {"CROSSDOCK_SERVER": server, "CROSSDOCK_TOKEN": tokens[role]}
        return runner.invoke(promotions, [*map(str, arguments), "--project", name], env=known)

    def asked() -> list[dict[str, str]]:
        requests: list[dict[str, str]] = json.loads(run(Role.ADMIN, "list", "--format", "json").stdout)
        return requests

    given = {"CROSSDOCK_SERVER": server, "CROSSDOCK_TOKEN": tokens[Role.ADMIN]}
    assert runner.invoke(push, [str(project)], env=given).exception is None
    authorised = {"Authorization": f"Bearer {tokens[Role.ADMIN]}"}
    versions = f"{server}/api/v1/projects/{name}/mappings/{MAPPING}/versions"
    httpx.post(versions, json={"reason": "The first one"}, headers=authorised).raise_for_status()
    request = ("request", MAPPING, 1, "--environment", "sandbox", "--reason", "It is time.")

    assert run(Role.ADMIN, *request).exception is None
    (first,) = asked()
    assert isinstance(run(Role.ADMIN, "approve", first["id"], "--reason", "Mine.").exception, Forbidden)
    assert run(Role.APPROVER, "decline", first["id"], "--reason", "Not today.").stderr == f"declined {first['id']}\n"
    told = run(Role.ADMIN, "list", "--state", "declined", "-e", "sandbox").stderr
    assert "declined by the approver of everything: Not today." in told
    assert run(Role.ADMIN, "list", "--state", "approved").stderr == "Nobody asked for anything.\n"

    assert run(Role.ADMIN, *request).exception is None
    (second, _) = asked()
    approved = run(Role.APPROVER, "approve", second["id"], "--reason", "Today.")
    assert approved.stderr == f"{MAPPING} v1 is live in sandbox\n"
    assert isinstance(run(Role.ADMIN, "withdraw", second["id"]).exception, Conflict)

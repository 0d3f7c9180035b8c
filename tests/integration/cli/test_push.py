"""`crossdock push` against a real server: what is missing, what differs, what others changed meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import httpx
import pytest

from crossdock.cli.pushing.step import Push
from crossdock.cli.pushing.steps import steps
from crossdock.cli.server import Server
from crossdock.errors import Stale
from crossdock.model.access import Role
from crossdock.project import folder

Crossdock = Callable[..., CompletedProcess[str]]
Issue = Callable[[str | None, Role], str]

MAPPING = "mappings/shopify-order-to-seko"
CASE = f"{MAPPING}/fixtures/standard-order"


@pytest.fixture
def base(name: str) -> str:
    """The project's address."""
    return f"/api/v1/projects/{name}"


@pytest.fixture
def admin(server: str, issue: Issue) -> Iterator[httpx.Client]:
    """Somebody else who works on the server, and may do everything."""
    headers = {"Authorization": f"Bearer {issue(None, Role.ADMIN)}"}
    with httpx.Client(base_url=server, headers=headers) as client:
        yield client


@pytest.fixture
def push(crossdock: Crossdock, server: str, admin: httpx.Client, project: Path) -> Crossdock:
    """Pushes the folder as an administrator of the deployment."""
    token = admin.headers["Authorization"].removeprefix("Bearer ")
    return lambda *more: crossdock("push", project, "--server", server, *more, CROSSDOCK_TOKEN=token)


def test_a_folder_is_sent_once_and_then_there_is_nothing_to_do(
    push: Crossdock, admin: httpx.Client, project: Path, base: str, name: str
) -> None:
    tried = push("--dry-run")
    assert tried.returncode == 0
    assert f"would create project {name}" in tried.stderr
    assert admin.get(base).status_code == 404

    sent = push()
    assert (sent.returncode, sent.stdout) == (0, "")
    assert [line for line in sent.stderr.splitlines() if line] == [
        f"created project {name}",
        "created lookup delivery-options",
        "changed rows of lookup delivery-options",
        "created mapping shopify-order-to-seko",
        "created fixture shopify-order-to-seko/standard-order",
        "created fixture shopify-order-to-seko/unknown-delivery-option",
        "created draft of mapping shopify-order-to-seko",
        "created flow orders",
        "created playbook lookup-miss",
    ]
    assert "Nothing to do" in push().stderr

    tested = admin.post(f"{base}/{MAPPING}/test", json={})
    assert (tested.json()["passed"], tested.json()["failed"]) == (2, 0)


def test_what_differs_is_changed_and_published(
    push: Crossdock, admin: httpx.Client, project: Path, base: str, name: str
) -> None:
    push("--publish", "First")
    (project / "crossdock.yaml").write_text(f"project: {name}\ntitle: A brand\n")
    (project / MAPPING / "mapping.yaml").write_text("source: shopify/order\ntarget: seko/order\nowners: [ops]\n")
    (project / "lookups/delivery-options.csv").write_text("option,carrier,service\nStandard Delivery,X,=1\n")
    (project / CASE / "expected.json").unlink()
    (project / CASE / "expect.yaml").write_text("kind: partial\noutput: {WebSalesOrder: {CourierService: '=1'}}\n")
    text = (project / MAPPING / "map.jsonata").read_text()
    (project / MAPPING / "map.jsonata").write_text(text.replace("$index + 1", "1 + $index"))

    changed = push("--publish", "Second")
    assert changed.returncode == 0
    assert [line for line in changed.stderr.splitlines() if line] == [
        f"changed project {name}",
        "changed rows of lookup delivery-options",
        "changed mapping shopify-order-to-seko",
        "changed fixture shopify-order-to-seko/standard-order",
        "published mapping shopify-order-to-seko",
    ]
    assert "Nothing to do" in push("--publish", "Third").stderr
    assert "Nothing to do" in push().stderr

    version = admin.get(f"{base}/{MAPPING}/versions/2").json()
    assert (version["text"], version["reason"]) == ((project / MAPPING / "map.jsonata").read_text(), "Second")
    rows = admin.get(f"{base}/lookups/delivery-options/rows.csv").text.splitlines()
    assert "Standard Delivery,X,'=1" in rows
    assert "Express Delivery,Example Carrier,24H" in rows
    push("--prune")
    assert admin.get(f"{base}/lookups/delivery-options/rows.csv").text.splitlines()[1:] == ["Standard Delivery,X,'=1"]


def test_only_prune_deletes(push: Crossdock, admin: httpx.Client, project: Path, base: str) -> None:
    push("--publish", "First")
    shutil.rmtree(project / MAPPING / "fixtures/unknown-delivery-option")
    (project / "lookups/extra.yaml").write_text("keys: [a]\nvalues: [b]\nowner: ops\n")
    (project / "lookups/extra.csv").write_text("a,b\n")
    mapping = {"name": "other", "source": "shopify/order", "target": "seko/order"}
    admin.post(f"{base}/mappings", json=mapping).raise_for_status()
    push()
    (project / "lookups/extra.yaml").unlink()
    (project / "lookups/extra.csv").unlink()
    assert "Nothing to do" in push().stderr

    pruned = push("--prune")
    assert pruned.returncode == 0, pruned.stderr
    assert [line for line in pruned.stderr.splitlines() if line] == [
        "deleted fixture shopify-order-to-seko/unknown-delivery-option",
        "deleted mapping other",
        "deleted lookup extra",
    ]
    assert "Nothing to do" in push("--prune").stderr


def test_flows_and_playbooks_follow_the_folder(push: Crossdock, admin: httpx.Client, project: Path, base: str) -> None:
    push()
    flow = project / "flows/orders.yaml"
    flow.write_text(flow.read_text().replace("owner: operations", "owner: fulfilment"))
    (project / "playbooks/lookup-miss.md").write_text("# Ask operations\n")
    (project / "playbooks/refused.md").write_text("# Ask the warehouse\n")
    assert push().stderr.splitlines() == [
        "changed flow orders",
        "changed playbook lookup-miss",
        "created playbook refused",
    ]
    stored = admin.get(f"{base}/flows/orders").json()["definition"]
    assert (stored["owner"], [guard["name"] for guard in stored["guards"]]) == ("fulfilment", ["test-order"])
    assert {"code": "refused", "text": "# Ask the warehouse\n"} in admin.get(f"{base}/playbooks").json()["items"]

    flow.unlink()
    (project / "playbooks/refused.md").unlink()
    assert "Nothing to do" in push().stderr
    assert push("--prune").stderr.splitlines() == ["deleted playbook refused", "deleted flow orders"]
    assert admin.get(f"{base}/flows/orders").status_code == 404
    assert "Nothing to do" in push("--prune").stderr


def test_alert_rules_follow_the_folder_and_keep_the_secrets_that_only_the_server_has(
    push: Crossdock, admin: httpx.Client, project: Path, base: str
) -> None:
    push()
    url = {"channel": "slack", "secrets": {"url": "https://hooks.slack.example/made-up"}}
    admin.put(f"{base}/alert-rules/ops", json=url, headers={"If-None-Match": "*"}).raise_for_status()
    rule = project / "alerts/ops.yaml"
    rule.parent.mkdir(exist_ok=True)
    rule.write_text("channel: slack\nkinds: [poll-failing]\nthresholds:\n  polls_failing_from: 5\n")
    assert push().stderr.splitlines() == ["changed alert rule ops"]
    stored = admin.get(f"{base}/alert-rules/ops").json()
    assert (stored["kinds"], stored["thresholds"]["polls_failing_from"], stored["secrets_set"]) == (
        ["poll-failing"],
        5,
        ["url"],
    )
    assert "Nothing to do" in push().stderr
    rule.unlink()
    assert "Nothing to do" in push().stderr
    assert push("--prune").stderr.splitlines() == ["deleted alert rule ops"]


def test_an_alert_rule_whose_secret_the_server_does_not_have_is_refused(push: Crossdock, project: Path) -> None:
    (project / "alerts").mkdir(exist_ok=True)
    (project / "alerts/ops.yaml").write_text("channel: slack\n")
    refused = push()
    assert refused.returncode != 0
    assert "/secrets/url" in refused.stderr


def test_a_flow_that_cannot_be_is_refused_with_every_problem(push: Crossdock, project: Path) -> None:
    flow = project / "flows/orders.yaml"
    flow.write_text(flow.read_text().replace("create-order", "creat-order").replace("source.test", "source.("))
    sent = push()
    assert sent.returncode == 1
    assert "NOT created flow orders" in sent.stderr
    assert "Did you mean 'create-order'?" in sent.stderr
    assert "created playbook lookup-miss" in sent.stderr


def test_what_somebody_else_changed_is_told_and_not_overwritten(
    push: Crossdock, issue: Issue, admin: httpx.Client, project: Path, base: str, name: str
) -> None:
    push("--publish", "First")
    theirs = {"Authorization": f"Bearer {issue(name, Role.EDITOR)}"}
    hold = {"input": {}, "expect": {"kind": "hold", "code": "source-invalid"}}
    place = f"{base}/{CASE}"
    state = {"If-Match": admin.get(place).headers["ETag"]}
    admin.put(place, json=hold, headers=theirs | state).raise_for_status()
    rows = f"{base}/lookups/delivery-options/rows"
    added = {"keys": ["Pigeon Post"], "values": ["Pigeon", "1"]}
    admin.post(rows, json=added, headers=theirs).raise_for_status()
    version = {"text": "$", "reason": "Theirs"}
    admin.post(f"{base}/{MAPPING}/versions", json=version, headers=theirs).raise_for_status()

    for tried in (push("--publish", "Again", "--dry-run"), push("--publish", "Again")):
        assert tried.returncode == 1
        assert "NOT changed fixture shopify-order-to-seko/standard-order" in tried.stderr
        assert "NOT published mapping shopify-order-to-seko" in tried.stderr
        assert f"'the editor of {name}' was the last to change this" in tried.stderr
    assert admin.get(place).json()["expect"] == hold["expect"]
    assert "Pigeon Post" in admin.get(f"{rows}.csv").text

    written = push("--publish", "Again", "--overwrite")
    assert (written.returncode, written.stderr.splitlines()) == (
        0,
        ["changed fixture shopify-order-to-seko/standard-order", "published mapping shopify-order-to-seko"],
    )
    assert "Pigeon Post" in admin.get(f"{rows}.csv").text
    assert "NOT changed rows of lookup" in push("--prune").stderr
    assert push("--prune", "--overwrite").returncode == 0
    assert "Pigeon Post" not in admin.get(f"{rows}.csv").text


def test_what_somebody_else_changes_meanwhile_is_not_overwritten(
    push: Crossdock, server: str, admin: httpx.Client, project: Path, base: str
) -> None:
    push()
    (project / CASE / "expected.json").write_text("{}")
    token = admin.headers["Authorization"].removeprefix("Bearer ")
    with Server(server, token) as connected:
        (step,) = steps(Push(server=connected, me=connected.own_name()), folder.read(project))
        theirs = {"input": {}, "expect": {"kind": "hold", "code": "source-invalid"}}
        path = f"{base}/{CASE}"
        admin.put(path, json=theirs, headers={"If-Match": admin.get(path).headers["ETag"]}).raise_for_status()
        with pytest.raises(Stale):
            step.do()
    assert admin.get(path).json()["expect"] == theirs["expect"]


def test_a_refusal_is_told_and_the_rest_goes_on(
    push: Crossdock, crossdock: Crossdock, server: str, issue: Issue, project: Path, name: str
) -> None:
    push("--publish", "First")
    (project / "crossdock.yaml").write_text(f"project: {name}\nenvironments: [sandbox, uat, live]\n")
    (project / CASE / "input.json").write_text("{oh")
    (project / CASE / "expected.json").unlink()
    (project / CASE / "expect.yaml").write_text("kind: hold\ncode: not-understood\n")
    (project / "token").write_text(issue(name, Role.EDITOR) + "\n")
    token = ("--token-file", project / "token")
    sent = crossdock("push", project, "--server", server, *token, "--publish", "Again", "--overwrite")
    assert sent.returncode == 4
    assert f"NOT changed project {name}" in sent.stderr
    assert "NOT changed fixture shopify-order-to-seko/standard-order" in sent.stderr
    assert "not JSON" in sent.stderr


def test_a_mapping_keeps_its_source_and_target(push: Crossdock, project: Path) -> None:
    push()
    (project / MAPPING / "mapping.yaml").write_text("source: shopify/order\ntarget: seko/product\n")
    sent = push()
    assert sent.returncode == 1
    assert "goes from shopify/order to seko/order on the server" in sent.stderr


def test_a_wrong_token_and_an_absent_server_are_told_apart(crossdock: Crossdock, server: str, project: Path) -> None:
    refused = crossdock("push", project, "--server", server, CROSSDOCK_TOKEN="cdk_wrong")
    assert refused.returncode == 4
    assert "cdk_wrong" not in refused.stderr
    away = crossdock("push", project, "--server", "http://127.0.0.1:1", CROSSDOCK_TOKEN="cdk_wrong")
    assert away.returncode == 3
    assert "does not answer" in away.stderr
    strange = crossdock("push", project, "--server", "localhost", CROSSDOCK_TOKEN="cdk_wrong")
    assert strange.returncode == 2

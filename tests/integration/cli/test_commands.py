"""The commands on a project folder: what they say, where they say it, and their exit codes."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from xml.etree import ElementTree as ET

import pytest

from crossdock.store.cluster import Cluster
from crossdock.store.private_file import temporary_data_folder

Crossdock = Callable[..., CompletedProcess[str]]

MAPPING = "mappings/shopify-order-to-seko"
CASE = f"{MAPPING}/fixtures/standard-order"
EXAMPLE = Path(__file__).parents[3] / "examples" / "shopify-seko"


def test_init_makes_a_folder_that_is_clean(crossdock: Crossdock, tmp_path: Path) -> None:
    assert crossdock("init", "My Brand").returncode == 0
    root = tmp_path / "My Brand"
    assert "project: my-brand" in (root / "crossdock.yaml").read_text()
    assert crossdock("lint", root, "--strict").returncode == 0
    assert crossdock("fmt", root, "--check").returncode == 0
    again = crossdock("init", "My Brand")
    assert again.returncode == 2
    assert "there already" in again.stderr


def test_test_passes_and_says_so(crossdock: Crossdock, project: Path) -> None:
    done = crossdock("test", project)
    assert done.returncode == 0
    assert done.stdout == ""
    assert "2 passed, 0 failed." in done.stderr
    assert "\x1b" not in done.stderr


def test_test_shows_what_differs_and_where(crossdock: Crossdock, project: Path) -> None:
    expected = project / CASE / "expected.json"
    expected.write_text(expected.read_text().replace('"48H"', '"24H"'))
    done = crossdock("test", project)
    assert done.returncode == 1
    assert "/WebSalesOrder/CourierService" in done.stderr
    assert 'expected "24H"' in done.stderr
    assert 'actual   "48H"' in done.stderr


def test_test_holds_one_engine_against_the_other(crossdock: Crossdock, project: Path) -> None:
    fine = crossdock("test", project, "--cross-check")
    assert (fine.returncode, "2 passed, 0 failed." in fine.stderr) == (0, True)
    assert crossdock("test", project, "--engine", "reference").returncode == 0
    text = project / CASE / "../../map.jsonata"
    text.write_text("{'id': $max([9007199254740993, 1])}")
    (project / CASE / "expected.json").write_text('{"id": 9007199254740993}')
    different = crossdock("test", project, "--cross-check", "--fixture", "standard-order")
    assert different.returncode == 1
    assert "The engines differ" in different.stderr


def test_test_gives_json(crossdock: Crossdock, project: Path) -> None:
    done = crossdock("test", project, "--format", "json", "--fixture", "standard-order")
    report = json.loads(done.stdout)
    assert (report["passed"], report["failed"]) == (1, 0)
    (fixture,) = report["mappings"][0]["fixtures"]
    assert fixture["output"]["WebSalesOrder"]["CourierService"] == "48H"


def test_test_gives_junit(crossdock: Crossdock, project: Path) -> None:
    (project / CASE / "expected.json").write_text(json.dumps({"bad\u0001": "<&>"}))
    done = crossdock("test", project, "--format", "junit")
    assert done.returncode == 1
    suite = ET.fromstring(done.stdout).find("testsuite")  # noqa: S314  # it is our own output
    assert suite is not None
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == ("shopify-order-to-seko", "2", "1")
    (failed,) = [case for case in suite.iter("testcase") if case.find("failure") is not None]
    assert failed.get("name") == "standard-order"
    assert "<&>" in (failed.findtext("failure") or "")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["test", "{project}", "--fixture", "none"], 5, "no fixture to run"),
        (["test", "{project}", "shopify-order"], 2, "There is no mapping 'shopify-order'"),
        (["test", "."], 2, "crossdock init"),
        (["test", "nowhere"], 2, "does not exist"),
        (["tset"], 2, "Did you mean 'test'?"),
        (["lint", "{project}", "--strict"], 1, "--fix-lock"),
        (["plugin", "show", "comerce"], 2, "Did you mean 'commerce'?"),
        (["push", "{project}", "--server", "http://127.0.0.1:1"], 2, "CROSSDOCK_TOKEN"),
        (["trace", "1042", "-p", "x", "-e", "live", "--server", "http://127.0.0.1:1"], 2, "CROSSDOCK_TOKEN"),
        (["trace", "1042"], 2, "--project"),
        (["replay", "1042", "-p", "x", "-e", "live", "--server", "http://127.0.0.1:1"], 2, "not a valid UUID"),
        (["holds", "list", "--misses", "--code", "x", "-p", "x", "-e", "y", "--server", "z"], 2, "leave out"),
    ],
)
def test_what_cannot_be_done_is_said_with_a_remedy(
    crossdock: Crossdock, project: Path, arguments: list[str], code: int, says: str
) -> None:
    done = crossdock(*(argument.format(project=project) for argument in arguments))
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_traceback_is_shown_when_asked_for(crossdock: Crossdock) -> None:
    done = crossdock("--debug", "test", ".")
    assert done.returncode == 2
    assert "Traceback" in done.stderr
    assert "crossdock init" in done.stderr


def test_lint_names_every_finding_with_its_place(crossdock: Crossdock, project: Path) -> None:
    (project / MAPPING / "map.jsonata").write_text('{\n  "a": (1 +\n}')
    (project / "crossdock.yaml").write_text("project: brand\ntilte: x\n")
    done = crossdock("lint", project)
    assert done.returncode == 1
    assert f"{project}/{MAPPING}/map.jsonata:3:1: error:" in done.stderr
    assert f"{project}/crossdock.yaml:2: error: There is no key 'tilte' at this place. [unknown-key]" in done.stderr


def test_lint_gives_json_sarif_and_annotations(crossdock: Crossdock, project: Path) -> None:
    (project / MAPPING / "map.jsonata").write_text("(1 +")
    (found,) = [
        problem
        for problem in json.loads(crossdock("lint", project, "--format", "json").stdout)["problems"]
        if problem.get("severity", "error") == "error"
    ]
    assert (found["file"], found["line"]) == (f"{MAPPING}/map.jsonata", 1)

    (run,) = json.loads(crossdock("lint", project, "--format", "sarif").stdout)["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert rules == {result["ruleId"] for result in run["results"]} == {found["code"], "lock-missing"}
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert {"startLine": 1, "startColumn": found["expression"]["column"]} in [place.get("region") for place in places]

    lines = crossdock("lint", "brand", "--format", "github").stdout.splitlines()
    assert any(line.startswith(f"::error file=brand/{MAPPING}/map.jsonata,line=1,title=") for line in lines)


def test_lint_writes_the_lock_and_the_schemas(crossdock: Crossdock, project: Path, tmp_path: Path) -> None:
    assert crossdock("lint", project, "--fix-lock", "--strict").returncode == 0
    assert "crossdock-shopify" in (project / "crossdock.lock").read_text()
    assert crossdock("lint", "--schemas", "schemas").returncode == 0
    assert (tmp_path / "schemas" / "mapping.schema.json").is_file()


def test_fmt_changes_what_is_not_canonical(crossdock: Crossdock, project: Path) -> None:
    settings = project / "crossdock.yaml"
    settings.write_text("title: 'x'\nproject: brand\n")
    checked = crossdock("fmt", project, "--check")
    assert checked.returncode == 1
    assert f"Would change {settings}" in checked.stderr
    assert settings.read_text() == "title: 'x'\nproject: brand\n"
    assert crossdock("fmt", project).returncode == 0
    assert settings.read_text() == "project: brand\ntitle: x\n"
    assert crossdock("fmt", project, "--check").returncode == 0


def test_plugins_are_listed(crossdock: Crossdock) -> None:
    done = crossdock("plugin", "list", "--format", "json")
    assert done.returncode == 0
    found = {plugin["name"]: plugin for plugin in json.loads(done.stdout)["plugins"]}
    assert "shopify" in found["shopify"]["connectors"]
    assert "serve" in found["studio-api"]["commands"]


def test_a_plugin_shows_what_flows_can_start_from_and_write_and_what_is_known_of_its_platform(
    crossdock: Crossdock,
) -> None:
    assert "webhook shopify order-created: order" in crossdock("plugin", "show", "shopify").stderr
    seko = crossdock("plugin", "show", "seko").stderr
    assert "operation seko create-order: order" in seko
    assert "Being Picked: A pick wave has it. Nothing can be called back any more." in seko
    assert "ledger event seko returned: goods_received (webhook goods-received), where RMA is {HBRef}." in seko
    assert "inferred seko pick-wave: The pick wave takes an order" in seko
    assert "used by resource order_status, operation cancel-order." in seko


def test_what_is_known_of_a_platform_comes_as_json(crossdock: Crossdock) -> None:
    (found,) = json.loads(crossdock("plugin", "show", "seko", "--format", "json").stdout)
    (facts,) = found["facts"]
    assert facts["states"][0]["no_return"][0] == "Being Picked"
    assert [event["tells"]["event"] for event in facts["ledger_events"]][:2] == ["shipped", "pick-cancelled"]
    assert "pick-wave" in {one["fact"]["name"] for one in facts["inferred"]}


def test_doctor_finds_a_fresh_installation_fit(crossdock: Crossdock) -> None:
    done = crossdock("doctor", "--format", "json", CROSSDOCK_PORT="0")
    found = json.loads(done.stdout)
    checks = {check["check"]: check for check in found["checks"]}
    assert {name for name, check in checks.items() if not check["fine"]} == set()
    assert set(checks) == {"python", "plugins", "evaluation", "data-folder", "keys", "database", "port"}
    assert found["inferred"] == []
    assert done.returncode == 0


def test_doctor_finds_a_running_studio_fit(
    crossdock: Crossdock, server: str, served_database: str, served_data: Path
) -> None:
    port = server.rpartition(":")[2]
    theirs = {"CROSSDOCK_DATABASE_URL": served_database, "CROSSDOCK_DATA": str(served_data)}
    done = crossdock("doctor", EXAMPLE, CROSSDOCK_PORT=port, **theirs)
    assert done.returncode == 0, done.stderr
    assert f"127.0.0.1:{port} is served by Crossdock." in done.stderr
    assert "It answers, with revision" in done.stderr
    assert f"shopify-seko ({EXAMPLE}) takes for granted, though no documentation settles it:" in done.stderr
    assert "seko pick-wave: The pick wave takes an order when its status becomes Being Picked." in done.stderr
    assert "salesorders/v1/{guid}/status Status; used by operation cancel-order" in done.stderr


def test_doctor_looks_at_a_running_embedded_database(crossdock: Crossdock) -> None:
    with temporary_data_folder() as data, Cluster(data):
        done = crossdock("doctor", "--data", data, CROSSDOCK_PORT="0")
    assert done.returncode == 1
    assert "It answers, with revision none" in done.stderr


def test_doctor_names_a_port_that_something_else_has(crossdock: Crossdock) -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as other:
        port = other.server_address[1]
        threading.Thread(target=other.serve_forever).start()
        done = crossdock("doctor", CROSSDOCK_PORT=str(port))
        other.shutdown()
    assert done.returncode == 1
    assert f"127.0.0.1:{port} cannot be had" in done.stderr


def test_doctor_says_what_is_wrong(crossdock: Crossdock, tmp_path: Path, empty_database_url: str) -> None:
    data = tmp_path / "open"
    data.mkdir()
    data.chmod(0o777)
    (data / "secret.keys").write_text("x")
    (data / "secret.keys").chmod(0o644)
    done = crossdock(
        "doctor", "--data", data, "--format", "json", CROSSDOCK_PORT="0", CROSSDOCK_DATABASE_URL=empty_database_url
    )
    wrong = {check["check"]: check["remedy"] for check in json.loads(done.stdout)["checks"] if not check["fine"]}
    assert done.returncode == 1
    assert set(wrong) == {"data-folder", "keys", "database"}
    assert "chmod go-w" in wrong["data-folder"]
    assert "chmod 600" in wrong["keys"]
    assert "crossdock db upgrade" in wrong["database"]

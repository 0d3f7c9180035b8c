"""`crossdock plugin check` names the rule that a plugin breaks, each rule for what is meant for it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from crossdock.cli.boundary import run
from crossdock.cli.commands import Commands
from crossdock.cli.exit_code import ExitCode
from crossdock.cli.plugin_report import as_json, as_junit, say_report
from crossdock.errors import ConfigurationError
from crossdock.plugin_check import loopback
from crossdock.plugin_check.check import Report, check_folder
from crossdock.plugin_check.folder import read_folder
from crossdock.plugin_check.quality import quality_faults
from crossdock.plugin_check.rules import FOLDER_RULES
from crossdock.plugin_check.wheel import wheel_faults
from crossdock.scaffold.distribution import Kind, new_distribution, write_distribution

BROKEN_TESTS = """
import socket

import pytest

from crossdock.testing import FunctionContract
from crossdock_acme.plugin import functions


class TestFunctions(FunctionContract):
    entries = functions()[:1]


@pytest.mark.skip(reason="later")
class TestAgain(FunctionContract):
    entries = functions()[:1]


def test_what_is_wrong():
    assert 1 == 2


def test_the_world():
    with pytest.raises(PermissionError):
        socket.create_connection(("crossdock.example.com", 443))
"""
BROKEN_PLUGIN = """
from crossdock.hookspecs import hookimpl
from crossdock.plugin import FunctionEntry

SAID = {"signature": "<s-:o>", "summary": "Takes a bin code apart: aisle, shelf and slot."}


@hookimpl
def functions():
    return [
        FunctionEntry(name="acmeBin", target="crossdock_acme.bins:BIN", **SAID),
        FunctionEntry(name="acmeRack", target="crossdock_acme.bins:BIN", **SAID),
        FunctionEntry(name="acmeHall", target="crossdock_acme.halls:HALL", **SAID),
    ]
"""


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """What is told of a plugin that breaks every rule of folders, and one of functions."""
    folder = tmp_path_factory.mktemp("broken")
    write_distribution(new_distribution(Kind.FUNCTIONS, "acme"), folder)
    change(folder / "crossdock_acme/bins.py", '"shelf": 3', '"shelf": 4')
    change(folder / "quality.toml", 'pure = "done"', 'pure = "nearly"')
    change(folder / "pyproject.toml", "[tool.ruff]", '[tool.hatch.build]\nexclude = ["*.typed"]\n\n[tool.ruff]')
    change(folder / "pyproject.toml", '[tool.hatch.build]\ndev-mode-dirs = ["."]\n', "")
    (folder / "crossdock_acme/plugin.py").write_text(BROKEN_PLUGIN)
    (folder / "tests/test_functions.py").write_text(BROKEN_TESTS)
    (folder / "tests/test_more.py").write_text("import no_such_module_anywhere\n")
    return check_folder(folder)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


def messages(report: Report, rule: str) -> str:
    return "\n".join(finding.message for finding in report.findings if finding.rule == rule)


def test_every_rule_is_told_when_it_is_broken(broken: Report) -> None:
    assert {finding.rule for finding in broken.findings} == {*FOLDER_RULES, "CD703"}
    assert all(finding.docs.endswith(f"#{finding.rule.lower()}") for finding in broken.findings)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("CD703", "assert"),
        ("CD901", "crossdock_acme.halls"),
        ("CD902", "'acmeRack'"),
        ("CD903", "assert 1 == 2"),
        ("CD903", "no_such_module_anywhere"),
        ("CD904", "later"),
        ("CD905", "crossdock.example.com"),
        ("CD906", "'pure'"),
        ("CD907", "py.typed"),
    ],
)
def test_a_finding_says_what_is_wrong(rule: str, words: str, broken: Report) -> None:
    assert words in messages(broken, rule)


def test_what_is_held_to_a_contract_is_counted(broken: Report) -> None:
    (tally,) = broken.contracts
    assert (tally.contract, tally.subject, tally.failed) == ("FunctionContract", "acmeBin", 1)
    assert broken.passed + broken.failed + broken.skipped == broken.collected


def test_the_report_is_told_in_every_form(broken: Report, capsys: pytest.CaptureFixture[str]) -> None:
    say_report(broken, verbose=False)
    said = capsys.readouterr().err
    told = as_json(broken)
    suite = ET.fromstring(as_junit(broken))[0]  # noqa: S314  # our own
    assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
    assert int(suite.attrib["tests"]) == len(suite.findall("testcase")) >= told["collected"]
    for finding in broken.findings:
        assert f"{finding.rule} {finding.name}: {finding.sentence}" in said
        assert finding.docs in said
    assert f"{len({finding.rule for finding in broken.findings})} rules broken." in said


def test_nothing_collected_has_an_exit_code_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_distribution(new_distribution(Kind.GUARD, "acme"), tmp_path)
    (tmp_path / "tests/test_lines.py").unlink()
    assert run(Commands(), ["plugin", "check", str(tmp_path)]) == ExitCode.NOTHING_COLLECTED
    said = capsys.readouterr().err
    assert "There was no test to run" in said
    assert "No test holds 'acme-lines' to the GuardContract" in said


def test_tests_that_pytest_cannot_begin_are_told_in_its_own_words(tmp_path: Path) -> None:
    write_distribution(new_distribution(Kind.GUARD, "acme"), tmp_path)
    change(tmp_path / "pyproject.toml", '"--strict-markers"', '"--no-such-option"')
    assert "--no-such-option" in messages(check_folder(tmp_path), "CD903")


@pytest.mark.parametrize("text", ["[project]\nname = 'acme'\n", "[project", ""])
def test_a_folder_that_is_no_plugin_s_is_a_wrong_command_line(text: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    assert run(Commands(), ["plugin", "check", str(tmp_path)]) == ExitCode.USAGE
    assert run(Commands(), ["plugin", "check", str(tmp_path / "nowhere")]) == ExitCode.USAGE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "There is no quality.toml"),
        ("[rules", "is not TOML"),
        ("[rules]\n", "does not say 'pure'"),
        ("[rules]\npure = { exempt = 'no' }\n", "'pure' is neither"),
        ("[rules]\npure = 7\n", "'pure' is neither"),
        ("rules = 7\n", "does not say 'pure'"),
    ],
)
def test_a_quality_file_that_leaves_something_open_is_told(text: str | None, words: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "quality.toml").write_text(text)
    assert words in "\n".join(quality_faults(tmp_path, ["GuardContract"]))


def test_a_wheel_that_cannot_be_built_is_told_with_what_to_install(tmp_path: Path) -> None:
    write_distribution(new_distribution(Kind.GUARD, "acme"), tmp_path)
    change(tmp_path / "pyproject.toml", 'build-backend = "hatchling.build"', 'build-backend = "no_such_backend"')
    (fault,) = wheel_faults(read_folder(tmp_path))
    assert "no_such_backend" in fault
    assert "[build-system]" in fault


def test_an_entry_point_outside_of_the_folder_is_told(tmp_path: Path) -> None:
    write_distribution(new_distribution(Kind.GUARD, "acme"), tmp_path)
    change(tmp_path / "pyproject.toml", 'acme = "crossdock_acme.plugin"', 'acme = "json"')
    assert any("'json', which is not in this folder" in fault for fault in wheel_faults(read_folder(tmp_path)))


@pytest.mark.parametrize(
    ("event", "arguments", "host"),
    [
        ("socket.connect", (None, ("192.0.2.1", 443)), "192.0.2.1"),
        ("socket.connect", (None, ("127.0.0.1", 443)), None),
        ("socket.connect", (None, ("::1", 443, 0, 0)), None),
        ("socket.connect", (None, "/run/some.socket"), None),
        ("socket.sendto", (None, ("2001:db8::1", 443, 0, 0)), "2001:db8::1"),
        ("socket.getaddrinfo", ("crossdock.example.com", 443, 0, 0, 0), "crossdock.example.com"),
        ("socket.getaddrinfo", (b"localhost", 443, 0, 0, 0), None),
        ("socket.getaddrinfo", (None, 443, 0, 0, 0), None),
        ("open", ("192.0.2.1",), None),
    ],
)
def test_only_this_machine_is_reached(
    event: str, arguments: tuple[object, ...], host: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooks: list[Callable[[str, tuple[object, ...]], None]] = []
    monkeypatch.setattr(loopback.sys, "addaudithook", hooks.append)
    refused = loopback.keep_to_loopback()
    (hook,) = hooks
    if host is None:
        hook(event, arguments)
        assert refused == set()
        return
    with pytest.raises(PermissionError, match="offline"):
        hook(event, arguments)
    assert refused == {host}


def test_the_hook_hears_what_sockets_do() -> None:
    heard: list[str] = []
    listening = True

    def listen(event: str, _: object) -> None:
        if listening and event.startswith("socket."):
            heard.append(event)

    loopback.sys.addaudithook(listen)
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        listening = False
    assert {"socket.connect", "socket.getaddrinfo"} <= set(heard)


def test_what_tests_need_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_distribution(new_distribution(Kind.GUARD, "acme"), tmp_path)
    monkeypatch.setattr("crossdock.plugin_check.check.find_spec", lambda _: None)
    with pytest.raises(ConfigurationError, match="pytest is not installed") as raised:
        check_folder(tmp_path)
    assert "crossdock[test]" in raised.value.remedy

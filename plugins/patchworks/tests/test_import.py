"""Lookups are taken over into a project folder, by the command, from a Patchworks that is spoken to over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from crossdock.cli.boundary import run
from crossdock.cli.exit_code import ExitCode
from crossdock.connect.sandbox import start_sandbox
from crossdock.connect.sandbox.server import running
from crossdock.connect.settings_form import secret_names
from crossdock.errors import InvalidInput
from crossdock.model.lookup import MissPolicy
from crossdock.project.folder import read
from crossdock.testing.sandbox_contract import StandingClock
from crossdock_patchworks.command import PASSWORD, patchworks
from crossdock_patchworks.connector import Patchworks
from crossdock_patchworks.sandbox import start_data
from crossdock_patchworks.settings import PatchworksSettings
from crossdock_patchworks.taking_over import Source, taken_over

Import = Callable[..., int]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running(start_sandbox(Patchworks, clock=StandingClock())) as address:
        yield address


@pytest.fixture
def folder(address: str, tmp_path: Path) -> Path:
    """A project whose sandbox has a connection to Patchworks."""
    httpx.post(f"{address}/_sandbox/reset")
    needed = start_sandbox(Patchworks).connection(address)
    plain = {name: value for name, value in needed.items() if name not in secret_names(PatchworksSettings)}
    (tmp_path / "crossdock.yaml").write_text("project: example\n")
    (tmp_path / "environments").mkdir()
    connections = {"handoff": {"connector": "patchworks", "settings": plain}}
    (tmp_path / "environments" / "sandbox.yaml").write_text(json.dumps({"connections": connections}))
    return tmp_path


@pytest.fixture
def take_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Import:
    monkeypatch.setenv(PASSWORD, start_data.PASSWORD)

    def command(*options: str) -> int:
        return run(patchworks, ["import-lookups", str(folder), "--environment", "sandbox", *options])

    return command


def test_new_lookups_are_held_on_a_miss_whatever_patchworks_gives_for_it(
    folder: Path, take_over: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    assert take_over("--owner", "warehouse-team") == ExitCode.FINE
    tables = read(folder).tables
    assert set(tables) == {"delivery-options", "carriers", "country-to-distribution-centre", "products"}
    options = tables["delivery-options"]
    definition = options.definition
    assert (definition.on_miss, definition.default, definition.owner) == (MissPolicy.HOLD, None, "warehouse-team")
    assert [row.keys[0] for row in options.rows] == ["Economy", "Next-Day by 1pm", "Standard Delivery"]
    assert (
        "Patchworks gives 'Royal Mail/Tracked 24' for what is not in it; here that is held." in capsys.readouterr().err
    )


def test_a_dry_run_says_the_same_and_writes_nothing(
    folder: Path, take_over: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    assert take_over("--dry-run", "--table", "Carriers") == ExitCode.FINE
    said = capsys.readouterr().err.split("\n")
    assert said[:3] == ["carriers: would be created", "    + DPD = DPD UK", "    + Royal Mail = Royal Mail"]
    assert not (folder / "lookups").exists()


def test_a_lookup_that_is_there_keeps_what_its_owner_said_and_changes_row_by_row(
    folder: Path, take_over: Import, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    take_over("--table", "Country to distribution centre")
    settings = folder / "lookups" / "country-to-distribution-centre.yaml"
    agreed = settings.read_text() + "on_miss: default\ndefault: DCCL01\n# Agreed.\n"
    settings.write_text(agreed)
    rows = folder / "lookups" / "country-to-distribution-centre.csv"
    rows.write_text("left,right\nCA,DCCL01\nGB,DCCL01\nZZ,DCCL01\n")
    capsys.readouterr()
    take_over("--table", "Country to distribution centre")
    said = capsys.readouterr().err
    assert [line.strip() for line in said.splitlines()[1:]] == ["+ US = DCSOM01", "~ CA = DCSOM01", "- ZZ = DCCL01"]
    assert (settings.read_text(), rows.read_text()) == (agreed, "left,right\nCA,DCSOM01\nGB,DCCL01\nUS,DCSOM01\n")
    take_over("--table", "Country to distribution centre")
    assert "unchanged" in capsys.readouterr().err


def test_the_way_back_is_a_lookup_of_its_own_unless_it_says_two_things(folder: Path, take_over: Import) -> None:
    assert take_over("--both-ways") == ExitCode.FINDINGS  # two countries have one distribution centre
    tables = read(folder).tables
    assert {row.keys + row.values for row in tables["carriers-reversed"].rows} == {
        ("DPD UK", "DPD"),
        ("Royal Mail", "Royal Mail"),
    }
    assert "country-to-distribution-centre-reversed" not in tables


@pytest.mark.parametrize("options", [("--connection", "other"), ("--table", "Carrier")])
def test_what_is_not_there_is_named(options: tuple[str, ...], take_over: Import) -> None:
    assert take_over(*options) == ExitCode.USAGE


def test_nothing_is_asked_without_a_terminal(
    take_over: Import, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(PASSWORD)
    assert take_over() == ExitCode.USAGE
    assert PASSWORD in capsys.readouterr().err


def test_a_value_that_stands_twice_says_nothing_sure() -> None:
    source = Source(name="Carriers", description="", default="", pairs=(("DPD", "DPD UK"), ("DPD", "DPD")))
    with pytest.raises(InvalidInput, match="'DPD' stands 2 times"):
        taken_over(source, {}, "operations")

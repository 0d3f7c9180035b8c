"""What `crossdock plugin new` writes is in order for any name it takes, and never takes the place of anything."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest

from crossdock import hookspecs
from crossdock.errors import ConfigurationError
from crossdock.plugin_check.folder import read_folder
from crossdock.plugin_check.quality import RULES
from crossdock.scaffold.distribution import LONGEST_NAME, Kind, new_distribution, write_distribution

LONGEST = "a-rather-long-name-of-characters"
CONTRACTS = {Kind.CONNECTOR: "ConnectorContract", Kind.FUNCTIONS: "FunctionContract", Kind.GUARD: "GuardContract"}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("name", ["x", "acme-2", LONGEST])
def test_what_is_written_is_laid_out_and_without_known_mistakes(kind: Kind, name: str, tmp_path: Path) -> None:
    write_distribution(new_distribution(kind, name), tmp_path)
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--no-cache", "."],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout


def test_the_longest_name_is_tried() -> None:
    assert len(LONGEST) == LONGEST_NAME


@pytest.mark.parametrize("kind", Kind)
def test_every_word_in_braces_is_filled_in(kind: Kind) -> None:
    for path, text in new_distribution(kind, "acme").items():
        assert "{{" not in path
        assert "{{" not in text.replace("${{ matrix.python }}", ""), path


@pytest.mark.parametrize("kind", Kind)
def test_a_distribution_says_what_it_brings_and_how_far_it_is(kind: Kind, tmp_path: Path) -> None:
    files = new_distribution(kind, "acme")
    write_distribution(files, tmp_path)
    folder = read_folder(tmp_path)
    assert (folder.distribution, folder.points) == ("crossdock-acme", {"acme": "crossdock_acme.plugin"})
    assert tuple(tomllib.loads(files["quality.toml"])["rules"]) == RULES[CONTRACTS[kind]]
    assert f'crossdock_hooks = "{hookspecs.VERSION}"' in files["crossdock_acme/plugin.py"]
    assert {"README.md", ".github/workflows/check.yaml", ".gitignore", "crossdock_acme/py.typed"} <= files.keys()


def test_a_connector_comes_with_a_schema_and_two_samples() -> None:
    files = new_distribution(Kind.CONNECTOR, "acme")
    documents = {path: msgspec.json.decode(text) for path, text in files.items() if path.endswith(".json")}
    assert sum("/schemas/" in path for path in documents) == 1
    assert sum("/samples/" in path for path in documents) == 2


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Acme", "cannot be the name"),
        ("acme-", "cannot be the name"),
        ("3pl", "starts with a digit"),
        ("a" * (LONGEST_NAME + 1), "more than"),
        ("connector", "'Connector'"),
        ("none", "'None'"),
    ],
)
def test_a_name_that_nothing_can_be_called_is_refused(name: str, why: str) -> None:
    with pytest.raises(ConfigurationError, match=why) as raised:
        new_distribution(Kind.CONNECTOR, name)
    assert "'acme-returns'" in raised.value.remedy


def test_a_name_that_another_kind_uses_is_taken() -> None:
    assert all(
        ast.parse(text) for path, text in new_distribution(Kind.GUARD, "connector").items() if path.endswith(".py")
    )


def test_nothing_is_overwritten_and_nothing_is_half_written(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Mine.")
    with pytest.raises(ConfigurationError, match=r"README\.md") as raised:
        write_distribution(new_distribution(Kind.GUARD, "acme"), tmp_path)
    assert "--folder" in raised.value.remedy
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
    assert (tmp_path / "README.md").read_text() == "Mine."


def test_a_file_in_the_place_of_a_folder_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "acme").write_text("Mine.")
    with pytest.raises(ConfigurationError, match="Nothing was written"):
        write_distribution(new_distribution(Kind.GUARD, "acme"), tmp_path / "acme")

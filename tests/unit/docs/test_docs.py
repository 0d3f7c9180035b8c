"""The documentation keeps up with the code: every command, setting, hook and hold code is in it, and its code is real."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import msgspec
import pytest

from crossdock import hookspecs
from crossdock.cli.commands import BUILT_IN
from crossdock.connect import Repeat
from crossdock.jsonata import Expression, Limits
from crossdock.model.access import Role
from crossdock.model.evaluation import HoldCode
from crossdock.model.lookup import MissPolicy
from crossdock.model.record import RunCode
from crossdock.plugin_check.rules import FOLDER_RULES
from crossdock.plugins import Plugins
from crossdock.settings import PREFIX, Settings

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"
_QUOTED_FILE = re.compile(r"<!-- (file|add): (\S+) -->\n```\w+\n(.*?)```", re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def page(name: str) -> str:
    return (DOCS / name).read_text()


def test_every_command_has_its_heading() -> None:
    commands = {*BUILT_IN, *Plugins().commands}
    assert set(re.findall(r"^### (\S+)$", page("command-line.md"), re.MULTILINE)) == commands


def test_every_setting_is_described_with_its_default() -> None:
    rows = dict(re.findall(rf"^\| `{PREFIX}(\w+)` \| (.*?) \|", page("deploy.md"), re.MULTILINE))
    assert rows.keys() == {field.name.upper() for field in msgspec.structs.fields(Settings)}
    for field in msgspec.structs.fields(Settings):
        if isinstance(field.default, int | str):
            assert rows[field.name.upper()] == f"`{field.default}`"


def test_every_hook_has_its_heading() -> None:
    hooks = {name for name, value in vars(hookspecs).items() if hasattr(value, f"{hookspecs.PROJECT}_spec")}
    assert set(re.findall(r"^### (\S+)$", page("plugins/hooks.md"), re.MULTILINE)) == hooks


@pytest.mark.parametrize("word", [*HoldCode, *RunCode, *MissPolicy, *Role])
def test_every_code_policy_and_role_is_explained(word: str) -> None:
    assert f"`{word}`" in page("concepts.md")


def test_every_way_a_repeat_can_go_is_explained() -> None:
    assert set(Repeat) <= set(re.findall(r"^\| `([a-z]+)` \|", page("plugins/reference.md"), re.MULTILINE))


def test_the_rules_of_a_plugin_s_folder_are_the_page_s() -> None:
    row = re.compile(r'^\| <a id="(\w+)"></a>(\w+) \| `([a-z-]+)` \| (.*) \|$', re.MULTILINE)
    told = [(rule.anchor.rpartition("#")[2], rule.id, rule.name, rule.sentence) for rule in FOLDER_RULES.values()]
    assert row.findall(page("plugins/check.md")) == told


def test_the_hook_specification_s_version_is_the_page_s() -> None:
    assert f'crossdock_hooks = "{hookspecs.VERSION}"' in page("plugins/hooks.md")


def test_the_engine_s_sample_runs() -> None:
    (sample,) = re.findall(r"```python\n(.*?)```", page("engine.md"), re.DOTALL)
    names: dict[str, object] = {}
    exec(sample, names)  # noqa: S102  # it is our own page
    assert isinstance(names["expression"], Expression)


def test_the_engine_s_limits_are_described_with_their_defaults() -> None:
    rows = dict(re.findall(r"^\| `(\w+)`: .*? \| ([\d,]+) \|", page("engine.md"), re.MULTILINE))
    defaults = {field.name: field.default for field in dataclasses.fields(Limits)}
    assert {name: float(text.replace(",", "")) for name, text in rows.items()} == defaults


@pytest.mark.parametrize("name", sorted(str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")))
def test_quoted_files_are_what_the_files_say(name: str) -> None:
    quoted: dict[str, str] = {}
    for how, path, text in _QUOTED_FILE.findall(page(name)):
        quoted[path] = (quoted[path] if how == "add" else "") + text
    for path, text in quoted.items():
        assert (ROOT / path).read_text() == text, f"{name} quotes {path} wrongly"


@pytest.mark.parametrize("path", sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")]), ids=str)
def test_links_lead_somewhere(path: Path) -> None:
    for target in _LINK.findall(_QUOTED_FILE.sub("", path.read_text())):
        assert (path.parent / target).exists(), f"{path.name} links to {target}"

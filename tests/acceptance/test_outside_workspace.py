"""The tutorial, followed to the letter where a stranger would: in a virtual environment that knows the built wheel only.

Third parties are what `crossdock[test]` asks for and nothing else, linked from the workspace's environment one by one.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/plugins/connectors.md"
EXAMPLE = ROOT / "examples/acme-connector"
TOOLS = ("build", "hatchling", "pip")
BLOCK = re.compile(
    r"^(?:<!-- (?P<how>file|add): examples/acme-connector/(?P<path>\S+) -->\n)?```(?P<language>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
MADE = re.compile(r"^(dist|\.ruff_cache|\.mypy_cache|\.pytest_cache)/|__pycache__")
"""What a working folder holds beside what was written."""


class Outside:
    """A virtual environment with a `crossdock` of its own, and a folder to work in."""

    def __init__(self, place: Path, wheel: Path) -> None:
        self.home, self.folder = place / "environment", place / "work"
        self.folder.mkdir()
        venv.create(self.home, symlinks=True)
        (self.site,) = self.home.glob("lib/python*/site-packages")
        install = ["pip", "--python", str(self.home), "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
        subprocess.run([sys.executable, "-m", *install], check=True, capture_output=True)
        self._link_third_parties(place / "third-parties")
        (self.home / "bin/ruff").symlink_to(Path(sysconfig.get_path("scripts")) / "ruff")

    def _link_third_parties(self, links: Path) -> None:
        links.mkdir()
        (crossdock,) = distributions(name="crossdock", path=[str(self.site)])
        for found in third_parties(crossdock):
            for name in {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}:
                if not name.endswith(".pth") and not (links / name).exists():
                    (links / name).symlink_to(found.locate_file(name))
        (self.site / "third-parties.pth").write_text(f"{links}\n")

    def run(self, *command: str, within: Path | None = None) -> str:
        """What a command says; it must succeed."""
        environ = {name: text for name, text in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
        environ |= {"PATH": f"{self.home / 'bin'}:{os.environ['PATH']}", "NO_COLOR": "1", "PIP_NO_INDEX": "1"}
        done = subprocess.run(
            command, cwd=within or self.folder, env=environ, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Outside:
    place = tmp_path_factory.mktemp("outside")
    build = ["build", "--wheel", "--no-isolation", "--outdir", str(place / "wheel"), str(ROOT)]
    subprocess.run([sys.executable, "-m", *build], check=True, capture_output=True)
    (wheel,) = (place / "wheel").glob("crossdock-*.whl")
    return Outside(place, wheel)


def test_crossdock_comes_from_the_wheel_and_nothing_from_the_workspace(outside: Outside) -> None:
    script = "import crossdock, crossdock_api, sys, json; print(json.dumps([crossdock.__file__, crossdock_api.__file__, *sys.path]))"
    ours, api, *path = json.loads(outside.run("python", "-c", script))
    assert Path(ours).is_relative_to(outside.site)
    assert Path(api).is_relative_to(outside.site)
    assert not [place for place in path if Path(place).is_relative_to(ROOT)]
    assert [
        info["name"] for info in json.loads(outside.run("crossdock", "plugin", "list", "--format", "json"))["plugins"]
    ] == ["studio-api"]


def test_the_tutorial_makes_the_example_and_the_example_works(outside: Outside) -> None:
    said = [outside.run("bash", "-euc", script, within=place) for place, script in followed(outside.folder)]
    made = outside.folder / "acme-connector"
    assert written(made) == written(EXAMPLE)
    assert [", 0 failed, 0 skipped." in text for text in said if "checks of ConnectorContract" in text] == [True, True]
    shown = outside.run("crossdock", "plugin", "show", "acme")
    assert "crossdock-acme 0.1.0" in shown
    assert "connector acme" in shown
    assert "operation acme create-parcel" in shown


@pytest.mark.parametrize("kind", ["functions", "guard"])
def test_what_is_written_for_the_other_kinds_passes_its_check(kind: str, outside: Outside) -> None:
    outside.run("crossdock", "plugin", "new", "acme-returns", "--kind", kind, "--folder", kind)
    outside.run("ruff", "check", kind)
    outside.run("ruff", "format", "--check", kind)
    assert ", 0 failed, 0 skipped." in outside.run("crossdock", "plugin", "check", kind)


def third_parties(crossdock: Distribution) -> Iterator[Distribution]:
    """What `pip install 'crossdock[test]' build hatchling pip` brings beside Crossdock, from the workspace's environment."""
    waiting = [(crossdock, frozenset({"", "test"})), *((distribution(name), frozenset({""})) for name in TOOLS)]
    seen = {(found.name, extras) for found, extras in waiting}
    while waiting:
        found, extras = waiting.pop()
        if found is not crossdock:
            yield found
        for text in found.requires or ():
            needed = Requirement(text)
            wanted = needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras)
            key = (needed.name, frozenset({"", *needed.extras}))
            if wanted and needed.name != "crossdock" and key not in seen:
                seen.add(key)
                waiting.append((distribution(needed.name), key[1]))


def followed(folder: Path) -> Iterator[tuple[Path, str]]:
    """Write the page's files in their order; the scripts between them, each with where it is run."""
    started = False
    for block in BLOCK.finditer(PAGE.read_text()):
        path = folder / "acme-connector" / (block["path"] or "")
        if block["language"] == "sh":
            yield (folder / "acme-connector" if started else folder), block["text"]
            started = True
        elif block["how"] == "add":
            path.write_text(path.read_text() + block["text"])
        else:
            assert block["how"] == "file", f"the page shows a file without its name:\n{block['text'][:200]}"
            path.write_text(block["text"])


def written(folder: Path) -> dict[str, str]:
    """What a folder holds that somebody wrote."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_text() for name, path in paths.items() if not MADE.search(name)}

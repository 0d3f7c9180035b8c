"""Starting the command: light, quiet when interrupted, and never broken by somebody's plugin."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

Crossdock = Callable[..., CompletedProcess[str]]

HEAVY = ("litestar", "sqlalchemy", "alembic", "httpx", "psycopg", "cryptography", "jsonschema_rs", "ruamel", "rich")


def plugin(folder: Path, name: str, source: str) -> Path:
    """A distribution with one plugin, installed by lying on the path."""
    metadata = folder / f"crossdock_{name}-1.0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: crossdock-{name}\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(f"[crossdock]\n{name} = crossdock_{name}_plugin\n")
    (folder / f"crossdock_{name}_plugin.py").write_text(source)
    return folder


COMMAND = """
from crossdock.hookspecs import hookimpl
from crossdock.plugin import CommandEntry

@hookimpl
def commands():
    return [CommandEntry(name="greet", summary="Greet somebody.", target="crossdock_{name}_greet:greet")]
"""


def test_help_lists_every_command_and_imports_nothing_heavy(environment: dict[str, str]) -> None:
    script = (
        "import sys; from crossdock.cli.main import crossdock; from crossdock.cli.boundary import run;"
        "code = run(crossdock, ['--help']);"
        f"print([name for name in {HEAVY} if name in sys.modules] or 'light', file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr == "light\n"
    for name in (
        "init",
        "lint",
        "fmt",
        "test",
        "eval",
        "push",
        "trace",
        "replay",
        "holds",
        "db",
        "plugin",
        "doctor",
        "serve",
    ):
        assert f"\n  {name} " in done.stdout


def test_a_plugins_command_is_listed_and_loaded_when_run(started: Crossdock, tmp_path: Path) -> None:
    place = plugin(tmp_path / "site", "friendly", COMMAND.format(name="friendly"))
    (place / "crossdock_friendly_greet.py").write_text(
        "import click\n\n@click.command()\n@click.argument('name')\ndef greet(name):\n    click.echo('Hello ' + name)\n"
    )
    assert "Greet somebody." in started("--help", PYTHONPATH=str(place)).stdout
    assert started("greet", "Alex", PYTHONPATH=str(place)).stdout == "Hello Alex\n"


def test_a_command_that_cannot_be_loaded_breaks_only_itself(started: Crossdock, tmp_path: Path) -> None:
    place = plugin(tmp_path / "site", "half", COMMAND.format(name="half"))
    assert started("--help", PYTHONPATH=str(place)).returncode == 0
    done = started("greet", PYTHONPATH=str(place))
    assert done.returncode == 2
    assert "'greet' cannot be loaded" in done.stderr


def test_a_broken_plugin_is_listed_and_breaks_nothing(started: Crossdock, tmp_path: Path) -> None:
    place = plugin(tmp_path / "site", "broken", "raise RuntimeError('half-written')\n")
    helped = started("--help", PYTHONPATH=str(place))
    assert (helped.returncode, helped.stderr) == (0, "")
    listed = started("plugin", "list", "--verbose", PYTHONPATH=str(place))
    assert listed.returncode == 1
    assert "broken  crossdock-broken 1.0  BROKEN: RuntimeError: half-written" in listed.stderr
    assert "Traceback" in listed.stderr
    assert started("plugin", "show", "crossdock-broken", PYTHONPATH=str(place)).returncode == 1


def test_two_plugins_with_one_command_are_both_named(started: Crossdock, tmp_path: Path) -> None:
    for name in ("one", "two"):
        place = plugin(tmp_path / "site", name, COMMAND.format(name=name))
    helped = started("--help", PYTHONPATH=str(place))
    assert helped.returncode == 0
    assert "crossdock-one 1.0" in helped.stderr
    assert "crossdock-two 1.0" in helped.stderr
    listed = started("plugin", "list", PYTHONPATH=str(place))
    assert listed.returncode == 1
    assert "'greet'" in listed.stderr


def test_an_interrupt_is_quiet(environment: dict[str, str], tmp_path: Path) -> None:
    place = plugin(tmp_path / "site", "slow", COMMAND.format(name="slow"))
    (place / "crossdock_slow_greet.py").write_text(
        "import sys, click\n\n@click.command()\ndef greet():\n    print('ready', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-m", "crossdock.cli.main", "greet"],
        env=environment | {"PYTHONPATH": str(place)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        running.send_signal(signal.SIGINT)
        out, said = running.communicate()
    assert (running.returncode, out, said.strip()) == (130, "", "")

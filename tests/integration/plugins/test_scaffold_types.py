"""What `crossdock plugin new` writes is typed, strictly; mypy's cache is that of `make types`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from crossdock.scaffold.distribution import Kind, new_distribution, write_distribution

ROOT = Path(__file__).parents[3]


def test_every_kind_is_typed_strictly(tmp_path: Path) -> None:
    folders = [tmp_path / kind for kind in Kind]
    for kind, folder in zip(Kind, folders, strict=True):
        write_distribution(new_distribution(kind, f"acme-{kind}s"), folder)
    files = [str(path) for folder in folders for path in folder.rglob("*.py")]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", *files],
        cwd=ROOT,
        env={**os.environ, "MYPYPATH": os.pathsep.join(map(str, folders))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout

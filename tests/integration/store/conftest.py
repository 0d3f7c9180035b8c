"""A data folder of a test's own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from crossdock.store.private_file import temporary_data_folder


@pytest.fixture
def new_data() -> Iterator[Path]:
    """An empty data folder."""
    with temporary_data_folder() as folder:
        yield folder


@pytest.fixture
def data(new_data: Path, stopped_cluster: Path) -> Path:
    """A data folder with a database that is empty and does not run."""
    subprocess.run(["/bin/cp", "-Rp", f"{stopped_cluster}/.", new_data], check=True)
    return new_data

"""A project folder to break, and the real engine to judge it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from crossdock.bootstrap import open_pipeline
from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.project.init import write_template

Parts = tuple[Pipeline, Catalogue]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A fresh project folder, as `crossdock init` writes it, without a lock."""
    root = tmp_path / "brand"
    write_template(root, "brand")
    return root


@pytest.fixture(scope="module")
async def parts() -> AsyncIterator[Parts]:
    """Pipeline and catalogue, as the commands have them."""
    async with open_pipeline() as opened:
        yield opened

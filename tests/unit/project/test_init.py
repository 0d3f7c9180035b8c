"""A new project folder: named, and never over anything that is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossdock.errors import ConfigurationError, InvalidInput
from crossdock.project import folder
from crossdock.project.init import write_template


def test_a_new_folder_carries_the_projects_name(tmp_path: Path) -> None:
    write_template(tmp_path, "my-brand")
    assert folder.read(tmp_path).name == "my-brand"
    assert "project-name" not in (tmp_path / "README.md").read_text()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    with pytest.raises(ConfigurationError, match="there already"):
        write_template(tmp_path, "my-brand")
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
    assert (tmp_path / "README.md").read_text() == "mine"


def test_a_name_that_cannot_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be the name"):
        write_template(tmp_path, "My Brand")
    assert list(tmp_path.iterdir()) == []

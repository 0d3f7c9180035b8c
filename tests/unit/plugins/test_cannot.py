"""What a bundled platform cannot do is told in the studio as its README tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossdock.connect.catalogue import Catalogue
from crossdock.plugins import Plugins

PLUGINS = Path(__file__).parents[3] / "plugins"
CATALOGUE = Catalogue(Plugins())
TELLING = [name for name in CATALOGUE.plugins.connectors if CATALOGUE.connector(name).cannot]


def test_every_bundled_platform_tells() -> None:
    bundled = {file.parent.name for file in PLUGINS.glob("*/crossdock_*/connector.py")}
    assert {name.removeprefix("crossdock_") for name in bundled} <= set(TELLING)


@pytest.mark.parametrize("name", TELLING)
def test_each_sentence_stands_in_the_readme(name: str) -> None:
    section = (PLUGINS / name / "README.md").read_text().partition("cannot do\n")[2].partition("\n## ")[0]
    told = " ".join(section.replace("`", "").split())
    assert [sentence for sentence in CATALOGUE.connector(name).cannot if sentence not in told] == []

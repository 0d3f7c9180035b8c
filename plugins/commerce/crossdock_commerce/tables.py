"""The tables of codes this package ships, read on first use."""

from __future__ import annotations

from importlib.resources import files


def rows(name: str) -> list[list[str]]:
    """The tab-separated cells of each line of a table; lines that begin with # are remarks."""
    text = files("crossdock_commerce").joinpath("data", name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]

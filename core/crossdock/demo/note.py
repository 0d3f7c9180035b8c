"""`demo.json`: where the demo answers, and the tokens to speak to it with."""

from __future__ import annotations

from pathlib import Path

import msgspec

from crossdock.store.private_file import write_private

FILE = "demo.json"


class DemoNote(msgspec.Struct, frozen=True, kw_only=True):
    url: str
    tokens: dict[str, str]
    """Role to token: editor, approver, operator."""

    def __repr__(self) -> str:
        return f"DemoNote(url={self.url!r}, tokens={sorted(self.tokens)})"


def read_note(data: Path) -> DemoNote | None:
    """The note of an earlier start on this data folder; None where there is none that can be read."""
    try:
        return msgspec.json.decode((data / FILE).read_bytes(), type=DemoNote)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def write_note(data: Path, note: DemoNote) -> Path:
    """Write the note, for the account's eyes only; returns its path."""
    path = data / FILE
    write_private(path, msgspec.json.format(msgspec.json.encode(note), indent=2) + b"\n")
    return path

"""`demo.json`: where the demo and its sandboxes answer, and the tokens and secrets to speak to them with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from crossdock.store.private_file import write_private

FILE = "demo.json"


class HookNote(msgspec.Struct, frozen=True, kw_only=True):
    """Where the shop sends its orders, and the secret it signs them with."""

    url: str
    secret: str

    def __repr__(self) -> str:
        return f"HookNote(url={self.url!r})"


class DemoNote(msgspec.Struct, frozen=True, kw_only=True):
    url: str
    tokens: dict[str, str]
    """Role to token: editor, approver, operator."""
    sandboxes: Mapping[str, str] = {}
    """Name to address: seko, shopify."""
    webhooks: Mapping[str, HookNote] = {}
    """By flow."""
    starts: int = 1
    """How often the demo was started on this data: each time the shop goes on with numbers of its own."""

    def __repr__(self) -> str:
        return f"DemoNote(url={self.url!r}, tokens={sorted(self.tokens)}, sandboxes={self.sandboxes})"


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

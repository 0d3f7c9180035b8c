"""A board on which alerts are pinned: a channel whose every trouble a test decides."""

from __future__ import annotations

import asyncio
from typing import Annotated

import msgspec
from desk import DeskCatalogue
from msgspec import Meta

from crossdock.connect import AlertChannel, Secret
from crossdock.errors import ErrorKind, PlatformError
from crossdock.model.alert import Notice


class BoardSettings(msgspec.Struct, frozen=True, kw_only=True):
    """A board."""

    corner: Annotated[str, Meta(title="Corner", description="Where on it.")]
    pin: Annotated[Secret | None, Meta(title="Pin", description="Opens its case.")] = None


class Pinned:
    """What hangs there, and the troubles it makes: one for each notice, until there are none."""

    def __init__(self) -> None:
        self.notices: list[Notice] = []
        self.troubles: list[BaseException] = []

    @property
    def told(self) -> list[tuple[str, str]]:
        """Type and subject of each."""
        return [(notice.type.value, notice.alert.subject) for notice in self.notices]


PINNED = Pinned()


class Board(AlertChannel):
    name = "board"
    settings_type = BoardSettings

    async def send(self, notice: Notice) -> str:
        await asyncio.sleep(0)  # others get their turn, as they do while a network is waited for
        if PINNED.troubles:
            raise PINNED.troubles.pop(0)
        PINNED.notices.append(notice)
        return f"It hangs in the {self.settings.corner} corner."


class BoardCatalogue(DeskCatalogue):
    """The installed plugins, the desk, and the board."""

    def __init__(self) -> None:
        super().__init__()
        self._channels["board"] = Board


def nobody_there(words: str = "Nobody is there.") -> PlatformError:
    return PlatformError(words, kind=ErrorKind.RETRY)

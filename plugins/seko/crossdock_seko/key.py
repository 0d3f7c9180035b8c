"""How a request proves whose account it is about: by the token, in the query string."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import httpx


class TokenInQuery(msgspec.Struct, frozen=True):
    """`api_key=` for the current generation, `token=` for the first, whose manual knows no other name."""

    setting: str

    @property
    def settings(self) -> tuple[str, ...]:
        return (self.setting,)

    def bind(self, settings: msgspec.Struct) -> httpx.Auth:
        from crossdock_seko.signing import TokenSigning

        return TokenSigning(getattr(settings, self.setting))

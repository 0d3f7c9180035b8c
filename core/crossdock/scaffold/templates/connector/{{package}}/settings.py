"""What a connection to {{title}} is set up with; the studio's form is made of it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from crossdock.connect import Secret


class {{Class}}Settings(Struct, frozen=True, kw_only=True):
    """One account."""

    address: Annotated[
        str,
        Meta(
            title="Address",
            description="Where the account's API is, without a path.",
            pattern="^https?://[^/]+$",
            examples=["https://{{name}}.example.com"],
        ),
    ]
    token: Annotated[Secret, Meta(title="Token", description="The key to the account's API.")]
    hook_key: Annotated[
        Secret | None,
        Meta(title="Hook key", description="What its webhooks are signed with; without it none is believed."),
    ] = None

"""What a connection to a Patchworks company needs."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from crossdock.connect import Secret

_ADDRESS = r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?$"


class PatchworksSettings(Struct, frozen=True, kw_only=True):
    """One user's way into one company, and the secrets of what is called and taken there without a user."""

    username: Annotated[
        str,
        Meta(title="User name", description="Of a user that only Crossdock uses; who logs in decides the company."),
    ]
    password: Annotated[Secret, Meta(title="Password", description="That user's; it is exchanged for a token.")]
    company: Annotated[
        str,
        Meta(
            title="Company",
            description="The company's name in the addresses of triggers; needed where triggers are called.",
            pattern=r"^[A-Za-z0-9_-]*$",
        ),
    ] = ""
    trigger_signature: Annotated[
        Secret | None,
        Meta(
            title="Trigger signature",
            description="What follows `patchworks_signature=` in the address of a webhook trigger.",
        ),
    ] = None
    callback_signature: Annotated[
        Secret | None,
        Meta(
            title="Callback signature",
            description="What follows `patchworks_signature=` in the address of a callback trigger.",
        ),
    ] = None
    hook_secret: Annotated[
        Secret | None,
        Meta(
            title="Hook secret",
            description="The password with which process flows send to Crossdock; without it none is believed.",
        ),
    ] = None
    virtual_environment_id: Annotated[
        str,
        Meta(
            title="Virtual environment",
            description="Its number, where flows are started in one; empty is the master.",
            pattern=r"^[0-9]*$",
        ),
    ] = ""
    virtual_environment_prefix: Annotated[
        str,
        Meta(
            title="Prefix of the virtual environment",
            description="What stands at the end of its triggers' addresses; empty is the master.",
            pattern=r"^[A-Za-z0-9_-]*$",
        ),
    ] = ""
    base_url: Annotated[
        str, Meta(title="Core API", description="Address of the Core API, or of a sandbox.", pattern=_ADDRESS)
    ] = "https://core.wearepatchworks.com/api/v1"
    start_url: Annotated[
        str, Meta(title="Start API", description="Address of the Start API, or of a sandbox.", pattern=_ADDRESS)
    ] = "https://start.wearepatchworks.com/api/v1"
    login_url: Annotated[
        str, Meta(title="Login", description="Where the password is exchanged for a token.", pattern=_ADDRESS)
    ] = "https://app.wearepatchworks.com/fabric/api/login"
    triggers_url: Annotated[
        str, Meta(title="Webhook triggers", description="What stands before the company.", pattern=_ADDRESS)
    ] = "https://webhooks.wearepatchworks.com/api/v1"
    callbacks_url: Annotated[
        str, Meta(title="Callback triggers", description="What stands before the company.", pattern=_ADDRESS)
    ] = "https://callbacks.wearepatchworks.com/api/v1"

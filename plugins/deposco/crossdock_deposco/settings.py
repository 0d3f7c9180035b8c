"""What a connection to a Deposco environment needs."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from crossdock.connect import Secret

HOST = r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$"


class DeposcoSettings(Struct, frozen=True, kw_only=True):
    """One business unit in one environment. The tokens tell the environment; the older API has an address of its own."""

    business_unit: Annotated[
        str,
        Meta(
            title="Business unit",
            description="Code of the company, or of the 3PL's client, whose orders, items and returns these are.",
            min_length=1,
        ),
    ]
    client_id: Annotated[
        str, Meta(title="Client id", description="The application's, from Deposco's developer account.")
    ]
    client_secret: Annotated[Secret, Meta(title="Client secret", description="The application's secret.")]
    refresh_token: Annotated[
        Secret,
        Meta(title="Refresh token", description="Given once, when the application was installed in the environment."),
    ]
    address: Annotated[
        str,
        Meta(title="Address", description="Where the API is; another one is a sandbox.", pattern=HOST),
    ] = "https://api.deposco.com"
    auth_address: Annotated[
        str,
        Meta(title="Token service", description="Where tokens are asked for; another one is a sandbox.", pattern=HOST),
    ] = "https://auth.deposco.com"
    legacy_address: Annotated[
        str,
        Meta(
            title="Older API",
            description="Where the tenant's integration API is; stock is read there, and cannot be without it.",
            pattern=r"^(https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/integration/[A-Za-z0-9_-]+)?$",
            examples=["https://acme.deposco.com/integration/ACME"],
        ),
    ] = ""
    legacy_user: Annotated[str, Meta(title="Older API's user", description="The API user of the integration API.")] = ""
    legacy_password: Annotated[
        Secret | None, Meta(title="Older API's password", description="That user's password; it goes nowhere else.")
    ] = None

"""What a connection to a SEKO account needs."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from crossdock.connect import Secret


class SekoSettings(Struct, frozen=True, kw_only=True):
    """A client's account at the iHub. The key is the tenant: there is one for each client."""

    base_url: Annotated[
        str,
        Meta(
            title="Address",
            description="Address of the iHub: https://ihub.supplystream.com:8081/api is live, "
            "https://ihubuat.supplystream.com:8081/api is for user acceptance tests.",
            pattern=r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._/-]*)?$",
        ),
    ] = "https://ihubuat.supplystream.com:8081/api"
    first_generation_url: Annotated[
        Annotated[str, Meta(pattern=r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._/-]*)?$")] | None,
        Meta(
            title="Address of the first generation",
            description="Address of the older services (v1), which alone can be asked about orders; left out, it is "
            "SEKO's own that belongs to the address above: https://hub.supplystream.com/hub/api is live, "
            "https://hubuat1.supplystream.com/hub/api is for user acceptance tests. The token is sent there too.",
        ),
    ] = None
    api_key: Annotated[
        Secret,
        Meta(title="API key", description="The account's token, which SEKO gives out."),
    ]
    push_secret: Annotated[
        Secret | None,
        Meta(
            title="Push secret",
            description="What SEKO proves its pushes with, since it signs none: a long text you make up, put at the end "
            "of the address that SEKO is given, or given to it as password of Basic auth.",
        ),
    ] = None
    centres: Annotated[
        Annotated[str, Meta(pattern="^[A-Za-z0-9]{1,100}( *, *[A-Za-z0-9]{1,100})*$")] | None,
        Meta(
            title="All distribution centres",
            description="Codes of all centres of the account, with commas between: SEKO gives no list of them. A test of the "
            "connection asks each for one product.",
            examples=["DCCL01, DCSOM01"],
        ),
    ] = None
    probe_product: Annotated[
        Annotated[str, Meta(min_length=1, max_length=100)] | None,
        Meta(title="Product to ask for", description="Code of the product for which a test asks each centre."),
    ] = None
    dc_code: Annotated[
        Annotated[str, Meta(pattern="^[A-Za-z0-9]{1,100}$")] | None,
        Meta(
            title="Distribution centre",
            description="Code of the distribution centre, which SEKO gives out; needed when the account has several.",
            examples=["DCCL01"],
        ),
    ] = None

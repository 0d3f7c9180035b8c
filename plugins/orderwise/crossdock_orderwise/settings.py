"""What a connection to an OrderWise installation needs. Each customer runs an installation of their own."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from crossdock.connect import Secret

Definition = Annotated[int, Meta(ge=1)]


class OrderWiseSettings(Struct, frozen=True, kw_only=True):
    """One installation, and the session by which one shop's orders come into it."""

    base_url: Annotated[
        str,
        Meta(
            title="Address",
            description="Address of the API, with the folder it is installed in.",
            pattern=r"^https?://[^/?#\s]+(/[^?#\s]*)?$",
            examples=["https://erp.example.com/OWAPI"],
        ),
    ]
    user: Annotated[
        str, Meta(title="User", description="A user of OrderWise's in the API's user group; best one of its own.")
    ]
    password: Annotated[Secret, Meta(title="Password", description="That user's password; a token is given for it.")]
    session_id: Annotated[
        int,
        Meta(title="Session", description="Number of the session that is this shop's alone; never share one.", ge=1),
    ]
    orders_export: Annotated[
        int,
        Meta(title="Orders", description="Number of the export definition that lists orders; see the README.", ge=1),
    ]
    despatches_export: Annotated[
        Definition | None,
        Meta(title="Despatches", description="Number of the export definition that lists lines of deliveries."),
    ] = None
    variants_export: Annotated[
        Definition | None,
        Meta(title="Variants", description="Number of the export definition that lists variants and their prices."),
    ] = None
    stock_export: Annotated[
        Definition | None,
        Meta(title="Stock", description="Number of the export definition that lists free stock by location."),
    ] = None
    session_secret: Annotated[
        Secret | None,
        Meta(
            title="Session secret",
            description="What ends the addresses that an E-Commerce session calls; without it none is believed.",
        ),
    ] = None
    session_location: Annotated[
        str,
        Meta(
            title="Session location",
            description="The stock location whose stock an E-Commerce session exports, by OrderWise's number.",
            min_length=1,
        ),
    ] = "1"
    zone: Annotated[
        str,
        Meta(
            title="Time zone",
            description="Where the installation's clock stands: OrderWise tells times without their zone.",
            pattern=r"^[A-Za-z0-9_+/-]{1,64}$",
        ),
    ] = "Europe/London"
    cancelled_status: Annotated[
        str,
        Meta(
            title="Cancelled",
            description="What this installation calls the status of an order that was cancelled.",
            min_length=1,
        ),
    ] = "Cancelled"

"""Stock as `crossdock stock` prints it: a table whose columns stand below each other, and what a person can do."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from crossdock.cli.stock_report import buffer_lines, channel_lines, doubt_lines, level_lines
from crossdock.model.stock import Buffer, Channel, Doubt
from crossdock_api.example_stock import LEVEL

AT = datetime(2026, 11, 27, 8, 0, 4, tzinfo=UTC)
TOLD = msgspec.structs.replace(LEVEL, as_of=AT, told_on=AT, why="48 at the source, ... = 29")
UNTOLD = msgspec.structs.replace(
    TOLD, sku="TIN", source=7, buffer=0, closed=True, share=0, shares=0, target=0, told=None, told_on=None, why=""
)


def test_columns_stand_below_each_other_and_the_reason_below_its_row() -> None:
    assert [text for text, _ in level_lines([TOLD, UNTOLD])] == [
        "SKU         location  at the source  placed  missing  buffer   share  may be sold         told                      when",
        "MUGSTONE01  DCCL01               48       3        0       2  2 of 3           29           29  2026-11-27 08:00:04.000Z",
        "    48 at the source, ... = 29",
        "TIN         DCCL01                7       3        0       0     all    0, closed  nothing yet",
    ]


def test_nothing_yet_says_what_to_do() -> None:
    assert "crossdock flows poll" in next(level_lines([]))[0]


def test_a_buffer_tells_whose_it_is_why_and_until_when() -> None:
    whole = Buffer(
        id=UUID(int=1),
        environment="live",
        sku="*",
        location="*",
        quantity=2,
        owner="operations",
        reason="For returns",
        ends_at=None,
        created_at=AT,
        by="order-desk",
    )
    one = msgspec.structs.replace(whole, sku="TIN", location="DCCL01", ends_at=AT)
    lines = [text for text, _ in buffer_lines([whole, one])]
    assert lines[0] == f"{UUID(int=1)}  2 of every SKU at every location for operations"
    assert lines[1] == "    For returns (order-desk, 2026-11-27 08:00:04.000Z)"
    assert lines[2] == f"{UUID(int=1)}  2 of TIN at DCCL01 for operations, until 2026-11-27 08:00:04.000Z"


def test_a_closed_channel_says_since_when_by_whom_and_why() -> None:
    shut = Channel(
        connection="shop", environment="live", flows=("stock",), closed=True, since=AT, reason="Prices", by="ops"
    )
    open_ = Channel(connection="till", environment="live", flows=("stock", "tins"))
    assert list(channel_lines([shut, open_])) == [
        ("shop  closed, told by stock", "yellow"),
        ("    since 2026-11-27 08:00:04.000Z: Prices (ops)", None),
        ("till  open, told by stock, tins", None),
    ]


def test_a_doubt_says_how_to_believe_it_or_who_did() -> None:
    doubt = Doubt(flow="stock", environment="live", since=AT, fallen=14, standing=20)
    accepted = msgspec.structs.replace(doubt, accepted_at=AT, accepted_by="order-desk", accepted_why="We moved")
    lines = [text for text, _ in doubt_lines([doubt, accepted])]
    assert lines[0] == "stock  14 of 20 SKUs would fall to zero, since 2026-11-27 08:00:04.000Z"
    assert lines[1] == "    where it is so: crossdock stock accept stock --reason WHY"
    assert lines[3] == "    believed by order-desk: We moved; it is read again"

"""Stock, for the API's description."""

from __future__ import annotations

from datetime import UTC, datetime

from crossdock.model.stock import Buffer, BufferNew, Channel, Doubt, StockLevel
from crossdock_api.example_values import example_id
from crossdock_api.flow_shapes import ChannelPut

_READ = datetime(2026, 11, 4, 8, 0, 4, tzinfo=UTC)

LEVEL = StockLevel(
    flow="stock",
    environment="live",
    location="DCCL01",
    sku="MUGSTONE01",
    source=48,
    as_of=_READ,
    placed=3,
    missing=0,
    buffer=2,
    closed=False,
    share=2,
    shares=3,
    shown_elsewhere=14,
    target=29,
    told=29,
    sold=0,
    told_on=_READ,
    why="48 at the source, less 3 placed and not yet in it (#1042 x2, #1043 x1), less buffer 2 (operations) = 43, "
    "of which 2 of 3 parts = 29",
)
BUFFER_NEW = BufferNew(
    sku="MUGSTONE01",
    quantity=2,
    owner="operations",
    reason="One in fifty is chipped",
    ends_at=datetime(2026, 12, 24, tzinfo=UTC),
)
BUFFER = Buffer(
    id=example_id(60),
    environment="live",
    sku=BUFFER_NEW.sku,
    location=BUFFER_NEW.location,
    quantity=BUFFER_NEW.quantity,
    owner=BUFFER_NEW.owner,
    reason=BUFFER_NEW.reason,
    ends_at=BUFFER_NEW.ends_at,
    created_at=_READ,
    by="order-desk",
)
CLOSING = ChannelPut(closed=True, reason="The prices are wrong")
CHANNEL = Channel(
    connection="shop",
    environment="live",
    flows=("stock",),
    closed=True,
    since=_READ,
    reason=CLOSING.reason,
    by="order-desk",
)
DOUBT = Doubt(flow="stock", environment="live", since=_READ, fallen=14, standing=20)

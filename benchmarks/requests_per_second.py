"""Preview and map of a Shopify order over HTTP, against a studio started with `crossdock demo`.

.venv/bin/crossdock demo --data .data/demo &
.venv/bin/python benchmarks/requests_per_second.py .data/demo
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from pathlib import Path

import httpx

ORDER = Path(__file__).parents[1] / "plugins/shopify/crossdock_shopify/samples/order/gift-next-day.json"
SECONDS = 5.0
MAPPING = "/api/v1/projects/demo/mappings/shopify-order-to-seko"
LIVE = "/api/v1/projects/demo/environments/sandbox/mappings/shopify-order-to-seko/map"


async def load(client: httpx.AsyncClient, path: str, body: bytes, connections: int) -> tuple[float, float, float]:
    """Requests per second, and the median and 95th percentile of their milliseconds."""
    taken: list[float] = []
    until = time.perf_counter() + SECONDS

    async def one() -> None:
        while time.perf_counter() < until:
            begun = time.perf_counter()
            answer = await client.post(path, content=body, headers={"content-type": "application/json"})
            answer.raise_for_status()
            taken.append((time.perf_counter() - begun) * 1000)

    await asyncio.gather(*(one() for _ in range(connections)))
    return len(taken) / SECONDS, statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


async def main(data: Path) -> None:
    demo = json.loads((data / "demo.json").read_bytes())
    order = json.dumps(json.loads(ORDER.read_bytes()), separators=(",", ":")).encode()
    preview = b'{"input":' + order + b"}"
    print(f"a Shopify order of {len(order)} bytes")
    headers = {"authorization": f"Bearer {demo['tokens']['editor']}"}
    async with httpx.AsyncClient(base_url=demo["url"], headers=headers, timeout=30) as client:
        for name, path, body in (("preview", f"{MAPPING}/preview", preview), ("map live", LIVE, order)):
            for connections in (1, 16):
                rate, median, slow = await load(client, path, body, connections)
                print(
                    f"{name:9} {connections:3} connections {rate:8.0f}/s   median {median:6.1f} ms   p95 {slow:6.1f} ms"
                )


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))

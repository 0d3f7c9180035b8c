"""How long `crossdock --help` takes, and how long a server takes until it is ready.

.venv/bin/python benchmarks/start.py
"""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

CROSSDOCK = str(Path(sys.executable).with_name("crossdock"))


def time_help(rounds: int = 9) -> float:
    """Median seconds of `crossdock --help`."""
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        subprocess.run([CROSSDOCK, "--help"], check=True, capture_output=True)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def time_ready(data: Path) -> float:
    """Seconds from the start of `crossdock serve` until /health/ready answers 200."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    begun = time.perf_counter()
    server = subprocess.Popen(
        [CROSSDOCK, "serve", "--data", str(data), "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _answers(f"http://127.0.0.1:{port}/health/ready"):
            time.sleep(0.01)
            if server.poll() is not None:
                sys.exit(f"crossdock serve ended with {server.returncode}")
        return time.perf_counter() - begun
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=1).status_code == 200
    except httpx.TransportError:
        return False


def main() -> None:
    print(f"crossdock --help     {time_help():6.3f} s (median of 9)")
    base = "/var/lib" if os.geteuid() == 0 else None  # the embedded server's account must be able to go there
    with tempfile.TemporaryDirectory(prefix="crossdock-bench-", dir=base) as folder:
        Path(folder).chmod(0o711)
        data = Path(folder) / "data"
        print(f"server ready, first  {time_ready(data):6.3f} s (with initdb and all migrations)")
        print(f"server ready, again  {time_ready(data):6.3f} s")


if __name__ == "__main__":
    main()

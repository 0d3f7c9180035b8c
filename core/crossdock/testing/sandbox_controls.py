"""Checks of a sandbox's own routes: what it holds, time, trouble and switches."""

from __future__ import annotations

from collections.abc import Mapping

import httpx

from crossdock.testing.sandbox_subject import SandboxSubject

CANNOT_BE_DONE = (
    ("advance", b'{"seconds": 0}', 422),
    ("advance", b'{"seconds": 1e12}', 422),
    ("advance", b"{}", 422),
    ("advance", b"later", 400),
    ("advance", b"", 400),
    ("faults", b'{"kind": "reset"}', 422),
    ("faults", b'{"kind": "reset", "next": 1, "share": 0.5}', 422),
    ("faults", b'{"kind": "reset", "next": 0}', 422),
    ("faults", b'{"kind": "reset", "share": 1.5}', 422),
    ("faults", b'{"kind": "earthquake", "next": 1}', 422),
    ("faults", b'{"kind": "status", "next": 1, "status": 200}', 422),
    ("faults", b'{"kind": "latency", "next": 1, "seconds": 301}', 422),
    ("faults", b'{"kind": "reset", "next": 1, "wen": "now"}', 422),
    ("faults", b"[]", 422),
    ("switches", b'{"no_such_switch": 1}', 422),
    ("nothing", b"{}", 404),
)


class SandboxControlChecks(SandboxSubject):
    def test_every_holding_has_an_id_of_its_own_and_how_often_it_was_received(
        self, connection: Mapping[str, str], client: httpx.Client
    ) -> None:
        self.prepare(client, connection)
        state = client.get("/_sandbox/state").json()
        for kind, holdings in state.items():
            assert all(isinstance(holding["id"], str) and holding["received"] >= 0 for holding in holdings), kind
            assert len({holding["id"] for holding in holdings}) == len(holdings), kind

    def test_a_reset_brings_everything_back(self, connection: Mapping[str, str], client: httpx.Client) -> None:
        before = client.get("/_sandbox/state").content
        switches = client.get("/_sandbox/switches").content
        self.prepare(client, connection)
        client.post("/_sandbox/faults", json={"kind": "reset", "share": 1})
        client.post("/_sandbox/advance", json={"seconds": 90_000})
        assert client.get("/_sandbox/state").content != before
        assert client.post("/_sandbox/reset").json() == {"now": "2026-03-02T09:00:00Z"}
        assert client.get("/_sandbox/state").content == before
        assert client.get("/_sandbox/switches").content == switches
        assert client.get("/_sandbox/faults").json() == {"faults": []}

    def test_time_passes_when_it_is_told_to(self, client: httpx.Client) -> None:
        assert client.post("/_sandbox/advance", json={"seconds": 60}).json() == {"now": "2026-03-02T09:01:00Z"}
        assert client.post("/_sandbox/advance", json={"seconds": 0.5}).json() == {"now": "2026-03-02T09:01:00.500000Z"}

    def test_what_cannot_be_done_is_refused_in_plain_words(self, client: httpx.Client) -> None:
        for path, body, status in CANNOT_BE_DONE:
            answer = client.post(f"/_sandbox/{path}", content=body)
            assert answer.status_code == status, (path, body)
            assert answer.json()["detail"], (path, body)
            assert answer.json()["remedy"], (path, body)

    def test_there_is_an_end_to_trouble(self, client: httpx.Client) -> None:
        statuses = [
            client.post("/_sandbox/faults", json={"kind": "reset", "next": 1, "path": "/no-such-path"}).status_code
            for _ in range(101)
        ]
        assert statuses == [201] * 100 + [422]
        assert client.delete("/_sandbox/faults").json() == {"faults": []}

    def test_a_fault_befalls_its_own_calls_only_and_in_its_share(self, client: httpx.Client) -> None:
        wanted = {"kind": "status", "status": 502, "share": 0.25, "method": "GET", "path": "*"}
        client.post("/_sandbox/faults", json=wanted)
        statuses = [client.get(self.read_path).status_code for _ in range(12)]
        assert [number for number, status in enumerate(statuses, 1) if status == 502] == [4, 8, 12]
        assert client.put(self.read_path).status_code != 502
        (active,) = client.get("/_sandbox/faults").json()["faults"]
        assert (active["calls"], active["hits"]) == (12, 3)

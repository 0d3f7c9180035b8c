"""The hashes that hold the audit log together.

A seal lists the SHA-256 of each entry of its batch; its own SHA-256 covers that list and the hash of the seal before.
Hashed is canonical JSON: keys sorted, no spaces, ASCII, times in UTC.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from crossdock.model.audit import AuditEntry
from crossdock.store.audit import Seal

BEGINNING = bytes(32)
"""What the first seal has in place of the hash before."""


def entry_hash(entry: AuditEntry) -> str:
    """SHA-256 of everything in an entry but its seal, in hex."""
    content = {
        "id": str(entry.id),
        "project": entry.project,
        "at": _utc(entry.at),
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "details": entry.details,
    }
    return _sha256(content).hex()


def next_seal(last: Seal | None, entries: Sequence[AuditEntry], now: datetime) -> Seal:
    """The seal over a batch of entries that follows the last one of the chain."""
    number, before = (last.number + 1, last.hash) if last else (1, BEGINNING)
    hashed = tuple((entry.id, entry_hash(entry)) for entry in entries)
    unhashed = Seal(number=number, previous_hash=before, entries=hashed, hash=b"", sealed_at=now)
    return Seal(number=number, previous_hash=before, entries=hashed, hash=seal_hash(unhashed), sealed_at=now)


def seal_hash(seal: Seal) -> bytes:
    """SHA-256 of everything in a seal but this hash."""
    content = {
        "number": seal.number,
        "previous_hash": seal.previous_hash.hex(),
        "entries": [[str(entry), digest] for entry, digest in seal.entries],
        "sealed_at": _utc(seal.sealed_at),
    }
    return _sha256(content)


def seal_faults(seal: Seal, entries: Sequence[AuditEntry]) -> Iterator[str]:
    """A sentence for each way in which entries are not what their seal says."""
    if seal_hash(seal) != seal.hash:
        yield f"Seal {seal.number} was changed: its hash is not that of its content."
    listed, present = dict(seal.entries), {entry.id: entry for entry in entries}
    for entry_id, digest in listed.items():
        if entry_id not in present:
            yield f"Entry {entry_id} of seal {seal.number} is missing."
        elif entry_hash(present[entry_id]) != digest:
            yield f"Entry {entry_id} was changed after it got seal {seal.number}."
    for entry_id in present:
        if entry_id not in listed:
            yield f"Entry {entry_id} carries seal {seal.number}, which does not list it."


def chain_faults(seals: Sequence[Seal], highest_carried: int) -> Iterator[str]:
    """A sentence for each seal that is missing or does not follow the one before; entries carry numbers as well."""
    by_number = {seal.number: seal for seal in seals}
    last = max((*by_number, highest_carried), default=0)
    for number in range(1, last + 1):
        before, seal = by_number.get(number - 1), by_number.get(number)
        if seal is None:
            yield f"Seal {number} is missing."
        elif number == 1 and seal.previous_hash != BEGINNING:
            yield "Seal 1 names a seal before it, and is the first."
        elif before and seal.previous_hash != before.hash:
            yield f"Seal {number} does not follow seal {number - 1}: the hash it names is another."


def _sha256(content: Any) -> bytes:
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).digest()


def _utc(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="microseconds")

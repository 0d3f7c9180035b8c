"""Writing once: what is about to be sent is stored before it is sent, and what became of it is found out afterwards."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from uuid_utils.compat import uuid7

from crossdock.connect.operation import Receipt, Repeat, Writes
from crossdock.engine.json_text import decode, encode
from crossdock.engine.ports import Clock
from crossdock.errors import ErrorKind, PlatformError
from crossdock.model.journal import Event
from crossdock.model.record import Effect, EffectState
from crossdock.run.fence import Fence, Moment
from crossdock.run.image import whole
from crossdock.run.outcome import Outcome
from crossdock.run.progress import Progress
from crossdock.run.sending import Sender
from crossdock.run.verdict import Verdict
from crossdock.store.keyring import Keyring
from crossdock.store.partitions import EpochLost
from crossdock.store.unit_of_work import Store

_DONE = (EffectState.CONFIRMED, EffectState.ACCEPTED)


class _Known(Exception):  # no error: a turn that most writes never take
    """There is an effect of this key already."""

    def __init__(self, effect: Effect) -> None:
        super().__init__()
        self.effect = effect


class Write:
    """One record's write. `effect` and `receipt` tell how it stands, whatever `run` comes to."""

    def __init__(
        self, store: Store, keyring: Keyring, clock: Clock, fence: Fence, progress: Progress, sender: Sender, key: str
    ) -> None:
        self._store, self._keyring, self._clock = store, keyring, clock
        self._fence, self._progress, self._key = fence, progress, key
        self._sender, self._operation = sender, sender.operation
        self._connector, self._line = sender.connector, sender.line
        self._record = progress.record
        self._outcome = Outcome(self._connector.title, self._operation, self._record, clock)
        self._stored: Effect | None = None
        self.effect: Effect | None = None
        self.receipt: Receipt | None = None
        """What the target answered during this attempt."""

    @property
    def changed(self) -> bool:
        """Whether more is known of the effect than what is stored of it."""
        return self.effect != self._stored

    @property
    def is_under_way(self) -> bool:
        """Whether it was sent, and what became of it is not known."""
        return self.effect is not None and self.effect.state is EffectState.INTENDED

    async def run(self, output: bytes) -> Verdict:
        """Bring a mapped message to the target. Raises EpochLost where the partition is another worker's by now."""
        message = decode(output)
        digest = _digest(message)
        if self._progress.attempt.number > 1:
            await self._look()
        mark = self._progress.mark()
        try:
            try:
                return await self._decide(message, digest)
            except _Known as known:  # a first attempt sends without having looked
                self._progress.rewind(mark)
                self.effect = self._stored = known.effect
                return await self._decide(message, digest)
        except PlatformError as error:
            return self._outcome.failed(error, self.effect)

    async def _look(self) -> None:
        async with self._store.read() as work:
            self._stored = await work.effects.find(self._record.environment, self._progress.claimed.flow_id, self._key)
        self.effect = self._stored

    async def _decide(self, message: Any, digest: str) -> Verdict:
        verdict = await self._known(message, digest)
        if verdict is None:
            await self._transmit(message, self._record.version)
            verdict = self._settled(digest)
        return verdict

    async def _known(self, message: Any, digest: str) -> Verdict | None:
        """What an earlier write of this object decides; None: send."""
        if self.effect is not None and self.effect.state is EffectState.INTENDED:
            if self._operation.repeat is Repeat.UNKNOWABLE:
                return self._outcome.unknowable()
            await self._recover(self.effect, message, digest)
        if self.effect is None or self.effect.state not in _DONE:
            return None
        if self.effect.state is EffectState.ACCEPTED and self.effect.record == self._record.id:
            if self._operation.offered is not None:
                return self._outcome.at_target(self.effect) if self.effect.digest == digest else None
            return await self._confirm(self.effect)
        return self._outcome.written_before(self.effect, digest)

    async def _recover(self, intended: Effect, message: Any, digest: str) -> None:
        """Find out what became of a write that was interrupted."""
        if self._operation.repeat is Repeat.FOUND:
            found = await self._connector.find(self._line, self._operation, message, intended.resolved)
            if found is None:
                self._require_settled(intended)
            self._note(found, intended)
        elif intended.digest != digest and self._operation.writes is Writes.CREATE:
            # Sending the same again is safe, sending something else is not: what was intended comes first.
            await self._send_again(intended)

    def _require_settled(self, intended: Effect) -> None:
        """Raises PlatformError while the target may have it, and not show it yet."""
        left = self._operation.settles_seconds - (self._clock.now() - intended.intended_at).total_seconds()
        if left > 0:
            raise PlatformError(
                f"{self._connector.title} does not show it, and may have taken it in all the same.",
                kind=ErrorKind.RETRY,
                remedy="It is looked for again, and sent once it is certainly not there.",
                retry_after=left,
                uncertain=True,
            )

    async def _send_again(self, intended: Effect) -> None:
        async with self._store.read() as work:
            sealed = await work.effects.body(intended.id)
        if sealed is None:
            return
        try:
            await self._transmit(decode(self._keyring.open(sealed)), intended.version)
        except PlatformError as error:
            if error.uncertain or error.kind is not ErrorKind.HOLD:
                raise
            # What was intended is refused for what it says: what the message says now may be sent.

    def _note(self, found: Receipt | None, intended: Effect) -> None:
        if found is None:
            self._tell(Event.ABSENT, f"{self._connector.title} does not have it: it was not carried out.")
            self.effect = msgspec.structs.replace(intended, state=EffectState.REFUSED)
        else:
            self._tell(Event.FOUND, f"{self._connector.title} has it already, as {found.id}.", receipt=found.id)
            self._keep(found, intended)

    def _settled(self, digest: str) -> Verdict:
        """It is at the target; with which content?"""
        if self.effect is None or self.effect.digest == digest:
            return self._outcome.at_target(self.effect)
        return self._outcome.written_before(self.effect, digest) or self._outcome.at_target(self.effect)

    async def _confirm(self, accepted: Effect) -> Verdict:
        """Ask what became of a write that the target took in."""
        given = msgspec.convert(accepted.receipt, Receipt)
        found = await self._connector.confirm(self._line, self._operation, given)
        if found is not None:
            self._keep(found, accepted)
        return self._outcome.at_target(self.effect)

    async def _transmit(self, message: Any, version: str) -> None:
        """Store the intent, send, and keep the receipt. Raises PlatformError; `effect` tells how it stands then."""
        message = await whole(self._store, self._keyring, self._operation, self.effect, message)
        resolved = await self._resolve(message)
        if resolved:
            self._tell(Event.RESOLVED, f"Looked up at {self._connector.title}.", **resolved)
        again = self.effect is not None and self.effect.state is EffectState.INTENDED
        intended, moment = await self._intend(message, version, resolved)
        try:
            receipt = await self._write(message, resolved, moment)
        except PlatformError as error:
            if again and self._is_repeat(error):
                self._tell(Event.FOUND, f"{self._connector.title} has it already: {error.message}")
                self._keep(self._receipt_by_name(message), intended)
                return
            if not (again or error.uncertain):  # of an earlier sending this failure says nothing
                self.effect = msgspec.structs.replace(intended, state=EffectState.REFUSED)
            raise
        event = Event.ACCEPTED if receipt.accepted else Event.RECEIPT
        what = "can fetch it" if self._operation.offered else "answered"
        self._tell(event, f"{self._connector.title} {what}.", receipt=receipt.id, **receipt.details)
        self._keep(receipt, msgspec.structs.replace(intended, digest=_digest(message)))

    async def _write(self, message: Any, resolved: dict[str, Any], moment: Moment) -> Receipt:
        """Send it, or have it lie ready for the platform to fetch."""
        if self._operation.offered is None:
            return await self._sender.write(message, resolved, moment)
        return msgspec.structs.replace(self._receipt_by_name(message), accepted=True)

    async def _resolve(self, message: Any) -> dict[str, Any]:
        """What the write needs to be looked up. Raises PlatformError.

        It may be refused for what is there already, and that may be our own: then what a first attempt left out, to look
        for an earlier write, is made up for, by _Known.
        """
        try:
            return await self._sender.resolve(message)
        except PlatformError as error:
            if error.kind is ErrorKind.HOLD and self._progress.attempt.number == 1 and self._stored is None:
                await self._look()
                if self._stored is not None:
                    raise _Known(self._stored) from error
            raise

    async def _intend(self, message: Any, version: str, resolved: dict[str, Any]) -> tuple[Effect, Moment]:
        effect = self._intent(message, version, resolved)
        environment, flow_id = self._record.environment, self._progress.claimed.flow_id
        self._tell(Event.INTENT, f"To {self._connector.title}: {self._operation.name}.", key=self._key)
        async with self._store.begin() as work:
            moment = await self._fence.require(work)
            standing = await work.effects.lock(environment, flow_id, self._key)
            if standing is not None and self._stored is None:
                raise _Known(standing)
            if not _same(standing, self._stored):
                raise EpochLost("Another worker wrote the same meanwhile.", remedy="The record is looked at again.")
            await self._progress.begin(work)
            await work.effects.put(environment, flow_id, effect, self._keyring.seal(encode(message)))
        self.effect = self._stored = effect
        await moment.require_fresh(self._store, self._fence)
        return effect, moment

    def _intent(self, message: Any, version: str, resolved: dict[str, Any]) -> Effect:
        before, digest = self.effect, _digest(message)
        if before is not None and before.state is EffectState.INTENDED and before.digest != digest:
            digest = ""  # which of the two contents arrives, if any, is not known
        return Effect(
            id=before.id if before else uuid7(),
            record=self._record.id,
            key=self._key,
            operation=self._operation.name,
            state=EffectState.INTENDED,
            version=version,
            digest=digest,
            resolved=resolved,
            intended_at=self._clock.now(),
        )

    def _keep(self, receipt: Receipt, effect: Effect) -> None:
        self.receipt = receipt
        self.effect = msgspec.structs.replace(
            effect,
            state=EffectState.ACCEPTED if receipt.accepted else EffectState.CONFIRMED,
            receipt=msgspec.to_builtins(receipt),
            confirmed_at=None if receipt.accepted else self._clock.now(),
        )

    def _is_repeat(self, error: PlatformError) -> bool:
        return self._operation.repeat is Repeat.REFUSED and self._connector.is_repeat(error)

    def _receipt_by_name(self, message: Any) -> Receipt:
        """Where a target tells no id, it is known by the name we gave it: refusing a second one, or fetching the first."""
        name = "/".join(self._connector.resource(self._operation.resource).key_of(message))
        return Receipt(id=name, identities=((self._operation.kind, name),))

    def _tell(self, event: Event, message: str, **details: object) -> None:
        self._progress.tell(self._clock.now(), event, message, **details)


def _same(stored: Effect | None, seen: Effect | None) -> bool:
    if stored is None or seen is None:
        return stored is seen
    return (stored.id, stored.state, stored.digest) == (seen.id, seen.state, seen.digest)


def _digest(message: Any) -> str:
    return hashlib.sha256(encode(message)).hexdigest()

"""What a write comes to: its own end, a failure, or an earlier write of the same object decide about its record."""

from __future__ import annotations

from crossdock.connect.operation import Operation, Writes
from crossdock.engine.ports import Clock
from crossdock.errors import ErrorKind, PlatformError
from crossdock.model.record import Effect, EffectState, Record, RunCode
from crossdock.run.offering import not_acknowledged
from crossdock.run.verdict import Verdict, delivered, filtered, held, retried, stopped
from crossdock.run.versions import is_older

_CONFIRM_SECONDS = 30.0
"""How long to wait before asking again what became of a write that the target accepted."""


class Outcome:
    """Of one record's write by an operation of the platform that is called `title`."""

    def __init__(self, title: str, operation: Operation, record: Record, clock: Clock) -> None:
        self._title, self._operation, self._record, self._clock = title, operation, record, clock

    def at_target(self, effect: Effect | None) -> Verdict:
        """The target has it, or took it in and has still to confirm it."""
        if effect is not None and effect.state is EffectState.ACCEPTED:
            if self._operation.offered is not None:
                return not_acknowledged(self._title, self._operation.offered, effect, self._clock.now())
            message = f"{self._title} took it in and has still to confirm it."
            return retried(message, retry_after=_CONFIRM_SECONDS, uncertain=True)
        return delivered(f"{self._title} has it.")

    def written_before(self, done: Effect, digest: str) -> Verdict | None:
        """The object was written already; None where there is something left to do."""
        # What a channel was told of stock says nothing of what it has now: it sells.
        if done.digest == digest and not (self._operation.stock and done.record != self._record.id):
            if done.record == self._record.id:
                return self.at_target(done)
            return filtered(RunCode.UNCHANGED, f"{self._title} has exactly this already.")
        if self._operation.writes is Writes.CREATE:
            return held(
                RunCode.CHANGED_AFTER_DELIVERY,
                f"{self._title} has this {self._operation.kind} already, from another content, and takes no changes.",
                "Compare what was sent with what the message says now; change it by hand there, or skip this record.",
            )
        if is_older(self._record.version, done.version):
            return filtered(RunCode.OUTDATED, f"{self._title} has a newer state of this object already.")
        return None

    def unknowable(self) -> Verdict:
        """It was interrupted, and nobody can be asked."""
        return held(
            RunCode.OUTCOME_UNKNOWN,
            f"The write was interrupted, and {self._title} cannot be asked whether it was carried out.",
            "Look there. Is it there, skip this record; is it not, let it go on.",
        )

    def failed(self, error: PlatformError, effect: Effect | None) -> Verdict:
        """The target, or the way to it, said no."""
        if error.kind is ErrorKind.STOP:
            return stopped(error.message, error.remedy, self._clock.now())
        if error.uncertain or error.kind is ErrorKind.RETRY:
            uncertain = effect is not None and effect.state is EffectState.INTENDED
            return retried(error.message, remedy=error.remedy, retry_after=error.retry_after, uncertain=uncertain)
        own_code = error.stable_code if error.stable_code != PlatformError.code else RunCode.REFUSED
        return held(own_code, error.message, error.remedy)

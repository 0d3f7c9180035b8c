"""The error tree.

    CrossdockError
    ├── ConfigurationError       a setting, a file or a command is wrong (exit code 2)
    │   └── PluginError          a plugin cannot be used, or two claim one name
    ├── InvalidInput             what was given cannot be accepted
    │   ├── Malformed            it cannot even be read: not JSON, not CSV, not text
    │   ├── TooLarge             it is bigger than the limit, packed or unpacked
    │   └── MappingFailed        a mapping cannot be parsed, evaluated, or its result is refused
    │       └── LimitExceeded    an evaluation took more time, memory or output than it may
    ├── NotFound                 no such thing, or none the caller may see
    │   └── Gone                 it was there, and was taken away for good
    ├── Conflict                 it contradicts what is stored
    │   └── Stale                it was made from an older state than the stored one
    ├── Unauthenticated          no token, or one that is unknown, expired or revoked
    │   └── Rejected             a webhook's request does not prove that the platform sent it
    ├── Forbidden                the token's role does not allow it (exit code 4)
    ├── Unavailable              something Crossdock needs is away; trying again later may help
    └── PlatformError            an outside platform answered, or did not (see `ErrorKind`)
        └── BatchRefused         it refused several messages because of some of them

Each error says what was wrong (`message`), what to do (`remedy`) and, where there are several, every
problem with its place (`problems`). `code` is stable: programs may rely on it, texts may change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from crossdock.model.problem import Problem


class CrossdockError(Exception):
    """Something cannot be done; the message says what, the remedy what to do."""

    code: ClassVar[str] = "error"
    default_remedy: ClassVar[str] = ""

    def __init__(
        self, message: str, *, remedy: str = "", code: str = "", problems: Iterable[Problem] = (), **details: object
    ) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy or self.default_remedy
        self.stable_code = code or self.code
        self.problems = tuple(problems)
        self.details = details

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class ConfigurationError(CrossdockError):
    """A setting, a project file or a command line is wrong; correct it and start again."""

    code = "configuration"


class PluginError(ConfigurationError):
    """A plugin cannot be used; `crossdock plugin list` shows its traceback."""

    code = "plugin-broken"


class InvalidInput(CrossdockError):
    """What was given cannot be accepted; every problem is listed with its place."""

    code = "invalid-input"


class Malformed(InvalidInput):
    """What was given cannot be read at all."""

    code = "malformed"


class TooLarge(InvalidInput):
    """What was given is larger than the limit, packed or unpacked; send less at a time."""

    code = "too-large"


class MappingFailed(InvalidInput):
    """A mapping cannot be parsed or evaluated, or its result is refused."""

    code = "mapping-error"


class LimitExceeded(MappingFailed):
    """An evaluation took more time, memory or output than it may."""

    code = "limit-exceeded"
    default_remedy = "Look for endless recursion, a regular expression that backtracks, or a range that is too long."


class NotFound(CrossdockError):
    """No such thing, or none the caller may see."""

    code = "not-found"


class Gone(NotFound):
    """It was there, and was taken away for good, as it was meant to be."""

    code = "gone"


class Conflict(CrossdockError):
    """It contradicts what is stored."""

    code = "conflict"


class Stale(Conflict):
    """Somebody changed it since it was read."""

    code = "stale"
    default_remedy = "Read it again, carry your change over, and send it with the new ETag."


class Unauthenticated(CrossdockError):
    """No token was given, or it is unknown, expired or revoked."""

    code = "unauthenticated"
    default_remedy = "Send a valid token as 'Authorization: Bearer <token>'."


class Rejected(Unauthenticated):
    """A webhook's request does not prove that the platform sent it.

    Codes: `signature-missing`, `signature-wrong`, `signature-replayed`, and `signature-unset` where the connection
    has no secret to compare with.
    """

    code = "signature-wrong"


class Forbidden(CrossdockError):
    """The token's role does not allow it."""

    code = "forbidden"


class Unavailable(CrossdockError):
    """Something Crossdock needs is away; nothing was stored; trying again later may help."""

    code = "unavailable"
    default_remedy = "Try again in a moment; nothing of this request was stored."


class ErrorKind(StrEnum):
    """What a platform's refusal means for the record."""

    RETRY = "retry"
    """It may pass later: outage, time-out, throttling."""
    HOLD = "hold"
    """A person must act: the data is refused."""
    STOP = "stop"
    """Nothing will pass until somebody mends the connection: credentials, rights."""


class PlatformError(CrossdockError):
    """An outside platform refused a request or did not answer it."""

    code = "platform"

    def __init__(
        self,
        message: str,
        *,
        kind: ErrorKind,
        remedy: str = "",
        status: int | None = None,
        retry_after: float | None = None,
        uncertain: bool = False,
        code: str = "",
    ) -> None:
        """`code` is that of the hold, where a refusal has one of its own ('sku-unknown')."""
        super().__init__(message, remedy=remedy, code=code)
        self.kind = kind
        self.status = status
        self.retry_after = retry_after
        """Seconds the platform asked us to wait."""
        self.uncertain = uncertain
        """Whether the platform may have carried a write out all the same: something was sent, and no clear answer came."""


class BatchRefused(PlatformError):
    """Several messages were refused as a whole, and the platform says because of which; none was carried out."""

    def __init__(self, whole: PlatformError, offenders: Mapping[int, PlatformError]) -> None:
        super().__init__(
            whole.message,
            kind=whole.kind,
            remedy=whole.remedy,
            status=whole.status,
            retry_after=whole.retry_after,
            code=whole.stable_code,
        )
        self.offenders = offenders
        """What is wrong with which of them, by its place from 0."""

"""What PostgreSQL refuses, said in Crossdock's words. That it is away, `crossdock.store.database` says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from psycopg import errors as postgres
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from crossdock.errors import Conflict, CrossdockError, InvalidInput, NotFound, Unavailable
from crossdock.nearest import suggest


class TransactionLost(Unavailable):
    """PostgreSQL ended a transaction for another's sake; nothing of it was stored, so doing it again is safe."""

    code = "busy"


@contextmanager
def translated() -> Iterator[None]:
    """Raises errors of `crossdock.errors` where the database refuses what it is given."""
    try:
        yield
    except DBAPIError as error:
        refusal = _refusal(error.orig)
        if refusal is None:
            raise
        raise refusal from error
    except UnicodeEncodeError as error:
        raise _not_storable("half of a surrogate pair") from error
    except PoolTimeout as error:
        raise Unavailable("The studio is busy: no connection to the database became free.") from error
    except Unavailable as error:
        if isinstance(error.__cause__, postgres.SerializationFailure | postgres.DeadlockDetected):
            raise TransactionLost("The database was busy with the same thing.") from error
        raise


def absent(kind: str, name: object, known: Iterable[str] = ()) -> NotFound:
    """The error for something that is not there, naming the nearest that is."""
    return NotFound(f"There is no {kind} '{name}'.", remedy=suggest(str(name), known))


def _refusal(cause: object) -> CrossdockError | None:
    match cause:
        case postgres.UniqueViolation():
            return Conflict(f"There already is such a row in {cause.diag.table_name}.", code="already-exists")
        case postgres.ForeignKeyViolation():
            return Conflict(f"Something refers to it, or what it refers to is gone: {_rule(cause)}.", code="in-use")
        case postgres.CheckViolation():
            return InvalidInput(f"The database refuses a value: {_rule(cause)}.")
        case postgres.IntegrityError():
            return Conflict(f"{cause.diag.message_primary}.", code="immutable")
        case postgres.DataError():
            return _not_storable("the character NUL, or a number that is too large")
    return None


def _rule(cause: postgres.Error) -> str:
    return f"{cause.diag.constraint_name} of {cause.diag.table_name}"


def _not_storable(what: str) -> InvalidInput:
    return InvalidInput(
        f"A value cannot be stored: it has {what} in it.", code="not-storable", remedy="Take it out and send it again."
    )

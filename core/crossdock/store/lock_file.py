"""A lock between processes."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class LockFile:
    """A lock many may share or one may hold; the kernel lets go of it when its holder dies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    @property
    def shared(self) -> bool:
        """Whether we hold it beside others."""
        return self._descriptor is not None

    def share(self) -> None:
        """Hold it beside others; waits while one holds it alone."""
        self._descriptor = self._lock(fcntl.LOCK_SH)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold it alone; waits until nobody else does."""
        descriptor = self._lock(fcntl.LOCK_EX)
        try:
            yield
        finally:
            os.close(descriptor)

    def is_free(self) -> bool:
        """Whether nobody holds it; ask only where nobody can take it meanwhile."""
        try:
            os.close(self._lock(fcntl.LOCK_EX | fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        """Hold it no longer beside others."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _lock(self, operation: int) -> int:
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, operation)
        except BaseException:
            os.close(descriptor)
            raise
        return descriptor

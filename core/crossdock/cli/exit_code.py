"""What a command's exit code means; programs and CI rely on it."""

from __future__ import annotations

from enum import IntEnum

from crossdock.errors import (
    ConfigurationError,
    CrossdockError,
    Forbidden,
    NotFound,
    PlatformError,
    Unauthenticated,
    Unavailable,
)


class ExitCode(IntEnum):
    """How a command ended."""

    FINE = 0
    FINDINGS = 1
    """Something was found or refused: a lint finding, a failed test, an input that cannot be accepted."""
    USAGE = 2
    """The command line, a setting or a file is wrong."""
    UNREACHABLE = 3
    """A server, a database or the network is away."""
    NOT_ALLOWED = 4
    """A permission or an approval is missing."""
    NOTHING_COLLECTED = 5
    """There was nothing to test."""
    FAULT = 70
    """Crossdock itself is at fault (EX_SOFTWARE of sysexits.h)."""
    INTERRUPTED = 130
    """Ctrl-C (128 + SIGINT)."""


_BY_ERROR: dict[type[CrossdockError], ExitCode] = {
    ConfigurationError: ExitCode.USAGE,
    NotFound: ExitCode.USAGE,
    Unavailable: ExitCode.UNREACHABLE,
    PlatformError: ExitCode.UNREACHABLE,
    Unauthenticated: ExitCode.NOT_ALLOWED,
    Forbidden: ExitCode.NOT_ALLOWED,
}


def exit_code(error: CrossdockError) -> ExitCode:
    """The exit code for an error: that of its nearest ancestor here, else FINDINGS."""
    return next((_BY_ERROR[kind] for kind in type(error).__mro__ if kind in _BY_ERROR), ExitCode.FINDINGS)

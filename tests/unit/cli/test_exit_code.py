"""Every error has its exit code."""

from __future__ import annotations

import pytest

from crossdock import errors
from crossdock.cli.exit_code import ExitCode, exit_code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.CrossdockError("x"), ExitCode.FINDINGS),
        (errors.MappingFailed("x"), ExitCode.FINDINGS),
        (errors.Stale("x"), ExitCode.FINDINGS),
        (errors.ConfigurationError("x"), ExitCode.USAGE),
        (errors.PluginError("x"), ExitCode.USAGE),
        (errors.NotFound("x"), ExitCode.USAGE),
        (errors.Unavailable("x"), ExitCode.UNREACHABLE),
        (errors.PlatformError("x", kind=errors.ErrorKind.RETRY), ExitCode.UNREACHABLE),
        (errors.Unauthenticated("x"), ExitCode.NOT_ALLOWED),
        (errors.Forbidden("x"), ExitCode.NOT_ALLOWED),
    ],
)
def test_an_error_ends_with_its_code(error: errors.CrossdockError, code: ExitCode) -> None:
    assert exit_code(error) is code

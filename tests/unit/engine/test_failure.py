"""A held result as an error."""

from __future__ import annotations

import pytest

from crossdock.engine.failure import failure
from crossdock.errors import LimitExceeded, MappingFailed
from crossdock.model.evaluation import HoldCode, HoldReason, Mapped


def test_an_output_is_no_failure() -> None:
    assert failure(Mapped(output=b"{}")) is None


@pytest.mark.parametrize("code", list(HoldCode))
def test_every_hold_becomes_an_error_of_its_code(code: HoldCode) -> None:
    error = failure(Mapped(output=None, hold=HoldReason(code=code, message="It cannot be.", remedy="Mend it.")))
    assert isinstance(error, MappingFailed)
    assert (error.stable_code, error.message, error.remedy) == (code.value, "It cannot be.", "Mend it.")
    assert isinstance(error, LimitExceeded) == (code is HoldCode.LIMIT_EXCEEDED)


def test_a_refused_output_goes_with_the_error() -> None:
    hold = HoldReason(code=HoldCode.TARGET_INVALID, message="It does not fit.")
    error = failure(Mapped(output=b'{"a":1}', hold=hold))
    assert error is not None
    assert error.details["output"] == b'{"a":1}'

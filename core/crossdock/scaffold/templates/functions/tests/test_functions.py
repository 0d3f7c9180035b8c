"""The functions keep the contract of every function, and refuse what they cannot take."""

from __future__ import annotations

import pytest

from crossdock.functions import FunctionError
from crossdock.testing import FunctionContract
from {{package}}.bins import take_apart
from {{package}}.plugin import functions


class TestFunctions(FunctionContract):
    entries = functions()


@pytest.mark.parametrize("code", ["", "A-03", "A-03-2-1", "A-three-2", "A--", "A-3-", "A-²-1"])
def test_what_is_no_bin_code_is_refused_with_a_remedy(code: str) -> None:
    with pytest.raises(FunctionError, match="is no bin code") as raised:
        take_apart(code)
    assert raised.value.remedy

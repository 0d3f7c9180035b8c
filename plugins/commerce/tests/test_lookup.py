"""`$xref` finds rows by one key or several, and says what it cannot take."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crossdock.evaluate.context import EvaluationContext
from crossdock.evaluate.lookup_tables import index
from crossdock.functions import UNDEFINED, FunctionError
from crossdock.model.lookup import LookupDefinition, LookupRow, LookupTable
from crossdock_commerce.lookup import cross_reference

SERVICES = LookupTable(
    definition=LookupDefinition(name="services", keys=("carrier", "option"), values=("code",), owner="ops"),
    revision=4,
    rows=(LookupRow(keys=("DPD", "12"), values=("DPD-12",)),),
)


@pytest.fixture
def context() -> EvaluationContext:
    return EvaluationContext(datetime(2026, 3, 29, tzinfo=UTC), ["services"], lambda _: index(SERVICES))


def test_several_keys_may_come_one_by_one_or_as_an_array(context: EvaluationContext) -> None:
    assert cross_reference(context, "services", "DPD", 12) == "DPD-12"
    assert cross_reference(context, "services", ["DPD", "12"]) == "DPD-12"


def test_a_missing_key_gives_nothing_and_counts_as_no_miss(context: EvaluationContext) -> None:
    assert cross_reference(context, "services", "DPD", UNDEFINED) is UNDEFINED
    assert context.misses == ()


@pytest.mark.parametrize("key", [1.5, None, True])
def test_a_key_that_is_no_text_is_refused(context: EvaluationContext, key: object) -> None:
    with pytest.raises(FunctionError, match="a key is text"):
        cross_reference(context, "services", "DPD", [key])

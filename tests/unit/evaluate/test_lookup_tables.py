"""Tables are told apart by what is in them, and cross the pipe only when they are not known."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crossdock.evaluate.context import EvaluationContext
from crossdock.evaluate.lookup_tables import TableCache, TableDigests, TableIndexes, index
from crossdock.functions import FunctionError
from crossdock.model.lookup import LookupDefinition, LookupRow, LookupTable, MissPolicy


def table(*values: str, keys: tuple[str, ...] = ("key",), columns: tuple[str, ...] = ("value",)) -> LookupTable:
    definition = LookupDefinition(name="t", keys=keys, values=columns, owner="ops", on_miss=MissPolicy.PASS_THROUGH)
    rows = tuple(LookupRow(keys=(f"k{n}",) * len(keys), values=(v,) * len(columns)) for n, v in enumerate(values))
    return LookupTable(definition=definition, revision=1, rows=rows)


def context(known: LookupTable) -> EvaluationContext:
    return EvaluationContext(datetime.now(UTC), ["t"], lambda _: index(known))


def test_a_digest_is_that_of_the_content() -> None:
    digests = TableDigests(remembered=2)
    one, two = digests.of({"a": table("x"), "b": table("y")}).values()
    assert one != two
    assert digests.of({"c": table("x")}) == {"c": one}


def test_forgotten_tables_get_the_same_digest_again() -> None:
    digests = TableDigests(remembered=1)
    kept = table("x")
    before = digests.of({"a": kept})
    for n in range(10):
        digests.of({"a": table(f"other {n}")})
    assert digests.of({"a": kept}) == before


def test_the_cache_lets_go_of_what_was_used_least_recently() -> None:
    cache = TableCache(most_rows=3)
    for digest in ("one", "two", "three"):
        cache.keep(digest, index(table(digest)))
    assert cache.get("one") is not None
    cache.keep("four", index(table("four")))
    assert cache.get("two") is None
    assert [cache.get(digest) is None for digest in ("one", "three", "four")] == [False, False, False]


def test_a_table_larger_than_the_cache_is_kept_while_it_is_the_newest() -> None:
    cache = TableCache(most_rows=2)
    cache.keep("small", index(table("a")))
    cache.keep("large", index(table("a", "b", "c")))
    assert cache.get("large") is not None
    assert cache.get("small") is None


def test_several_value_columns_give_an_object() -> None:
    assert context(table("x", columns=("carrier", "service"))).look_up("t", ("k0",)) == {"carrier": "x", "service": "x"}


def test_the_wrong_number_of_keys_is_told_with_the_columns() -> None:
    with pytest.raises(FunctionError, match=r"has 2 key column\(s\) \(carrier, option\), and 1 came"):
        context(table("x", keys=("carrier", "option"))).look_up("t", ("DPD",))


def test_only_one_key_can_pass_through() -> None:
    assert context(table("x")).look_up("t", ("unknown",)) == "unknown"
    with pytest.raises(FunctionError, match="several key or value columns"):
        context(table("x", columns=("carrier", "service"))).look_up("t", ("unknown",))


def test_a_table_that_stays_the_same_object_is_indexed_once() -> None:
    indexes = TableIndexes()
    kept, equal = table("x"), table("x")
    assert indexes.of(kept) is indexes.of(kept)
    assert indexes.of(kept) is not indexes.of(equal)
    assert indexes.of(kept) == indexes.of(equal)


def test_indexes_that_were_used_least_recently_go_first() -> None:
    indexes = TableIndexes(most_rows=5)
    tables = [table(name) for name in ("one", "two", "three")]
    first, second = indexes.of(tables[0]), indexes.of(tables[1])
    assert indexes.of(tables[0]) is first
    indexes.of(tables[2])
    assert indexes.of(tables[0]) is first
    assert indexes.of(tables[1]) is not second

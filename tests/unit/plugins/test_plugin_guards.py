"""Guards of plugins are found, loaded and held to their contract; what is wrong with one is said."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Annotated, Any

import pytest
from msgspec import Meta, Struct

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.guard_options import option_problems, options_schema
from crossdock.errors import NotFound, PluginError
from crossdock.guards import Filter, Guard, GuardAction, GuardCode, GuardExample, GuardRecord, Hold, NoOptions, Pass
from crossdock.plugins import Plugins
from crossdock.testing import GuardContract

MODULE = """
from crossdock.hookspecs import hookimpl
from crossdock.plugin import GuardEntry

@hookimpl
def guards():
    return [GuardEntry(name="acme-credit", summary="Holds.", target="{target}")]
"""

MakePlugin = Callable[[str, str], EntryPoint]


@pytest.fixture
def make_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakePlugin:
    monkeypatch.syspath_prepend(str(tmp_path))

    def make(name: str, target: str) -> EntryPoint:
        (tmp_path / f"{name}.py").write_text(MODULE.format(target=target))
        return EntryPoint(name=name, value=name, group="crossdock")

    return make


def test_a_guard_is_listed_and_loaded_only_when_asked_for(make_plugin: MakePlugin) -> None:
    plugins = Plugins([make_plugin("guard_plugin_a", "decimal:Decimal")])
    (info,) = plugins.infos
    assert info.guards == tuple(plugins.guards) == ("acme-credit",)
    with pytest.raises(PluginError, match="is no Guard named 'acme-credit'"):
        Catalogue(plugins).guard("acme-credit")
    with pytest.raises(NotFound, match="Did you mean 'acme-credit'") as unknown:
        Catalogue(plugins).guard("acme-credits")
    assert unknown.value.stable_code == "unknown-guard"


def test_two_guards_of_one_name_are_refused(make_plugin: MakePlugin) -> None:
    plugins = Plugins([make_plugin("guard_plugin_b", "a:b"), make_plugin("guard_plugin_c", "a:b")])
    with pytest.raises(PluginError, match="Two plugins bring a guard named 'acme-credit'"):
        _ = plugins.guards


def test_bundled_guards_are_found_and_counted_in_the_lock() -> None:
    catalogue = Catalogue(Plugins())
    guard = catalogue.guard("totals-agree")
    entry, info = catalogue.plugins.guard("totals-agree")
    assert (guard.name, guard.summary, info.distribution) == (entry.name, entry.summary, "crossdock-commerce")
    only_guards = Plugins([])
    assert Catalogue(only_guards).versions() == {}


def test_a_plugin_with_guards_alone_is_in_the_lock(make_plugin: MakePlugin) -> None:
    assert list(Catalogue(Plugins([make_plugin("guard_plugin_d", "a:b")])).versions()) == ["(no distribution)"]


class Limits(Struct, frozen=True, kw_only=True):
    most: Annotated[int, Meta(title="Most", description="The most pieces.", ge=1)]
    least: Annotated[int, Meta(title="Least", description="The fewest pieces.")] = 0

    def __post_init__(self) -> None:
        if self.least > self.most:
            raise ValueError("the least is more than the most")


def check(record: GuardRecord, options: Limits) -> Pass | Hold:
    if options.least <= record.source <= options.most:
        return Pass()
    return Hold(message="Too few, or too many.", remedy="Count them.")


EXAMPLES = (
    GuardExample(source=1, options={"most": 1}, verdict=Pass()),
    GuardExample(source=2, options={"most": 1}, verdict=Hold(message="Too few, or too many.", remedy="Count them.")),
)
FINE: dict[str, Any] = {
    "name": "pieces",
    "summary": "Holds what is too much.",
    "check": check,
    "options": Limits,
    "examples": EXAMPLES,
}


def test_options_are_held_against_their_schema_and_their_own_rules() -> None:
    guard = Guard(**FINE)
    assert options_schema(Limits)["properties"]["most"]["minimum"] == 1
    assert options_schema(NoOptions)["additionalProperties"] is False
    assert option_problems(guard, {"most": 3}) == ()
    assert {problem.pointer for problem in option_problems(guard, {"most": 0, "more": 1})} == {"/more", "/most"}
    (own,) = option_problems(guard, {"most": 1, "least": 2})
    assert (own.code, "the least is more than the most" in own.message) == ("guard-options", True)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"codes": (GuardCode(name="refused", meaning="R."),)}, "'refused'"), ({"actions": ()}, "nothing")],
)
def test_a_guard_that_cannot_be_one_is_refused(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(PluginError, match=words):
        Guard(**FINE | wrong)


def failures(guard: Guard) -> set[str]:
    """The contract's checks that a guard fails."""
    contract = GuardContract()
    contract.guard = guard  # type: ignore[misc]  # a class of its own for each would say no more
    return {name for name in dir(contract) if name.startswith("test_") and _fails(getattr(contract, name), guard)}


def _fails(test: Callable[..., None], guard: Guard) -> bool:
    asked = [{"example": example} for example in guard.examples] if "example" in test.__annotations__ else [{}]
    try:
        for arguments in asked:
            test(**arguments)
    except AssertionError:
        return True
    return False


_ASKED: list[object] = []


def forgetful(record: GuardRecord, options: Limits) -> Pass | Hold:
    _ASKED.append(record)
    return check(record, options) if len(_ASKED) % 2 else Pass()


class Bare(Struct, frozen=True, kw_only=True):
    most: int = 1


@pytest.mark.parametrize(
    ("change", "failed"),
    [
        ({}, set()),
        ({"summary": "pieces"}, {"test_it_can_be_named_and_is_described"}),
        ({"options": Bare}, {"test_its_options_explain_themselves"}),
        ({"examples": EXAMPLES[:1]}, {"test_its_examples_show_all_that_it_does"}),
        (
            {"examples": (*EXAMPLES, GuardExample(source=9, options={"most": 1}, verdict=Pass()))},
            {"test_an_example_gives_its_verdict"},
        ),
        (
            {"codes": (GuardCode(name="away", meaning="A.", action=GuardAction.FILTER),)},
            {"test_its_codes_are_of_what_it_may_do"},
        ),
        ({"check": forgetful, "examples": EXAMPLES[::-1]}, {"test_it_is_pure"}),
    ],
)
def test_each_fault_fails_its_own_check(change: dict[str, Any], failed: set[str]) -> None:
    if change.get("options") is Bare:
        change = change | {"check": lambda record, options: check(record, Limits(most=options.most))}
    _ASKED.clear()
    assert failures(Guard(**FINE | change)) == failed


def test_a_verdict_without_words_fails_its_own_check() -> None:
    silent = GuardExample(source=None, verdict=Filter(reason=" "))
    guard = Guard(
        name="silent",
        summary="Says nothing.",
        check=lambda record, _: Pass() if record.source else Filter(reason=" "),
        actions=(GuardAction.FILTER,),
        examples=(GuardExample(source=1, verdict=Pass()), silent),
    )
    assert failures(guard) == {"test_it_says_what_people_can_read"}

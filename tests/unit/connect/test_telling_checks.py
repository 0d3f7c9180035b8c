"""The contract finds events, states and inferred facts that its samples, or its README, do not bear out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from crossdock.connect import Connector, Inferred, LedgerEvent, Resource, State, States, Tells
from crossdock.testing.telling import TellingChecks

PLACED = Tells(event=LedgerEvent.ORDER_PLACED, at="at", lines="lines", sku="sku", quantity="count")
GOOD: dict[str, Any] = {"number": 1, "at": "2026-03-03T16:05:00Z", "state": "new", "lines": [{"sku": "A", "count": 1}]}
STATES = States(
    kind="order", resource="order", path="state", states=(State("new", "Nobody has it in hand yet."),), no_return=()
)
PAGE = Inferred(name="page-size", about="GET /orders size", assumed="A page holds a hundred orders.", source="Seen.")


def checks(acme: Connector, package: Path, *samples: dict[str, Any], **declared: Any) -> TellingChecks:
    """The checks on a connector like `acme` with other samples."""
    for file, sample in zip(sorted((package / "samples" / "order").iterdir()), samples, strict=True):
        file.write_text(json.dumps(sample))
    order = msgspec.structs.replace(acme.resource("order"), tells=declared.pop("tells", (PLACED,)))
    connector = type("Acme", (type(acme),), {"package": acme.package, "resources": (order,), **declared})
    made: TellingChecks = type(
        "Checks",
        (TellingChecks,),
        {"connector": connector, "settings": acme.settings, "readme": lambda _: package / "README.md"},
    )()
    return made


def order(of: TellingChecks) -> Resource:
    return of.connector.resource("order")


def test_what_the_samples_bear_out_passes(acme: Connector, package: Path) -> None:
    fine = checks(acme, package, GOOD, GOOD | {"number": 2}, states=(STATES,), inferred=(PAGE,))
    (package / "README.md").write_text("| `page-size` | GET /orders size |\nA page holds\na hundred orders. | Seen. |")
    fine.test_every_declared_ledger_event_is_told_by_a_sample(order(fine))
    fine.test_whatever_a_sample_tells_the_ledger_can_be_read(order(fine))
    fine.test_every_state_in_the_samples_is_declared()
    fine.test_every_inferred_fact_says_what_is_assumed_of_what()
    fine.test_the_readme_lists_every_inferred_fact()


@pytest.mark.parametrize(
    "lines", [[], [{"sku": None, "count": 1}], [{"sku": "A", "count": 0}]], ids=["no-lines", "no-sku", "nothing"]
)
def test_an_event_that_no_sample_tells_so_that_it_can_be_followed_is_found(
    lines: list[Any], acme: Connector, package: Path
) -> None:
    broken = checks(acme, package, GOOD | {"lines": lines}, GOOD | {"number": 2, "lines": lines})
    with pytest.raises(AssertionError, match="give a sample of 'order' that tells 'order-placed'"):
        broken.test_every_declared_ledger_event_is_told_by_a_sample(order(broken))


def test_an_event_that_no_sample_tells_at_all_is_found(acme: Connector, package: Path) -> None:
    never = msgspec.structs.replace(PLACED, when=(("state", ("gone",)),))
    broken = checks(acme, package, GOOD, GOOD | {"number": 2}, tells=(never,))
    with pytest.raises(AssertionError, match="no sample of 'order' tells 'order-placed'"):
        broken.test_every_declared_ledger_event_is_told_by_a_sample(order(broken))


def test_a_state_that_is_not_declared_is_found(acme: Connector, package: Path) -> None:
    broken = checks(acme, package, GOOD, GOOD | {"number": 2, "state": "gone"}, states=(STATES,))
    with pytest.raises(AssertionError, match=r"say what \['gone'\] at 'state' of 'order' mean"):
        broken.test_every_state_in_the_samples_is_declared()


def test_states_whose_path_leads_nowhere_are_found(acme: Connector, package: Path) -> None:
    nowhere = msgspec.structs.replace(STATES, path="stat", states=(*STATES.states, State("", "Nothing happened.")))
    broken = checks(acme, package, GOOD, GOOD | {"number": 2}, states=(nowhere,))
    with pytest.raises(AssertionError, match="no sample of 'order' has a state at 'stat'"):
        broken.test_every_state_in_the_samples_is_declared()


@pytest.mark.parametrize("readme", ["Nothing.", "`page-size`: A page holds fifty orders."])
def test_a_readme_that_tells_another_story_is_found(readme: str, acme: Connector, package: Path) -> None:
    (package / "README.md").write_text(readme)
    broken = checks(acme, package, GOOD, GOOD | {"number": 2}, inferred=(PAGE,))
    with pytest.raises(AssertionError, match="`page-size`"):
        broken.test_the_readme_lists_every_inferred_fact()


def test_an_assumption_that_is_no_sentence_is_found(acme: Connector, package: Path) -> None:
    label = msgspec.structs.replace(PAGE, assumed="page size")
    broken = checks(acme, package, GOOD, GOOD | {"number": 2}, inferred=(label,))
    with pytest.raises(AssertionError, match="say in a sentence what 'page-size' assumes"):
        broken.test_every_inferred_fact_says_what_is_assumed_of_what()

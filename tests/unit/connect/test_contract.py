"""The contract follows what a connector declares, and finds what its files and its paging get wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from crossdock.connect import (
    Asked,
    Connector,
    Cursor,
    GraphqlCursor,
    Keyset,
    LinkHeader,
    Offset,
    Page,
    PageNumber,
    Paging,
    Resource,
    SinglePage,
    TotalPages,
    Totals,
)
from crossdock.testing import ConnectorContract
from crossdock.testing.paging import PagingChecks


def contract(acme: Connector, package: Path, **broken: Any) -> ConnectorContract:
    """The contract on a connector like `acme`, but for what is broken in it."""
    assert package.is_dir()
    connector = type("Broken", (type(acme),), {"package": acme.package, **broken})
    made: ConnectorContract = type(
        "Contract", (ConnectorContract,), {"connector": connector, "settings": acme.settings}
    )()
    return made


def order(checks: ConnectorContract) -> Resource:
    return checks.connector.resource("order")


async def test_a_connector_that_is_fine_passes(acme: Connector, package: Path) -> None:
    checks = contract(acme, package)
    checks.test_every_sample_fits_its_schema(order(checks))
    checks.test_every_sample_has_a_key_of_its_own(order(checks))
    await checks.test_paging_in_circles_ends_with_an_error(order(checks), checks.stand_in())


@pytest.mark.parametrize(
    ("file", "text", "check"),
    [
        ("samples/order/small.json", '{"number": "one"}', "test_every_sample_fits_its_schema"),
        ("samples/order/small.json", '{"number": 2}', "test_every_sample_has_a_key_of_its_own"),
        ("schemas/order.json", '{"type": "objekt"}', "test_a_schema_is_valid_and_describes_its_fields"),
    ],
)
def test_files_that_do_not_agree_are_found(file: str, text: str, check: str, acme: Connector, package: Path) -> None:
    (package / file).write_text(text)
    checks = contract(acme, package)
    with pytest.raises(AssertionError):
        getattr(checks, check)(order(checks))


def test_a_single_sample_is_too_few(acme: Connector, package: Path) -> None:
    (package / "samples" / "order" / "small.json").unlink()
    checks = contract(acme, package)
    with pytest.raises(AssertionError):
        checks.test_there_are_two_samples_at_least(order(checks))


async def test_an_answer_without_its_list_taken_as_empty_is_found(acme: Connector, package: Path) -> None:
    def lenient(_: Connector, __: Resource, document: Any) -> Sequence[Any]:
        return document.get("data", {}).get("orders", []) if isinstance(document, dict) else []

    checks = contract(acme, package, records=lenient)
    with pytest.raises(AssertionError, match="was taken for a list"):
        await checks.test_a_success_without_its_list_is_never_an_empty_list()


def test_a_secret_in_a_representation_is_found(acme: Connector, package: Path) -> None:
    checks = contract(acme, package, __repr__=lambda self: self.settings.token.reveal())
    with pytest.raises(AssertionError):
        checks.test_secrets_hide_in_every_representation()


def test_checks_of_paging_are_left_out_where_nothing_is_paged(acme: Connector, package: Path) -> None:
    single = Resource(
        name="order", title="Order", description="An order.", key=("number",), path="/orders", paging=SinglePage()
    )
    assert contract(acme, package, resources=(single,)).test_pages_are_followed_to_the_last_and_no_further is None


PAGINGS: dict[str, Paging] = {
    "number": PageNumber(),
    "offset": Offset(),
    "total": Totals(Offset(), "data.count"),
    "total-in-header": Totals(PageNumber(), header="x-total-count"),
    "pages": TotalPages(PageNumber(), "data.pages"),
    "pages-in-header": TotalPages(PageNumber(), header="x-pages"),
    "keyset": Keyset("last_id", of="number"),
    "cursor": Cursor("cursor", "data.next"),
    "link": LinkHeader(),
    "graphql": GraphqlCursor("data"),
}


def paged(acme: Connector, package: Path, paging: Paging) -> ConnectorContract:
    query = "query { orders { number } }" if isinstance(paging, GraphqlCursor) else ""
    resource = msgspec.structs.replace(acme.resource("order"), paging=paging, graphql=query)
    return contract(acme, package, resources=(resource,))


@pytest.mark.parametrize("kind", PAGINGS)
@pytest.mark.parametrize("check", [name for name in vars(PagingChecks) if name.startswith("test_")])
async def test_every_way_to_page_passes(kind: str, check: str, acme: Connector, package: Path) -> None:
    checks = paged(acme, package, PAGINGS[kind])
    run = getattr(checks, check)
    assert (run is None) == (kind != "link" and check == "test_a_next_page_at_another_host_is_not_asked")
    if run is not None:
        await run(order(checks), checks.stand_in())


@pytest.mark.parametrize("kind", [*PAGINGS, "single"])
async def test_a_single_page_is_read_however_lists_go_on(kind: str, acme: Connector, package: Path) -> None:
    checks = paged(acme, package, PAGINGS.get(kind, SinglePage()))
    await checks.test_every_record_is_read_as_it_is(order(checks), checks.stand_in())
    await checks.test_a_request_is_authenticated_and_says_what_it_reads(order(checks), checks.stand_in())


async def test_paging_that_stops_early_is_found(acme: Connector, package: Path) -> None:
    class Hasty(Cursor, frozen=True):
        def following(self, page: Page) -> Asked | None:
            return None if page.before == 0 else super().following(page)

    checks = paged(acme, package, Hasty("cursor", "data.next"))
    with pytest.raises(AssertionError):
        await checks.test_pages_are_followed_to_the_last_and_no_further(order(checks), checks.stand_in())

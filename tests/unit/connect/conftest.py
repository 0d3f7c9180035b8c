"""A small platform of our own, to try the connector kit on."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import pytest
from msgspec import Meta, Struct

from crossdock.connect import Connector, HeaderKey, LinkHeader, Resource, Secret

SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["number"],
    "properties": {"number": {"type": "integer", "description": "The order's number."}},
}


class AcmeSettings(Struct, frozen=True, kw_only=True):
    """A shop at Acme."""

    shop: Annotated[str, Meta(title="Shop", description="The shop's name at Acme.", pattern="^[a-z]+$")]
    token: Annotated[Secret, Meta(title="Token", description="The shop's key to the API.")]
    spare: Annotated[Secret | None, Meta(title="Spare", description="Another key to the API.")] = None
    page: Annotated[int, Meta(title="Page", description="How many to ask for at once.", ge=1)] = 50


ORDER = Resource(
    name="order",
    title="Order",
    description="An order.",
    key=("number",),
    path="/orders",
    records="data.orders",
    paging=LinkHeader(),
)


class Acme(Connector):
    """A platform that does what it should."""

    name = "acme"
    title = "Acme"
    settings_type = AcmeSettings
    base_url = "https://{shop}.acme.example/api"
    auth = HeaderKey("X-Acme-Token", setting="token")
    resources = (ORDER,)
    package = "acme_for_tests"


SETTINGS = AcmeSettings(shop="demo", token=Secret("made-up-token"))


@pytest.fixture
def acme() -> Acme:
    return Acme(SETTINGS)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The files of a connector's package, with a schema and two samples."""
    folder = tmp_path / "acme_for_tests"
    (folder / "schemas").mkdir(parents=True)
    (folder / "samples" / "order").mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "schemas" / "order.json").write_text(json.dumps(SCHEMA))
    for number, name in enumerate(["small", "large"], 1):
        (folder / "samples" / "order" / f"{name}.json").write_text(json.dumps({"number": number}))
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    sys.modules.pop("acme_for_tests", None)

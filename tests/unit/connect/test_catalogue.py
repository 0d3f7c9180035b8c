from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest

from crossdock.connect.catalogue import Catalogue
from crossdock.errors import NotFound, PluginError
from crossdock.model.resource import ResourceRef
from crossdock.plugins import Plugins

WITHOUT_HTTP = """
import sys
from crossdock.connect.catalogue import Catalogue
from crossdock.plugins import Plugins
plugins = Plugins()
assert not {"crossdock_shopify.connector", "crossdock_seko.connector"} & set(sys.modules), "listing loads connectors"
catalogue = Catalogue(plugins)
for name in ("shopify", "seko"):
    assert catalogue.resources(name) and catalogue.settings_schema(name)
    assert catalogue.check_settings(name, {}, {})
assert not {"httpx", "anyio", "litestar", "sqlalchemy"} & set(sys.modules), "too much is imported"
"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(Plugins())


def test_listing_loads_no_connector_and_schemas_load_no_http() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT_HTTP], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_resource_comes_with_schema_samples_and_plugin(catalogue: Catalogue) -> None:
    order = catalogue.resource(ResourceRef("shopify", "order"))
    assert order.schema["title"] == "Shopify order"
    assert order.plugin.startswith("crossdock-shopify ")
    assert "gift-next-day" in [sample.name for sample in order.samples]
    assert catalogue.resource(order.ref) is order


def test_resources_come_in_the_order_they_are_declared(catalogue: Catalogue) -> None:
    names = [info.ref.resource for info in catalogue.resources("seko")]
    written, read = ["order", "cancellation"], ["product", "stock_level", "receipt", "kit"]
    pushed, stock = ["dispatch", "tracking", "goods_received"], ["stock", "stock_movement"]
    assert names == [*written, *read, *pushed, *stock, "dispatched_order", "order_status", "order_tracking"]


def test_webhooks_and_operations_come_in_the_order_they_are_declared(catalogue: Catalogue) -> None:
    told = [webhook.name for webhook in catalogue.webhooks("shopify")]
    assert told == ["order-created", "order-updated", "order-cancelled", "refund-created"]
    pushed = [webhook.name for webhook in catalogue.webhooks("seko")]
    assert pushed == ["dispatch", "tracking", "goods-received", "stock-moved"]
    written = [operation.name for operation in catalogue.operations("seko")]
    assert written == ["create-order", "cancel-order", "set-product", "announce-goods", "set-kit"]
    told_back, made = ["create-fulfilment", "create-refund", "set-tracking"], ["create-order", "create-customer"]
    settled = ["refund-return", "cancel-order", "answer-cancellation-request"]
    written = [operation.name for operation in catalogue.operations("shopify")]
    assert written == [*told_back, *made, *settled, "set-available", "set-product", "set-price"]


def test_unknown_names_give_the_nearest(catalogue: Catalogue) -> None:
    with pytest.raises(NotFound, match="Did you mean 'shopify'"):
        catalogue.resource(ResourceRef("shopfy", "order"))
    with pytest.raises(NotFound, match="Did you mean 'stock_level'"):
        catalogue.resource(ResourceRef("seko", "stock_levels"))


def test_settings_are_asked_for_and_checked(catalogue: Catalogue) -> None:
    assert catalogue.secret_names("shopify") == ("access_token", "webhook_secret")
    assert catalogue.settings_schema("seko")["properties"]["api_key"]["writeOnly"] is True
    assert catalogue.check_settings("seko", {}, {"api_key": "made-up"}) == ()
    (problem,) = catalogue.check_settings("seko", {"base_url": "ihub"}, {"api_key": "made-up"})
    assert problem.pointer == "/settings/base_url"


def test_versions_name_the_distributions_that_bring_something(catalogue: Catalogue) -> None:
    versions = catalogue.versions()
    assert {"crossdock-seko", "crossdock-shopify"} <= set(versions)
    assert list(versions) == sorted(versions)


def test_an_entry_that_is_no_such_connector_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    plugin = EntryPoint(name="wrong", value="crossdock_shopify.plugin", group="crossdock")
    monkeypatch.setattr("crossdock_shopify.connector.Shopify.name", "shopware")
    with pytest.raises(PluginError, match="no Connector named 'shopify'"):
        Catalogue(Plugins([plugin])).connector("shopify")

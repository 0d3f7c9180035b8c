"""Finding plugins: fine ones, broken ones, and two that claim one name."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from crossdock.connect.catalogue import Catalogue
from crossdock.errors import NotFound, PluginError
from crossdock.plugins import Plugins

MakePlugin = Callable[[str, str], EntryPoint]

FINE = """
from crossdock.hookspecs import hookimpl
from crossdock.plugin import ConnectorEntry

@hookimpl
def connectors():
    return [ConnectorEntry(name="acme", title="Acme", summary="A made-up platform.", target="{target}")]
"""


@pytest.fixture
def make_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakePlugin:
    monkeypatch.syspath_prepend(str(tmp_path))

    def make(name: str, code: str) -> EntryPoint:
        (tmp_path / f"{name}.py").write_text(code)
        return EntryPoint(name=name, value=name, group="crossdock")

    return make


def test_a_connector_is_loaded_only_when_asked_for(make_plugin: MakePlugin) -> None:
    plugins = Plugins([make_plugin("acme_plugin_a", FINE.format(target="decimal:Decimal"))])
    entry, info = plugins.connector("acme")
    assert info.connectors == ("acme",)
    assert entry.load().__name__ == "Decimal"


def test_a_broken_plugin_is_listed_with_its_traceback_and_the_rest_goes_on(make_plugin: MakePlugin) -> None:
    broken = make_plugin("broken_plugin", "raise RuntimeError('the moon is wrong')")
    plugins = Plugins([broken, make_plugin("acme_plugin_b", FINE.format(target="decimal:Decimal"))])
    states = {info.name: info.traceback for info in plugins.infos}
    assert "the moon is wrong" in (states["broken_plugin"] or "")
    assert states["acme_plugin_b"] is None
    assert list(plugins.connectors) == ["acme"]


def test_a_plugin_that_implements_an_unknown_hook_is_broken(make_plugin: MakePlugin) -> None:
    code = "from crossdock.hookspecs import hookimpl\n\n@hookimpl\ndef conectors():\n    return []\n"
    (info,) = Plugins([make_plugin("misspelt_plugin", code)]).infos
    assert info.broken
    assert "conectors" in (info.traceback or "")


def test_two_connectors_of_one_name_are_refused_naming_both(make_plugin: MakePlugin) -> None:
    points = [make_plugin(name, FINE.format(target="decimal:Decimal")) for name in ("acme_plugin_c", "acme_plugin_d")]
    with pytest.raises(PluginError, match="Two plugins bring a connector named 'acme'") as caught:
        _ = Plugins(points).connectors
    assert caught.value.stable_code == "duplicate-name"


def test_an_unknown_connector_is_answered_with_the_nearest(make_plugin: MakePlugin) -> None:
    plugins = Plugins([make_plugin("acme_plugin_e", FINE.format(target="decimal:Decimal"))])
    with pytest.raises(NotFound, match="Did you mean 'acme'"):
        plugins.connector("acmee")


@pytest.mark.parametrize("target", ["no_such_module_at_all:Thing", "decimal:NoSuchThing"])
def test_a_target_that_cannot_be_loaded_is_named(make_plugin: MakePlugin, target: str) -> None:
    plugins = Plugins([make_plugin(f"acme_plugin_{abs(hash(target))}", FINE.format(target=target))])
    with pytest.raises(PluginError, match=target):
        plugins.connector("acme")[0].load()


def test_the_bundled_plugins_are_found_like_anybodys() -> None:
    plugins = Plugins()
    assert [str(info) for info in plugins.infos if info.broken] == []
    assert {"shopify", "seko"} <= plugins.connectors.keys()
    assert "xref" in plugins.functions
    assert {"webhook", "smtp", "slack"} <= plugins.alert_channels.keys()
    assert {"demo", "serve"} <= plugins.commands.keys()


CHANNEL = """
from crossdock.hookspecs import hookimpl
from crossdock.plugin import AlertChannelEntry

@hookimpl
def alert_channels():
    return [AlertChannelEntry(name="pager", summary="A made-up pager.", target="decimal:Decimal")]
"""


def test_two_alert_channels_of_one_name_are_refused_naming_both(make_plugin: MakePlugin) -> None:
    points = [make_plugin(name, CHANNEL) for name in ("acme_plugin_f", "acme_plugin_g")]
    with pytest.raises(PluginError, match="Two plugins bring an alert channel named 'pager'"):
        _ = Plugins(points).alert_channels


def test_an_alert_channel_that_is_none_is_told_to_be(make_plugin: MakePlugin) -> None:
    catalogue = Catalogue(Plugins([make_plugin("acme_plugin_h", CHANNEL)]))
    with pytest.raises(PluginError, match="is no AlertChannel named 'pager'"):
        catalogue.alert_channel("pager")
    with pytest.raises(NotFound, match="Did you mean 'pager'"):
        catalogue.alert_channel("pagr")

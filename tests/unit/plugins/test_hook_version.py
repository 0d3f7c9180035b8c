"""A plugin that was written for another hook specification is listed as broken, and told what to do."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock import hookspecs
from crossdock.errors import PluginError
from crossdock.hook_version import FIRST, negotiated
from crossdock.plugins import Plugins


def test_a_plugin_that_says_nothing_is_of_the_first_version() -> None:
    assert negotiated(SimpleNamespace()) == FIRST


def test_our_own_version_is_spoken() -> None:
    assert negotiated(SimpleNamespace(crossdock_hooks=hookspecs.VERSION)) == hookspecs.VERSION


@given(ours=st.tuples(st.integers(0, 99), st.integers(0, 99)), theirs=st.tuples(st.integers(0, 99), st.integers(0, 99)))
def test_the_same_major_and_no_newer_minor_is_spoken(ours: tuple[int, int], theirs: tuple[int, int]) -> None:
    module = SimpleNamespace(crossdock_hooks="{}.{}".format(*theirs))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hookspecs, "VERSION", "{}.{}".format(*ours))
        if ours[0] == theirs[0] and theirs[1] <= ours[1]:
            assert negotiated(module) == module.crossdock_hooks
            return
        with pytest.raises(PluginError, match="hook specification") as raised:
            negotiated(module)
    assert raised.value.stable_code == "hook-version"
    older = theirs[0] < ours[0]
    assert ("newer version of the plugin" in raised.value.remedy, "Upgrade" in raised.value.remedy) == (
        older,
        not older,
    )


@pytest.mark.parametrize("version", ["1", "1.0.0", "one", "", "01.0", "1.0\n", 1.0, None])
def test_what_is_no_version_is_told(version: object) -> None:
    with pytest.raises(PluginError, match="is no version") as raised:
        negotiated(SimpleNamespace(crossdock_hooks=version))
    assert f'"{hookspecs.VERSION}"' in raised.value.remedy


@pytest.mark.parametrize(("version", "broken"), [("1.0", False), ("2.0", True), ("1.9", True)])
def test_another_version_is_listed_as_broken_with_its_remedy(
    version: str, broken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    name = f"acme_hooks_{version.replace('.', '_')}"
    (tmp_path / f"{name}.py").write_text(f'crossdock_hooks = "{version}"\n')
    (info,) = Plugins([EntryPoint(name=name, value=name, group="crossdock")]).infos
    assert info.broken is broken
    assert info.hooks == ("" if broken else version)
    if broken:
        assert f"written for version {version}" in (info.traceback or "")
        assert "Upgrade Crossdock" in (info.traceback or "")

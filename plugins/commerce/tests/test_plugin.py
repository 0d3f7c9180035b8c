"""What the plugin declares is what it brings, and declaring it costs nothing."""

from __future__ import annotations

import subprocess
import sys

from crossdock.plugins import Plugins
from crossdock_commerce.plugin import functions

ENTRIES = functions()


def test_the_plugin_is_found_by_its_entry_point() -> None:
    brought = {name for name, (_, info) in Plugins().functions.items() if info.distribution == "crossdock-commerce"}
    assert brought == {entry.name for entry in ENTRIES}


def test_declaring_the_functions_loads_none_of_them() -> None:
    script = "import sys, crossdock_commerce.plugin as p; p.functions(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.split()
    assert [name for name in loaded if name.startswith("crossdock_commerce.")] == ["crossdock_commerce.plugin"]

"""Where the demo's project folder lies: in the wheel, or in the source tree as `examples/shopify-seko`."""

from __future__ import annotations

from pathlib import Path

from crossdock.errors import ConfigurationError

NAME = "shopify-seko"

_SHIPPED = Path(__file__).parent / NAME
_IN_SOURCE_TREE = Path(__file__).parents[3] / "examples" / NAME


def demo_folder() -> Path:
    """The folder of the demo project; raises ConfigurationError where the installation lacks it."""
    for folder in (_SHIPPED, _IN_SOURCE_TREE):
        if (folder / "crossdock.yaml").is_file():
            return folder
    raise ConfigurationError(
        f"The demo's project folder is missing from this installation ({_SHIPPED}).",
        remedy="Install crossdock again from its wheel, or run the demo in a clone of the repository.",
    )

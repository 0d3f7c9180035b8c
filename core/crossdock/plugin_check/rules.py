"""What a plugin's folder is held to beside the contracts; docs/plugins/check.md tells of each."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

PAGE = "docs/plugins/check.md"


class FolderRule(msgspec.Struct, frozen=True):
    """One rule; its anchor on the page is its id in lower case."""

    id: str
    name: str
    sentence: str

    @property
    def anchor(self) -> str:
        """Where it is explained."""
        return f"{PAGE}#{self.id.lower()}"


PLUGIN_LOADS = FolderRule("CD901", "plugin-loads", "Every entry point, and everything it names, can be loaded.")
CONTRACT_INHERITED = FolderRule(
    "CD902", "contract-inherited", "Each connector, sandbox, function and guard is held to its contract by a test."
)
OWN_TESTS_PASS = FolderRule("CD903", "own-tests-pass", "The plugin's own tests can be collected, and pass.")
NOTHING_SKIPPED = FolderRule("CD904", "nothing-skipped", "No check of a contract is skipped.")
OFFLINE = FolderRule("CD905", "offline", "The tests ask no other machine for anything.")
QUALITY_TOLD = FolderRule("CD906", "quality-told", "quality.toml says of every rule that it is done, or why not.")
WHEEL_WHOLE = FolderRule("CD907", "wheel-whole", "The wheel holds every file of the package, and its entry points.")

FOLDER_RULES: Mapping[str, FolderRule] = {
    rule.id: rule
    for rule in (
        PLUGIN_LOADS,
        CONTRACT_INHERITED,
        OWN_TESTS_PASS,
        NOTHING_SKIPPED,
        OFFLINE,
        QUALITY_TOLD,
        WHEEL_WHOLE,
    )
}

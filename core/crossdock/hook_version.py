"""Which hook specification a plugin was written for, and whether this Crossdock speaks it.

A plugin module may say `crossdock_hooks = "1.0"`. A minor version adds hooks, or fields with defaults; a major one takes
something away or changes what it means.
"""

from __future__ import annotations

import re

from crossdock import hookspecs
from crossdock.errors import PluginError

ATTRIBUTE = "crossdock_hooks"
FIRST = "1.0"
"""What a plugin that says nothing was written for."""

_VERSION = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})")


def negotiated(module: object) -> str:
    """The version that a plugin module was written for.

    Raises PluginError where this Crossdock does not speak it: another major version, or a newer minor one.
    """
    wanted = getattr(module, ATTRIBUTE, FIRST)
    major, minor = _parts(wanted)
    ours_major, ours_minor = _parts(hookspecs.VERSION)
    if major > ours_major or (major == ours_major and minor > ours_minor):
        raise _unspoken(wanted, "Upgrade Crossdock, or install an older version of the plugin.")
    if major < ours_major:
        raise _unspoken(wanted, "Install a newer version of the plugin, or an older Crossdock.")
    return str(wanted)


def _parts(version: object) -> tuple[int, int]:
    match = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if match is None:
        raise PluginError(
            f"{ATTRIBUTE} = {version!r} is no version of the hook specification.",
            code="hook-version",
            remedy=f'Write {ATTRIBUTE} = "{hookspecs.VERSION}" in the module that the entry point names.',
        )
    return int(match[1]), int(match[2])


def _unspoken(wanted: object, remedy: str) -> PluginError:
    return PluginError(
        f"It is written for version {wanted} of the hook specification, and this Crossdock speaks {hookspecs.VERSION}.",
        code="hook-version",
        remedy=remedy,
    )

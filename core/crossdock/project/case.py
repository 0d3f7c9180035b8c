"""A fixture of a project folder, ready to be run."""

from __future__ import annotations

import msgspec

from crossdock.model.evaluation import Runnable
from crossdock.model.fixture import Fixture
from crossdock.model.lookup import LookupTables


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One fixture of one mapping, with all that is needed to run it."""

    mapping: str
    fixture: Fixture
    runnable: Runnable
    lookups: LookupTables

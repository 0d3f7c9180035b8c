"""The guard on the page about guards keeps to the contract, as its own test says."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parents[3] / "examples/acme-guard"
sys.path.insert(0, str(EXAMPLE))
TestCredit = runpy.run_path(str(EXAMPLE / "tests/test_credit.py"))["TestCredit"]

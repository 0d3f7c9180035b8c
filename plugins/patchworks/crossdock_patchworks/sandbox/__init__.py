"""Patchworks on loopback: one company, its process flows and what they run over time.

`company.py` is the whole; `flows.py`, `runs.py`, `steps.py` and `tables.py` are its parts, `routes.py` and
`trigger_routes.py` its API, and `happenings.py` what people do on its dashboard. What the documentation does not settle
is in `inferred.py`, and can be switched where it has a name.
"""

from __future__ import annotations

from crossdock_patchworks.sandbox.patchworks_sandbox import PatchworksSandbox

__all__ = ["PatchworksSandbox"]

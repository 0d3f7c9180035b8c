"""What every sandbox shares: a platform's behaviour on loopback, with state, simulated time and faults on demand.

A plugin's sandbox is a subclass of `Sandbox`; its connector names the class
(`sandbox = "crossdock_acme.sandbox:AcmeSandbox"`), so that nothing here is imported until a sandbox is really started.
"""

from __future__ import annotations

from crossdock.connect.sandbox.agenda import Agenda
from crossdock.connect.sandbox.clock import SandboxClock
from crossdock.connect.sandbox.control import read_body
from crossdock.connect.sandbox.outbox import Outbox, Push
from crossdock.connect.sandbox.reply import Reply
from crossdock.connect.sandbox.sandbox import ControlRoute, Holding, Sandbox
from crossdock.connect.sandbox.start import start_sandbox

__all__ = [
    "Agenda",
    "ControlRoute",
    "Holding",
    "Outbox",
    "Push",
    "Reply",
    "Sandbox",
    "SandboxClock",
    "read_body",
    "start_sandbox",
]

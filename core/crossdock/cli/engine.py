"""Which JSONata engine a command uses."""

from __future__ import annotations

import click

from crossdock.model.evaluation import EngineName

engine_option = click.option(
    "--engine",
    type=click.Choice(EngineName, case_sensitive=False),
    default=EngineName.NATIVE,
    help="The JSONata engine: Crossdock's own, which is what the studio uses, or jsonata-python as a second opinion.",
)

"""What the parts of an expression can yield, found without evaluating it."""

from crossdock.jsonata.inference.facts import Absence, Facts
from crossdock.jsonata.inference.infer import infer
from crossdock.jsonata.inference.scope import Binding, Scope
from crossdock.jsonata.inference.yields import Yield

__all__ = ["Absence", "Binding", "Facts", "Scope", "Yield", "infer"]

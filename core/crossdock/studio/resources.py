"""The resources of connectors, as a mapping's settings name them."""

from __future__ import annotations

from crossdock.connect.catalogue import Catalogue
from crossdock.errors import InvalidInput, NotFound
from crossdock.model.evaluation import Runnable
from crossdock.model.mapping import Mapping
from crossdock.model.problem import Problem, Side
from crossdock.model.resource import ResourceInfo, ResourceRef


def require_resource(catalogue: Catalogue, field: str, text: str) -> ResourceInfo:
    """The resource written in a field of a request; raises InvalidInput naming the nearest one."""
    try:
        return catalogue.resource(ResourceRef.parse(text))
    except ValueError as error:
        problem = _problem(field, f"{error}.", "Write it as 'shopify/order'.")
    except NotFound as error:
        problem = _problem(field, error.message, error.remedy)
    raise InvalidInput(problem.message, code=problem.code, remedy=problem.remedy, problems=[problem])


def runnable(catalogue: Catalogue, mapping: Mapping, text: str) -> Runnable:
    """A text with the schemas that the mapping's connectors have today."""
    return Runnable(
        text=text,
        source_schema=catalogue.resource(mapping.source).schema,
        target_schema=catalogue.resource(mapping.target).schema,
    )


def _problem(field: str, message: str, remedy: str) -> Problem:
    return Problem(code="unknown-resource", message=message, remedy=remedy, side=Side.REQUEST, pointer=f"/{field}")

"""How good suggestions are: every fixture of a project's mappings as two examples, its expected output as the truth.

    python benchmarks/suggestions.py [FOLDER OF A PROJECT] [--show]

For each mapping and each of its fixtures with an output, suggestions are asked for as "New mapping" does, with the fixture's
input and output, the connectors' schemas, the project's lookups and its other mappings. Then, per field that the output has:

- `first`: the first suggestion gives the value on this example
- `holds`: the first suggestion also gives what the mapping's other fixtures expect there (constants often do not)
- `any`:   one of the suggestions holds
- `text`:  fields that the composed first mapping fills with the right value
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from crossdock.bootstrap import open_pipeline
from crossdock.connect.catalogue import Catalogue
from crossdock.engine.json_text import decode, encode
from crossdock.engine.pipeline import Pipeline
from crossdock.engine.pointer import segments
from crossdock.model.evaluation import Evaluation, Lane
from crossdock.model.fixture import ExpectOutput, ExpectPartial, Fixture
from crossdock.model.suggestion import ExamplePair, FieldSuggestions, Precedent, SuggestionReport, SuggestionTask
from crossdock.project import folder
from crossdock.project.contents import FolderMapping, ProjectFolder
from crossdock.suggest.fields import target_fields, value_at
from crossdock.suggest.precedents import precedents_in
from crossdock.suggest.report import suggestions_for
from crossdock.suggest.suggesters import Suggesters
from crossdock.suggest.trial import Trial, share_given

EXAMPLE = Path(__file__).parents[1] / "examples" / "shopify-seko"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LEAST = 0.5
"""The studio's own."""


class Bench:
    """A project folder, and what is counted over its fixtures."""

    def __init__(self, project: ProjectFolder, pipeline: Pipeline, catalogue: Catalogue, *, show: bool) -> None:
        self._project = project
        self._evaluator = pipeline.evaluator
        self._catalogue = catalogue
        self._suggesters = Suggesters([entry for entry, _ in catalogue.plugins.suggesters.values()])
        self._show = show

    async def of(self, mapping: FolderMapping) -> Counter[str]:
        """The counts of one mapping, over each of its fixtures that say what must come out."""
        pairs = [pair for fixture in mapping.fixtures if (pair := _pair(fixture))]
        counts: Counter[str] = Counter()
        for pair in pairs:
            started = perf_counter()
            report = await suggestions_for(await self._task(mapping, pair), self._suggesters, self._trial(), LEAST)
            counts["milliseconds"] += round(1000 * (perf_counter() - started))
            counts["examples"] += 1
            counts += await self._judged(report, pair, [other for other in pairs if other is not pair])
        return counts

    async def _judged(self, report: SuggestionReport, pair: ExamplePair, others: list[ExamplePair]) -> Counter[str]:
        counts: Counter[str] = Counter()
        output = await self._output(report.text, pair)
        for found in report.fields:
            if not found.field.in_example:
                continue
            counts["fields"] += 1
            held = await self._held(found, others)
            counts["first"] += bool(found.suggestions and found.suggestions[0].reproduces)
            counts["holds"] += bool(held and found.suggestions[0].reproduces and held[0])
            counts["any"] += any(held)
            path = segments(found.field.target)
            right = share_given(value_at(decode(pair.target or b"null"), path), value_at(output, path)) == 1
            counts["text"] += right
            counts["constants"] += bool(
                found.suggestions and found.suggestions[0].reproduces and _is_constant(found.suggestions[0].expression)
            )
            if self._show:
                _tell(found, held)
        return counts

    async def _held(self, found: FieldSuggestions, others: list[ExamplePair]) -> list[bool]:
        """For each suggestion whether it gives what the other fixtures expect."""
        held = [bool(suggestion.reproduces) for suggestion in found.suggestions]
        for other in others:
            wanted = value_at(decode(other.target or b"null"), segments(found.field.target))
            if not wanted and _is_partial(other):
                continue
            values = await self._trial().values(found.suggestions, other.source)
            held = [was and share_given(wanted, value) == 1 for was, value in zip(held, values, strict=True)]
        return held

    async def _task(self, mapping: FolderMapping, pair: ExamplePair) -> SuggestionTask:
        source, target = self._catalogue.resource(mapping.source), self._catalogue.resource(mapping.target)
        return SuggestionTask(
            pairs=(pair,),
            fields=target_fields(target.schema, [decode(pair.target or b"null")]),
            source=source.ref,
            target=target.ref,
            source_schema=source.schema,
            target_schema=target.schema,
            lookups=self._project.lookups,
            functions=tuple(self._catalogue.plugins.functions),
            precedents=await self._precedents(mapping),
        )

    async def _precedents(self, mapping: FolderMapping) -> tuple[Precedent, ...]:
        found: list[Precedent] = []
        for other in self._project.mappings:
            if other is not mapping:
                found += await precedents_in(self._evaluator, other.name, other.source, other.target, other.text)
        return tuple(found)

    async def _output(self, text: str, pair: ExamplePair) -> Any:
        evaluation = Evaluation(text=text, input=pair.source, lookups=self._project.tables, received_at=NOW)
        evaluated = await self._evaluator.evaluate(evaluation, Lane.DRAFT)
        return None if evaluated.output is None else decode(evaluated.output)

    def _trial(self) -> Trial:
        return Trial(self._evaluator, self._project.tables, NOW)


_PARTIAL: set[bytes] = set()


def _pair(fixture: Fixture) -> ExamplePair | None:
    if not isinstance(fixture.expect, ExpectOutput | ExpectPartial):
        return None
    if isinstance(fixture.expect, ExpectPartial):
        _PARTIAL.add(fixture.input)
    return ExamplePair(source=fixture.input, target=encode(fixture.expect.output))


def _is_partial(pair: ExamplePair) -> bool:
    return pair.source in _PARTIAL


def _is_constant(expression: str) -> bool:
    return expression[:1] in '"0123456789' or expression in ("true", "false")


def _tell(found: FieldSuggestions, held: list[bool]) -> None:
    wanted = bytes(found.wanted).decode()[:60] if found.wanted else "-"
    print(f"  {found.field.target}  <- {wanted}")
    for suggestion, holds in zip(found.suggestions[:4], held, strict=False):
        mark = "holds" if holds else "here" if suggestion.reproduces else "no"
        each = " ".join(suggestion.each)
        print(f"      {suggestion.confidence:.2f} {mark:5} {each} {suggestion.expression}   {suggestion.reason[:110]}")


def _rows(counted: dict[str, Counter[str]]) -> Iterator[str]:
    yield f"{'mapping':34} examples  fields  first  holds    any   text  constants  ms each"
    total: Counter[str] = Counter()
    for counts in counted.values():
        total += counts
    for name, counts in {**counted, "all": total}.items():
        fields = counts["fields"] or 1
        shares = "  ".join(f"{100 * counts[key] / fields:4.0f}%" for key in ("first", "holds", "any", "text"))
        each = counts["milliseconds"] / (counts["examples"] or 1)
        yield f"{name:34} {counts['examples']:8}  {counts['fields']:6}  {shares}  {counts['constants']:9}  {each:7.0f}"


async def main(root: Path, *, show: bool) -> None:
    """Print a row for each mapping of the folder."""
    project = folder.read(root)
    async with open_pipeline() as (pipeline, catalogue):
        bench = Bench(project, pipeline, catalogue, show=show)
        counted = {}
        for mapping in project.mappings:
            if show:
                print(mapping.name)
            counted[mapping.name] = await bench.of(mapping)
    print("\n".join(_rows(counted)))


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    asyncio.run(main(Path(given[0]) if given else EXAMPLE, show="--show" in sys.argv))

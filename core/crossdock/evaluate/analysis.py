"""Answers about a text, in the process they are asked in: a child, for a text may be hostile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from crossdock import jsonata
from crossdock.engine.json_text import decode
from crossdock.evaluate.context import EvaluationContext
from crossdock.evaluate.lookup_tables import IndexedTable
from crossdock.evaluate.native.faults import told
from crossdock.evaluate.native.functions import PluginFunctions
from crossdock.evaluate.native.place import place
from crossdock.evaluate.questions import CompletionsAt, FieldsOf, LintOf, Question, TraceOf
from crossdock.evaluate.tracing import trace
from crossdock.jsonata.complete import complete
from crossdock.jsonata.fields import Field, fields_of
from crossdock.jsonata.lint import Finding, lint
from crossdock.jsonata.lint.rules import SYNTAX
from crossdock.jsonata.shape import Shape
from crossdock.jsonata.syntax import Node
from crossdock.model import analysis as model
from crossdock.model.evaluation import Limits
from crossdock.model.problem import Severity, Span
from crossdock.plugin import FunctionEntry

Answer = model.FieldReport | model.LintReport | model.CompletionReport | model.TraceReport


class Analysis:
    """Answers one question at a time; MemoryError comes through."""

    def __init__(self, entries: Iterable[FunctionEntry] = ()) -> None:
        self._plugins = PluginFunctions(entries)

    def answer(
        self, question: Question, tables: Mapping[str, str], fetch: Callable[[str], IndexedTable], limits: Limits
    ) -> Answer:
        """The report a question asks for. `tables` are the names of lookups with their digests, `fetch` gets one."""
        match question:
            case FieldsOf():
                return _fields(question.text)
            case LintOf():
                return self._lint(question)
            case CompletionsAt():
                return self._complete(question)
            case TraceOf():
                context = EvaluationContext(question.received_at, tables, fetch)
                return trace(question.text, question.input, self._plugins, context, limits)

    def _lint(self, question: LintOf) -> model.LintReport:
        around = question.around
        findings = lint(
            question.text,
            shape=_shape(around.source),
            target=_shape(around.target),
            functions=self._plugins.functions,
            lookups=around.lookups,
        )
        return model.LintReport(findings=tuple(_finding(finding, question.text) for finding in findings))

    def _complete(self, question: CompletionsAt) -> model.CompletionReport:
        found = complete(
            question.text,
            question.position,
            shape=_shape(question.around.source),
            functions=self._plugins.functions,
            lookups=question.around.lookups,
        )
        return model.CompletionReport(
            completions=tuple(
                model.Completion(
                    kind=offer.kind,
                    label=offer.label,
                    insert=offer.insert,
                    detail=offer.detail,
                    span=Span.of(question.text, offer.span),
                )
                for offer in found
            )
        )


def _fields(text: str) -> model.FieldReport:
    parsed = jsonata.parse(text)
    return model.FieldReport(
        fields=field_rules(parsed.ast, text),
        problems=tuple(told(text, error) for error in parsed.errors),
    )


def field_rules(tree: Node, text: str) -> tuple[model.FieldRule, ...]:
    """How each leaf of a text's output is made, by its syntax tree."""
    return tuple(_rule(field, text) for field in fields_of(tree))


def _rule(field: Field, text: str) -> model.FieldRule:
    return model.FieldRule(
        target=field.target,
        span=Span.of(text, field.span),
        sources=field.sources,
        conditions=field.conditions,
        functions=field.functions,
        lookups=tuple(
            model.LookupCall(table=lookup.table, key=lookup.key, span=Span.of(text, lookup.span))
            for lookup in field.lookups
        ),
        words=field.words,
        print=field.print,
    )


def _finding(finding: Finding, text: str) -> model.LintFinding:
    fix = finding.fix
    where = place(text, finding.span, finding.code) if finding.rule == SYNTAX.id else None
    return model.LintFinding(
        rule=finding.rule,
        severity=Severity(finding.severity),
        message=finding.message,
        remedy=finding.remedy,
        span=where or Span.of(text, finding.span),
        fix=model.Fix(span=Span.of(text, fix.span), text=fix.text) if fix else None,
    )


def _shape(described: model.Described | None) -> Shape | None:
    if described is None:
        return None
    seen = Shape.from_samples(decode(sample.payload) for sample in described.samples)
    return Shape.from_schema(described.schema).combined(seen)

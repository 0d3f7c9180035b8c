"""Making a mapping sheet of a text's rules, and seeing what is different in one that came back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from crossdock.engine.json_text import encode
from crossdock.model.analysis import FieldRule
from crossdock.model.annotation import Annotation
from crossdock.model.sheet import AnnotationChange, RuleSuggestion, SheetCells, SheetRow

LONGEST_EXAMPLE = 200
SOURCES = ", "
"""Between the paths of one cell."""
RULES = "; "
"""Between the rules of several branches."""

_STEP = re.compile(r"\[\]|[^.\[\]]+")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PATH = re.compile(r"[^\s.`\"'\[\](){}$;,&|]+(\[\d+\])?(\.[^\s.`\"'\[\](){}$;,&|]+(\[\d+\])?)*")
_PLAIN = re.compile(r"[A-Za-z_][\w.]*")
_WORDS = frozenset(("and", "or", "in", "true", "false", "null"))
_COPIED = re.compile(r"copied from (\S+)")
_ALWAYS = re.compile(r"always (.+)", re.DOTALL)
_LOOKED_UP = re.compile(r"looked up in ([a-z0-9-]+) by (\S+(?: and \S+)*)")


def rows_of(
    text: str, rules: Iterable[FieldRule], noted: Iterable[Annotation], output: object = None
) -> tuple[SheetRow, ...]:
    """One row for each target field in the order of the text, then annotated fields that it does not fill."""
    by_target: dict[str, list[FieldRule]] = {}
    for rule in rules:
        by_target.setdefault(rule.target, []).append(rule)
    annotations = {annotation.target: annotation for annotation in noted}
    filled = [_row(text, target, found, annotations.get(target), output) for target, found in by_target.items()]
    others = [each for target, each in annotations.items() if target not in by_target]
    return (*filled, *(SheetRow(target=each.target, owner=each.owner, comment=each.comment) for each in others))


def _row(text: str, target: str, rules: list[FieldRule], noted: Annotation | None, output: object) -> SheetRow:
    return SheetRow(
        target=target,
        sources=tuple(dict.fromkeys(path for rule in rules for path in rule.sources if not path.startswith("$"))),
        rule=RULES.join(rule.words for rule in rules),
        expression="\n".join(text[rule.span.start : rule.span.end] for rule in rules),
        example=_example(output, target),
        owner=noted.owner if noted else "",
        comment=noted.comment if noted else "",
    )


def _example(output: object, target: str) -> str:
    value = next(_values(output, _STEP.findall(target)), None)
    if value is None:
        return ""
    shown = value if isinstance(value, str) else encode(value).decode()
    return shown if len(shown) <= LONGEST_EXAMPLE else f"{shown[:LONGEST_EXAMPLE]}..."


def _values(document: Any, steps: list[str]) -> Iterator[Any]:
    """The values at a target, in the order of the document; a single one may stand where several may."""
    if isinstance(document, list) and steps:
        inner = steps[1:] if steps[0] == "[]" else steps
        for item in document:
            yield from _values(item, inner)
    elif not steps:
        yield document
    elif steps[0] == "[]":
        yield from _values(document, steps[1:])
    elif isinstance(document, dict) and steps[0] in document:
        yield from _values(document[steps[0]], steps[1:])


def annotation_changes(rows: Iterable[SheetRow], returned: Iterable[SheetCells]) -> tuple[AnnotationChange, ...]:
    """Owners and comments that are others in the sheet; a column that is gone changes nothing."""
    known = {row.target: row for row in rows}
    pairs = (_annotations(known.get(cells.target), cells) for cells in returned)
    return tuple(AnnotationChange(was=was, now=now) for was, now in pairs if was != now)


def _annotations(row: SheetRow | None, cells: SheetCells) -> tuple[Annotation, Annotation]:
    owner, comment = (row.owner, row.comment) if row else ("", "")
    was = Annotation(target=cells.target, owner=owner, comment=comment)
    return was, Annotation(
        target=cells.target,
        owner=owner if cells.owner is None else cells.owner.strip(),
        comment=comment if cells.comment is None else cells.comment.strip(),
    )


def rule_suggestions(rows: Iterable[SheetRow], returned: Iterable[SheetCells]) -> Iterator[RuleSuggestion]:
    """Rules that are others in the sheet. An expression is proposed where its words leave no doubt."""
    known: Mapping[str, SheetRow] = {row.target: row for row in rows}
    for cells in returned:
        row = known.get(cells.target)
        had = row or SheetRow(target=cells.target)
        source, rule, expression = (
            _other(cells.source, SOURCES.join(had.sources)),
            _other(cells.rule, had.rule),
            _other(cells.expression, had.expression),
        )
        if source is None and rule is None and expression is None:
            continue
        yield RuleSuggestion(
            target=cells.target,
            was=row if row and row.rule else None,
            source=cells.source or "",
            rule=cells.rule or "",
            expression=expression or _asked(had, source, rule),
        )


def _other(cell: str | None, was: str) -> str | None:
    """What a cell says, where that is something, and not what was there."""
    if cell is None or not cell.strip():
        return None
    return cell.strip() if cell.split() != was.split() else None


def _asked(row: SheetRow, source: str | None, rule: str | None) -> str | None:
    """The expression that a changed rule or source asks for; None where that is not certain."""
    decided, _, own = row.rule.rpartition(": ")
    if rule is None:
        return _path(row, source) if source and (not row.rule or _COPIED.fullmatch(own)) else None
    before, _, asked = rule.rpartition(": ")
    if before and before != decided:
        return None
    if found := _COPIED.fullmatch(asked):
        return _path(row, found[1])
    if found := _LOOKED_UP.fullmatch(asked):
        keys = [_path(row, key) for key in found[2].split(" and ")]
        return None if None in keys else f"$xref({', '.join([json.dumps(found[1]), *map(str, keys)])})"
    found = _ALWAYS.fullmatch(asked)
    return _literal(found[1]) if found else None


def _literal(text: str) -> str | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return None if isinstance(value, dict | list) else text.strip()


def _path(row: SheetRow, path: str) -> str | None:
    """A path of the message as it is written where the row's expression stands; None where that cannot be told."""
    base = _base(row)
    if base is None or not path.startswith(base) or not _PATH.fullmatch(path):
        return None
    return ".".join(map(_step, path.removeprefix(base).split(".")))


def _base(row: SheetRow) -> str | None:
    """What the paths of a row start with without its expression saying so: within lines the lines' own path."""
    plain = _PLAIN.fullmatch(row.expression)
    if plain and len(row.sources) == 1 and row.sources[0].endswith(row.expression):
        return row.sources[0].removesuffix(row.expression)
    return None if "[]" in row.target else ""


def _step(step: str) -> str:
    name, bracket, position = step.partition("[")
    quoted = name if _NAME.fullmatch(name) and name not in _WORDS else f"`{name}`"
    return quoted + bracket + position

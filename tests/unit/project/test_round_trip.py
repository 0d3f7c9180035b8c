"""A project folder holds everything: what is written is read again, and the same project gives the same bytes."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from crossdock.engine.json_text import encode
from crossdock.model.alert import AlertKind, Thresholds
from crossdock.model.annotation import Annotation
from crossdock.model.evaluation import HoldCode
from crossdock.model.fixture import ExpectHold, ExpectOutput, ExpectPartial, Fixture
from crossdock.model.flow import (
    FlowDefinition,
    FlowSource,
    FlowTarget,
    GivingUp,
    Guard,
    GuardAction,
    OrderPolicy,
    Retry,
)
from crossdock.model.lookup import LookupDefinition, LookupRow, LookupTable, MissPolicy
from crossdock.model.project import Ownership
from crossdock.model.resource import ResourceRef
from crossdock.project import folder, write
from crossdock.project.contents import (
    UNSTORED,
    FolderAlert,
    FolderConnection,
    FolderEnvironment,
    FolderMapping,
    ProjectFolder,
)
from crossdock.project.format import changes

names = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
labels = words.filter(bool)
pointers = st.sampled_from(["/a", "/lines/*/sku", "/x~1y", ""])
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), words),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=3)),
    max_leaves=8,
)
resources = st.builds(ResourceRef, names, st.sampled_from(["order", "stock_level"]))
rules: dict[str, st.SearchStrategy[Any]] = {
    "ignore": st.lists(pointers, max_size=2).map(tuple),
    "tolerances": st.dictionaries(pointers, st.sampled_from(["0.01", "1"]), max_size=2),
}
expectations = st.one_of(
    st.builds(ExpectOutput, output=json_values),
    st.builds(ExpectOutput, output=json_values, **rules),
    st.builds(ExpectPartial, output=json_values, **rules),
    st.builds(ExpectHold, code=st.sampled_from(HoldCode)),
)
fixtures = st.builds(
    Fixture, name=names, input=json_values.map(encode), expect=expectations, description=st.one_of(st.just(""), words)
)


def by_name(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=3, unique_by=lambda item: item.name).map(
        lambda found: tuple(sorted(found, key=lambda item: item.name))
    )


mappings = st.builds(
    FolderMapping,
    name=names,
    source=resources,
    target=resources,
    description=words,
    owners=st.lists(labels, max_size=2).map(tuple),
    text=words,
    annotations=st.lists(
        st.builds(Annotation, target=labels, owner=words, comment=words), max_size=2, unique_by=lambda each: each.target
    ).map(lambda found: tuple(sorted(found, key=lambda each: each.target))),
    fixtures=by_name(fixtures),
)


@st.composite
def lookups(draw: st.DrawFn) -> LookupTable:
    key, *values = draw(st.lists(labels, min_size=2, max_size=4, unique=True))
    on_miss = draw(st.sampled_from(MissPolicy))
    definition = LookupDefinition(
        name=draw(names),
        keys=(key,),
        values=tuple(values),
        owner=draw(labels),
        on_miss=on_miss,
        default=draw(json_values) if on_miss is MissPolicy.DEFAULT else None,
        description=draw(words),
    )
    row = st.builds(LookupRow, keys=st.tuples(words), values=st.tuples(*[words] * len(values)))
    rows = draw(st.lists(row, max_size=3, unique_by=lambda each: each.keys))
    return LookupTable(definition=definition, revision=UNSTORED, rows=tuple(rows))


counts = st.integers(1, 1000)
guards = st.builds(
    Guard,
    name=names,
    when=labels,
    then=st.sampled_from(GuardAction),
    reason=labels,
    deadline_seconds=counts,
    every_seconds=counts,
) | st.builds(
    Guard,
    name=names,
    plugin=labels,
    options=st.dictionaries(labels, labels | counts | st.booleans() | st.lists(labels, max_size=2), max_size=3),
    every_seconds=counts,
)
flows = st.builds(
    FlowDefinition,
    name=names,
    source=st.builds(FlowSource, connection=names, webhook=labels),
    mapping=names,
    target=st.builds(FlowTarget, connection=names, operation=labels),
    owner=labels,
    description=words,
    guards=st.lists(guards, max_size=2, unique_by=lambda each: each.name).map(tuple),
    order=st.sampled_from(OrderPolicy),
    retry=st.one_of(
        st.builds(Retry),
        st.builds(Retry, first_seconds=st.floats(0.1, 10), attempts=counts, then=st.sampled_from(GivingUp)),
    ),
)
connections = st.builds(
    FolderConnection, name=names, connector=labels, settings=st.dictionaries(words, json_values, max_size=2)
)
environments = st.builds(
    FolderEnvironment,
    name=names,
    connections=st.lists(connections, max_size=2, unique_by=lambda each: each.name).map(tuple),
)

alerts = st.builds(
    FolderAlert,
    name=names,
    channel=labels,
    kinds=st.lists(st.sampled_from(AlertKind), max_size=3, unique=True).map(tuple),
    environments=st.lists(names, max_size=2, unique=True).map(tuple),
    quiet_seconds=st.integers(0, 10**6),
    thresholds=st.builds(Thresholds, polls_failing_from=st.integers(1, 99), holds_more_than=st.integers(0, 99)),
    settings=st.dictionaries(words, json_values, max_size=2),
)

projects = st.builds(
    ProjectFolder,
    name=names,
    title=words,
    description=words,
    environments=st.lists(names, min_size=1, max_size=3, unique=True).map(tuple),
    ownership=st.lists(
        st.builds(Ownership, data=labels, system=labels, person=labels), max_size=2, unique_by=lambda each: each.data
    ).map(tuple),
    mappings=by_name(mappings),
    lookups=by_name(lookups()),
    flows=by_name(flows),
    connected=by_name(environments),
    alerts=by_name(alerts),
    playbooks=st.dictionaries(names, words, max_size=2),
)


@settings(max_examples=50, deadline=None)
@given(projects)
def test_what_is_written_is_read_again_and_is_canonical(project: ProjectFolder) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write.write(root, project)
        again = folder.read(root)
        assert msgspec.structs.asdict(again) == msgspec.structs.asdict(project)
        assert write.files(again) == write.files(project)
        assert changes(root, again) == {}


def test_every_byte_of_a_mapping_text_and_an_input_stays(tmp_path: Path) -> None:
    mapping = FolderMapping(
        name="odd",
        source=ResourceRef("a", "b"),
        target=ResourceRef("c", "d"),
        text="(\r\n\t$x := 1;  \n\n)  /* no end of line */",
        fixtures=(
            Fixture(name="one", input=b'{ "a":1.10,\r\n"b" : 1e2 }  ', expect=ExpectHold(code=HoldCode.LOOKUP_MISS)),
        ),
    )
    write.write(tmp_path, ProjectFolder(name="demo", mappings=(mapping,)))
    (read,) = folder.read(tmp_path).mappings
    assert (read.text, read.fixtures[0].input) == (mapping.text, mapping.fixtures[0].input)

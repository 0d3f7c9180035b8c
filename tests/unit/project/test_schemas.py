"""The published schemas are valid, complete, and say the same as reading does."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossdock.engine.json_text import decode
from crossdock.engine.schema import SchemaCheck
from crossdock.model.problem import Side
from crossdock.project import yaml_text
from crossdock.project.init import TEMPLATE
from crossdock.project.schemas import PUBLISHED, schema_of, write_schemas


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_schema_is_valid_and_refuses_unknown_keys(name: str) -> None:
    check = SchemaCheck(schema_of(PUBLISHED[name]))
    assert check.problems({"surely-unknown": 1}, Side.REQUEST)


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("crossdock", "crossdock.yaml"),
        ("mapping", "mappings/*/mapping.yaml"),
        ("lookup", "lookups/*.yaml"),
        ("flow", "flows/*.yaml"),
        ("environment", "environments/*.yaml"),
        ("expect", "mappings/*/fixtures/*/expect.yaml"),
    ],
)
def test_the_template_fits_the_schemas(name: str, pattern: str) -> None:
    check = SchemaCheck(schema_of(PUBLISHED[name]))
    documents = [yaml_text.read(path.read_text()).value for path in TEMPLATE.glob(pattern)]
    assert documents
    assert [check.problems(document, Side.REQUEST) for document in documents] == [()] * len(documents)


def test_schemas_are_written_for_editors(tmp_path: Path) -> None:
    written = write_schemas(tmp_path / "schemas")
    assert {path.name for path in written} == {f"{name}.schema.json" for name in PUBLISHED}
    assert all(decode(path.read_bytes())["$schema"] for path in written)

"""Asking suggesters: one that fails, hangs or talks nonsense is named, and the others answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossdock.model.suggestion import ExamplePair, Suggestion, SuggestionTask, TargetField
from crossdock.plugin import SuggesterEntry
from crossdock.suggest.candidates import PER_FIELD, candidates_of
from crossdock.suggest.process import Answer
from crossdock.suggest.suggesters import Suggesters

TASK = SuggestionTask(pairs=(ExamplePair(source=b'{"a": 1}'),), fields=(TargetField(target="/a"),))
CODE = """
import os, time
from crossdock.model.suggestion import Suggestion

def fine(task):
    print("talks to itself")
    yield Suggestion(target=task.fields[0].target, expression="a", confidence=0.9, reason="Because.")

def failing(task):
    raise ValueError("the moon is wrong")

def hanging(task):
    time.sleep(600)

def greedy(task):
    return [b"x" * 2_000_000_000]

def strange(task):
    return ["a"]

def dying(task):
    os._exit(3)

def curious(task):
    yield Suggestion(target="/a", expression=str([n for n in os.environ if n.startswith("CROSSDOCK_")]), confidence=1, reason="")
"""


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Suggesters:
    (tmp_path / "made_up_suggesters.py").write_text(CODE)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("CROSSDOCK_SECRET_KEYS", "made-up")
    names = ("fine", "failing", "hanging", "greedy", "strange", "dying", "curious", "missing")
    entries = [SuggesterEntry(name=name, summary="", target=f"made_up_suggesters:{name}") for name in names]
    return Suggesters(entries, seconds=15)


async def test_whatever_one_does_is_its_own_failure(ask: Suggesters) -> None:
    answers = await ask.ask(TASK)
    failures = {name: answer.failure or "" for name, answer in answers.items()}
    assert [each.expression for each in answers["fine"].suggestions] == ["a"]
    assert failures["fine"] == ""
    assert "ValueError: the moon is wrong" in failures["failing"]
    assert "longer than 15 seconds" in failures["hanging"]
    assert "more memory" in failures["greedy"]
    assert "gave a str" in failures["strange"]
    assert "ended without an answer" in failures["dying"]
    assert "cannot be loaded" in failures["missing"]
    assert answers["curious"].suggestions[0].expression == "[]"


def suggestion(expression: str, confidence: float, target: str = "/a", *each: str) -> Suggestion:
    return Suggestion(target=target, expression=expression, each=each, confidence=confidence, reason="Because.")


def test_candidates_are_readable_and_each_once_the_most_confident_first() -> None:
    told = (
        suggestion("a", 0.2),
        suggestion("a +", 0.99),
        suggestion('1), "b": (2', 0.99),
        suggestion("b", 7.0),
        suggestion("c", 0.9, "/not-asked-for"),
        suggestion("d", 0.9, "/a", "lines"),
    )
    answers = {"one": Answer(suggestions=told), "two": Answer(suggestions=(suggestion("a", 0.5),))}
    found = candidates_of(TASK, answers)
    assert [(each.expression, each.confidence, each.suggester) for each in found["/a"]] == [
        ("b", 1.0, "one"),
        ("a", 0.5, "two"),
    ]


def test_no_more_than_a_few_candidates_are_tried_for_a_field() -> None:
    many = tuple(suggestion(f"a{number}", number / 100) for number in range(50))
    found = candidates_of(TASK, {"one": Answer(suggestions=many)})
    assert [each.expression for each in found["/a"]] == [f"a{number}" for number in range(49, 49 - PER_FIELD, -1)]

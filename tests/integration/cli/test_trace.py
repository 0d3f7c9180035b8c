"""`crossdock eval --trace`: the output as ever on stdout, and on stderr how it came about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

Crossdock = Callable[..., CompletedProcess[str]]


def test_what_was_read_what_was_missing_and_what_ran_is_told(crossdock: Crossdock) -> None:
    text = '{"a": lines[0].sku, "b": shiping ? "never this" : "this"}'
    done = crossdock("eval", "--trace", text, "-", given='{"lines": [{"sku": "A-1"}], "shipping": 1}')
    assert (done.returncode, done.stdout) == (0, '{"a":"A-1","b":"this"}\n')
    assert "Read:\n    lines[0].sku\n" in done.stderr
    assert "Found nothing:\n    shiping  (there is shipping)\n" in done.stderr
    assert 'never: "never this"' in done.stderr
    assert 'once: "this"' in done.stderr


def test_lookups_are_told_with_the_keys_they_lack(crossdock: Crossdock, project: Path) -> None:
    text = '{"a": $xref("delivery-options", option).service}'
    done = crossdock("eval", text, "-", "--trace", "--lookups", project / "lookups", given='{"option": "Mule"}')
    assert (done.returncode, done.stdout) == (1, "")
    assert "Lookups without a row:\n    delivery-options: Mule\n" in done.stderr


def test_an_evaluation_that_fails_is_told_too(crossdock: Crossdock) -> None:
    done = crossdock("eval", "--trace", "a + b", "-", given='{"a": "x", "b": 1}')
    assert (done.returncode, done.stdout) == (1, "")
    assert "Read:\n    a\n    b\n" in done.stderr
    assert "T2001" in done.stderr or "left" in done.stderr

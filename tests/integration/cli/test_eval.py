"""`crossdock eval`: bytes out on stdout, and errors that point at their place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

Crossdock = Callable[..., CompletedProcess[str]]


def test_an_expression_is_evaluated_on_standard_input(crossdock: Crossdock) -> None:
    done = crossdock("eval", '{"é": a.b, "big": n}', "-", given='{"a": {"b": 1.50}, "n": 12345678901234567890}')
    assert (done.returncode, done.stdout) == (0, '{"é":1.5,"big":12345678901234567890}\n')
    assert done.stderr == ""


def test_an_expression_and_an_input_come_from_files(crossdock: Crossdock, tmp_path: Path, project: Path) -> None:
    (tmp_path / "map.jsonata").write_text('$xref("delivery-options", option).service')
    (tmp_path / "input.json").write_text('{"option": "Express Delivery"}')
    done = crossdock("eval", "--file", "map.jsonata", "input.json", "--lookups", project / "lookups")
    assert (done.returncode, done.stdout) == (0, '"24H"\n')


def test_what_is_left_out_is_said_beside_the_output(crossdock: Crossdock) -> None:
    text, given = 'lines[$keep(ships, name, "nothing to ship")].name', '{"lines": [{"name": "Mug"}, {"name": "Tip"}]}'
    for more in ([], ["--trace"], ["--engine", "reference"]):
        done = crossdock("eval", text, "-", *more, given=given.replace('Mug"', 'Mug", "ships": true'))
        assert (done.returncode, done.stdout) == (0, '"Mug"\n')
        assert done.stderr.count("Left out:\n    Tip: nothing to ship\n") == 1
    nothing = crossdock("eval", text, "-", given=given)
    assert nothing.returncode == 1
    assert "    Mug: nothing to ship\n    Tip: nothing to ship\n" in nothing.stderr


def test_either_engine_evaluates(crossdock: Crossdock) -> None:
    for engine in ("native", "reference"):
        done = crossdock("eval", "$sum([1..3])", "--engine", engine)
        assert (done.returncode, done.stdout) == (0, "6\n")
    assert crossdock("eval", "1", "--engine", "other").returncode == 2


def test_a_place_in_the_text_is_underlined(crossdock: Crossdock) -> None:
    done = crossdock("eval", "(\n  $a := 1;\n  $nosuch($a)\n)")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "      $nosuch($a)\n      ^" in done.stderr


def test_what_cannot_be_evaluated_is_said(crossdock: Crossdock) -> None:
    for arguments, given, code, says in [
        (["a", "-"], '{"a": ', 1, "not JSON"),
        (["nothing"], "", 1, "gave nothing"),
        (["1", "no-such-file.json"], "", 2, "cannot be read"),
        (["1", "2", "3"], "", 2, "at most one input"),
        ([], "", 2, "Give an expression"),
    ]:
        done = crossdock("eval", *arguments, given=given)
        assert (done.returncode, done.stdout) == (code, ""), done.stderr
        assert says in done.stderr


def test_a_text_that_never_ends_is_ended(crossdock: Crossdock) -> None:
    done = crossdock("eval", "($f := function($n) { $f($n + 1) }; $f(1))")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr

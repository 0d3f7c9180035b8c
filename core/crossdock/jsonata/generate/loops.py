"""`$map`, `$filter`, `$single`, `$reduce`, `$sift` and `$each` with a lambda written in the call: a loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from crossdock.jsonata.generate import variables
from crossdock.jsonata.generate.expr import Expr, Kind, truth_of
from crossdock.jsonata.generate.scopes import Local, Scope
from crossdock.jsonata.syntax import Lambda

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator


def call(g: Generator, name: str, values: list[Expr], function: Lambda, scope: Scope) -> Expr:
    """The call as a loop; `values` are its other arguments."""
    return _LOOPS[name](g, values, function, scope)


def run_body(
    g: Generator, turn: str, items: str, function: Lambda, values: list[str], scope: Scope, use: Callable[[Expr], None]
) -> bool:
    """A loop over `items` in which the lambda's parameters are `values`; `use` is given the value of each turn.

    `turn` is the loop's target. If the body makes function values, it becomes a function of its own. Returns whether
    the lambda may return a sequence of one item or none.
    """
    parameters = dict(zip(function.parameters, values, strict=False))
    missing = dict.fromkeys(function.parameters[len(values) :], "U")
    inner = scope.returned().with_variables({name: Local(code) for name, code in (parameters | missing).items()})

    raw = False

    def body() -> None:
        nonlocal raw
        result = variables.frame(g, [function.body], inner)
        raw = result.raw
        use(result)

    loop(g, turn, items, g.makers.among([function.body]), body)
    return raw


def loop(g: Generator, turn: str, items: str, separate: bool, body: Callable[[], None]) -> None:
    """A Python loop; its body becomes a nested function if it must have fresh locals, or would nest too deep."""
    items = _paced(g, items)
    if not separate and g.code.function.loops < _DEEPEST:
        with g.code.loop(f"for {turn} in {items}:"):
            body()
        return
    name = g.code.name("turn")
    parameters = turn.replace("(", "").replace(")", "")
    names = tuple(each.strip() for each in parameters.split(","))
    with g.code.define(f"def {name}({parameters}):", names):
        body()
    with g.code.loop(f"for {turn} in {items}:"):
        g.code.emit(f"{name}({parameters})")


def _paced(g: Generator, items: str) -> str:
    """Take the items off the budget. When that is used up, the loop looks at the clock while it runs."""
    turns = g.code.name("turns")
    g.code.emit(f"{turns} = {items}")
    g.code.reach("budget")
    g.code.emit(f"budget -= len({turns})")
    with g.code.block("if budget < 0:"):
        g.code.emit("budget = refill(budget)")
        g.code.emit(f"{turns} = paced({turns})")
    return turns


_DEEPEST: Final = 8


def _array(g: Generator, value: Expr) -> str:
    """The first argument as a list; undefined stays."""
    name = g.code.name()
    g.code.emit(f"{name} = {value.code}")
    g.code.emit(f"if not isinstance({name}, list) and {name} is not U: {name} = [{name}]")
    return name


def _collect(
    g: Generator, values: list[Expr], function: Lambda, scope: Scope, use: Callable[[Expr, str, str], None]
) -> Expr:
    """`$map` and `$filter`: a sequence of what `use` adds to it, undefined for undefined."""
    array, results = _array(g, values[0]), g.code.name()
    g.code.emit(f"{results} = U")
    with g.code.block(f"if {array} is not U:"):
        g.code.emit(f"{results} = Sequence()")
        item, index = g.code.name("item"), g.code.name("index")
        counted = len(function.parameters) > 1
        items, turn = array, item
        if counted:
            items, turn = g.code.name(), f"({index}, {item})"
            g.code.emit(f"{items} = list(enumerate({array}))")
        raw = run_body(
            g, turn, items, function, [item, index, array] if counted else [item], scope,
            lambda result: use(result, results, item),
        )  # fmt: skip
        if not scope.raw:
            g.code.emit(f"{results} = unwrap({results})")
    return Expr(results, simple=True, raw=scope.raw or raw)


def _map(g: Generator, values: list[Expr], function: Lambda, scope: Scope) -> Expr:
    def use(result: Expr, results: str, _item: str) -> None:
        result = g.simple(result)
        test = f"if {result.code} is not U: " if result.may_be(Kind.UNDEFINED) else ""
        g.code.emit(f"{test}{results}.append({result.code})")

    return _collect(g, values, function, scope, use)


def _filter(g: Generator, values: list[Expr], function: Lambda, scope: Scope) -> Expr:
    def use(result: Expr, results: str, item: str) -> None:
        result = g.simple(result)
        g.code.emit(f"if {truth_of(result)}: {results}.append({item})")

    return _collect(g, values, function, scope, use)


def _single(g: Generator, values: list[Expr], function: Lambda, scope: Scope) -> Expr:
    def use(result: Expr, results: str, item: str) -> None:
        result = g.simple(result)
        g.code.emit(f"if {truth_of(result)}: {results}.append({item})")

    array, results = _array(g, values[0]), g.code.name()
    g.code.emit(f"{results} = U")
    with g.code.block(f"if {array} is not U:"):
        found, item, index = g.code.name(), g.code.name("item"), g.code.name("index")
        items = g.code.name()
        g.code.emit(f"{found} = []")
        g.code.emit(f"{items} = list(enumerate({array}))")
        run_body(
            g, f"({index}, {item})", items, function, [item, index, array], scope,
            lambda result: use(result, found, item),
        )  # fmt: skip
        g.code.emit(f"{results} = only_one({found})")
    return Expr(results, simple=True)


def _reduce(g: Generator, values: list[Expr], function: Lambda, scope: Scope) -> Expr:
    array, result = _array(g, values[0]), g.code.name()
    start = values[1].code if len(values) > 1 else "U"
    if len(values) > 1 and values[1].may_be(Kind.FUNCTION):
        g.code.emit(f"if callable({start}): raise failure('T0410', token='reduce', index=3, value={start})")
    if len(function.parameters) < 2:
        g.code.emit(f"if {array} is not U: too_few_parameters()")
    g.code.emit(f"{result} = U")
    with g.code.block(f"if {array} is not U:"):
        first, index = g.code.name(), g.code.name("index")
        indices = g.code.name()
        g.code.emit(f"{result}, {first} = reduce_start({array}, {start})")
        g.code.emit(f"{indices} = range({first}, len({array}))")
        before = g.code.name("before")
        item = g.code.name("item")

        raw = False

        def use(expr: Expr) -> None:
            nonlocal raw
            raw = expr.raw
            g.code.assign(result, expr.code)

        _reduce_body(g, function, scope, (result, before, item, index, indices, array), use)
    return g.simple(Expr(f"unwrap_result({result})")) if raw and not scope.raw else Expr(result, simple=True, raw=raw)


def _reduce_body(
    g: Generator, function: Lambda, scope: Scope, names: tuple[str, ...], use: Callable[[Expr], None]
) -> None:
    result, before, item, index, indices, array = names
    given = [before, item, index, array]
    codes = dict(zip(function.parameters, given, strict=False))
    inner = scope.returned().with_variables({name: Local(codes.get(name, "U")) for name in function.parameters})

    def body() -> None:
        for name in (before, item):
            g.code.own(name)
        g.code.emit(f"{before} = {result}")
        g.code.emit(f"{item} = {array}[{index}]")
        use(variables.frame(g, [function.body], inner))

    loop(g, index, indices, g.makers.among([function.body]), body)


def _members(
    g: Generator, name: str, values: list[Expr], function: Lambda, scope: Scope, use: Callable[[Expr, str, str], None]
) -> None:
    members, key, item = g.code.name(), g.code.name("key"), g.code.name("item")
    whole = g.code.name()
    g.code.emit(f"{whole} = {values[0].code}")
    g.code.emit(f"{members} = members_of({whole}) if type({whole}) is dict else no_members({whole}, {name!r})")
    run_body(
        g, f"({key}, {item})", members, function, [item, key, whole], scope,
        lambda result: use(result, key, item),
    )  # fmt: skip


def _each(g: Generator, values: list[Expr], function: Lambda, scope: Scope) -> Expr:
    results = g.code.name()
    g.code.emit(f"{results} = Sequence()")

    def use(result: Expr, _key: str, _item: str) -> None:
        result = g.simple(result)
        test = f"if {result.code} is not U: " if result.may_be(Kind.UNDEFINED) else ""
        g.code.emit(f"{test}{results}.append({result.code})")

    _members(g, "each", values, function, scope, use)
    return Expr(results, simple=True, raw=True) if scope.raw else g.simple(Expr(f"unwrap({results})"))


def _sift(g: Generator, values: list[Expr], function: Lambda, scope: Scope) -> Expr:
    results = g.code.name()
    g.code.emit(f"{results} = {{}}")

    def use(result: Expr, key: str, item: str) -> None:
        result = g.simple(result)
        g.code.emit(f"if {truth_of(result)}: {results}[{key}] = {item}")

    _members(g, "sift", values, function, scope, use)
    return Expr(f"({results} or U)")


_LOOPS: Final[dict[str, Callable[[Generator, list[Expr], Lambda, Scope], Expr]]] = {
    "map": _map,
    "filter": _filter,
    "single": _single,
    "reduce": _reduce,
    "each": _each,
    "sift": _sift,
}

"""Function calls: of lambdas known at compile time, of built-in functions, of anything else; partial application, `~>`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from crossdock.jsonata.generate import builtins, loops
from crossdock.jsonata.generate.expr import Expr, Kind, number_guard, text_guard
from crossdock.jsonata.generate.makers import INLINED
from crossdock.jsonata.generate.scopes import Scope, StaticFunction
from crossdock.jsonata.lookups import LOOKING_UP
from crossdock.jsonata.runtime.callables import FunctionValue
from crossdock.jsonata.syntax import Apply, Call, Lambda, Name, Node, Path, Variable

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator

_RESULTS: Final = {"s": Kind.TEXT, "n": Kind.NUMBER, "b": Kind.BOOL, "o": Kind.OBJECT}
_SEQUENCES: Final = frozenset(("map", "filter", "keys", "each", "match"))
"""Functions whose result is a sequence, so that `[]` behind the call keeps a single one in an array."""
_SEQUENCES_OF: Final = {"spread": "dict | list", "distinct": "list"}
"""Those whose result is one if their argument is of this type."""
_RAW: Final = frozenset(("map", "filter", "keys", "each", "match"))
"""Functions that return a sequence in any case, and as the last act of a lambda leave it as it is."""


def call(g: Generator, node: Call, scope: Scope) -> Expr:
    """`function(arguments)`"""
    if node.is_partial:
        return _partial(g, node, scope)
    if node.keep_array and node.called_name in _SEQUENCES_OF and len(node.arguments) == 1:
        first = arguments_of(g, node, [], scope)
        return _kept(g, node, first, call_with(g, replace(node, arguments=[]), first, scope))
    return _kept(g, node, [], call_with(g, node, [], scope))


def _kept(g: Generator, node: Call | Apply, first: list[Expr], expr: Expr) -> Expr:
    """The value of a call with `[]` behind it: of a sequence, a single item stays in an array."""
    name = node.called_name if isinstance(node, Call) else _applied_name(node, g)
    if not node.keep_array or name not in _SEQUENCES | _SEQUENCES_OF.keys():
        return expr
    kept = f"keep({expr.code})"
    if name in _SEQUENCES_OF and first:
        expr = g.simple(expr)
        kept = f"keep({expr.code}) if isinstance({first[0].code}, {_SEQUENCES_OF[name]}) else {expr.code}"
    return g.simple(Expr(kept, owned=expr.owned))


def _applied_name(node: Apply, g: Generator) -> str | None:
    """The function behind `~>`, called or only named."""
    if isinstance(node.right, Variable):
        return node.right.name if node.right.name in g.functions else None
    return node.right.called_name if isinstance(node.right, Call) else None


def call_with(g: Generator, node: Call, first: list[Expr], scope: Scope) -> Expr:
    """A call with values in front of its arguments."""
    name = node.procedure.name if isinstance(node.procedure, Variable) and not node.procedure.predicates else None
    local = scope.variables.get(name) if name else None
    if local is None and name in g.functions:
        return _builtin(g, name or "", node, first, scope)
    static = local.function if local is not None else None
    signature = static is not None and _signature_of(static, g)
    if static is not None and not signature:
        return _static(g, static, node, first, scope)
    return _dynamic(g, node, first, scope)


def _signature_of(static: StaticFunction, g: Generator) -> bool:
    return static.value in g.signed


def arguments_of(g: Generator, node: Call, first: list[Expr], scope: Scope) -> list[Expr]:
    """The arguments, evaluated from left to right."""
    return first + [g.operand(argument, scope) for argument in node.arguments if argument is not None]


def _static(g: Generator, static: StaticFunction, node: Call, first: list[Expr], scope: Scope) -> Expr:
    """A Python function of this module."""
    arguments = arguments_of(g, node, first, scope)[: static.parameters]
    values = ", ".join(argument.code for argument in arguments)
    if not static.bounces:
        code = f"{static.code}({values})"
        if static.raw:
            return g.simple(Expr(code, raw=True) if scope.raw else Expr(f"unwrap_result({code})"))
        return g.simple(Expr(code, static.result, owned=static.owned))
    if scope.tail:
        return g.simple(Expr(f"TailCall({static.value}, [{values}], {node.called_name!r})"))
    finish = "finish_raw" if scope.raw else "finish_call"
    return g.simple(Expr(f"{finish}({static.code}({values}))", raw=scope.raw))


def _dynamic(g: Generator, node: Call, first: list[Expr], scope: Scope) -> Expr:
    """A function value that is known only at run time."""
    procedure = _procedure(g, node, scope, "T1005")
    values = ", ".join(argument.code for argument in arguments_of(g, node, first, scope))
    if scope.tail:
        return g.simple(Expr(f"TailCall({procedure.code}, [{values}], {node.called_name!r})"))
    function = "call_raw" if scope.raw else "call"
    called = f"{function}({procedure.code}, [{values}], {scope.context}, {node.called_name!r})"
    return g.simple(Expr(called, raw=scope.raw))


def _procedure(g: Generator, node: Call, scope: Scope, code: str) -> Expr:
    """What is called. A field's name that is also the name of a function gets a hint (T1005 or T1007)."""
    procedure = g.simple(g.value(node.procedure, scope.part()))
    name = _field_name(node.procedure)
    if name is not None and (name in g.functions or name in scope.variables):
        g.code.emit(f"if {procedure.code} is U: raise failure({code!r}, token={name!r})")
    return procedure


def _field_name(node: Node) -> str | None:
    if isinstance(node, Path) and isinstance(node.steps[0], Name):
        return node.steps[0].value
    return None


def _partial(g: Generator, node: Call, scope: Scope) -> Expr:
    """`function(?, x)`"""
    values = [argument and g.operand(argument, scope) for argument in node.arguments]
    procedure = _procedure(g, node, scope, "T1007")
    arguments = ", ".join(value.code if value else "PLACEHOLDER" for value in values)
    code = f"apply_partially({procedure.code}, [{arguments}], {node.called_name!r})"
    return g.simple(Expr(code, Kind.FUNCTION, owned=True))


def apply(g: Generator, node: Apply, scope: Scope) -> Expr:
    """`left ~> right`: a call with one more argument, or a function of both functions."""
    left = g.operand(node.left, scope)
    if isinstance(node.right, Call) and not node.right.is_partial:
        # filters behind the call are not carried out: the reference passes over them, too
        with g.code.at(g.place(node.right)):
            expr = call_with(g, node.right, [left], scope.part())
        return _kept(g, node, [left], expr)
    right = g.operand(node.right, scope)
    g.code.emit(f"if not callable({right.code}): raise failure('T2006', value={right.code})")
    called = f"call({right.code}, [{left.code}], None, None)"
    if left.may_be(Kind.FUNCTION):
        called = f"chain({left.code}, {right.code}) if callable({left.code}) else {called}"
    return _kept(g, node, [left], g.simple(Expr(called)))


# Built-in functions.


def _builtin(g: Generator, name: str, node: Call, first: list[Expr], scope: Scope) -> Expr:
    g.used.add(name)
    if name in INLINED:
        inlined = _inlined(g, name, node, first, scope)
        if inlined is not None:
            function, argument = inlined
            others = [each for each in node.arguments if each is not None and each is not argument]
            values = [*first, *(g.operand(each, scope) for each in others)]
            return loops.call(g, name, values, function, scope)
    if scope.raw and name in _RAW:
        given = "".join(f"{argument.code}, " for argument in arguments_of(g, node, first, scope))
        return g.simple(Expr(f"run.call_raw({name!r}, ({given}), {scope.context})", raw=True))
    special = builtins.SPECIAL.get(name)
    if special is not None:
        expr = special(g, node, first, scope)
        if expr is not None:
            return expr
    arguments = arguments_of(g, node, first, scope)
    expr = _inline(g, name, arguments, scope) or _checked(g, name, g.functions[name], arguments, scope)
    return g.hooks.looked_up(g, node, arguments, expr) if name in LOOKING_UP else expr


def _inline(g: Generator, name: str, arguments: list[Expr], scope: Scope) -> Expr | None:
    """The call of a function whose common case is written out."""
    inline = builtins.INLINE.get(name)
    if inline is None:
        return None
    expr = inline(g, [_named(g, argument) for argument in arguments[:1]] + arguments[1:], scope.context)
    return g.simple(expr) if expr is not None else None


def _named(g: Generator, argument: Expr) -> Expr:
    """A constant other than a text under a name, since Python warns of a method call on it."""
    if not argument.constant or argument.only(Kind.TEXT):
        return argument
    return g.named(argument)


def _inlined(g: Generator, name: str, node: Call, first: list[Expr], scope: Scope) -> tuple[Lambda, Node] | None:
    """The lambda of a call that is compiled as a loop, and the argument that it stands in for."""
    at = INLINED[name] - len(first)
    argument = node.arguments[at] if 0 <= at < len(node.arguments) else None
    if isinstance(argument, Lambda) and argument.signature is None:
        return argument, argument
    if isinstance(argument, Variable) and not argument.predicates and argument.group is None:
        count = _known_parameters(g, argument.name, scope)
        return (_as_lambda(argument, count), argument) if count else None
    return None


def _known_parameters(g: Generator, name: str, scope: Scope) -> int:
    """How many parameters a function has that may as well be called by its name; 0 if that is not known."""
    local = scope.variables.get(name)
    if local is not None:
        static = local.function
        known = static is not None and not static.bounces and static.value not in g.signed
        return static.parameters if static is not None and known else 0
    function = g.functions.get(name)
    return 1 if function is not None and function.arity == 1 and name not in INLINED and name != "eval" else 0


def _as_lambda(function: Variable, count: int) -> Lambda:
    """`function($1, $2) { $name($1, $2) }`"""
    start, end, mark = function.start, function.end, function.mark
    names = [str(number) for number in range(1, count + 1)]
    arguments: list[Node | None] = [Variable(name=name, start=start, end=end, mark=mark) for name in names]
    body = Call(procedure=function, arguments=arguments, start=start, end=end, mark=mark)
    return Lambda(parameters=names, signature=None, body=body, start=start, end=end, mark=mark)


def _checked(g: Generator, name: str, function: FunctionValue, arguments: list[Expr], scope: Scope) -> Expr:
    """A call whose arguments are checked: in line for texts and numbers, else by the signature."""
    values = [argument.code for argument in arguments]
    kinds, owned = _result(g, name, function)
    general = f"run.call_function({name!r}, ({''.join(f'{value}, ' for value in values)}), {scope.context})"
    guards = _guards(function, arguments)
    if guards is None:
        return g.simple(Expr(general, kinds, owned=owned))
    quick = f"{g.builtin(name)}({', '.join([*values, *g.needs(name)])})"
    code = f"{quick} if {' and '.join(guards)} else {general}" if guards else quick
    return g.simple(Expr(code, kinds, owned=owned))


def _guards(function: FunctionValue, arguments: list[Expr]) -> list[str] | None:
    """Conditions under which the arguments are what the signature asks for; None if that is not easily said."""
    signature = function.signature
    if signature is None or len(arguments) > len(signature.parameters):
        return None
    guards: list[str] = []
    for index, parameter in enumerate(signature.parameters):
        if index >= len(arguments):
            if not parameter.optional:
                return None
            continue
        guard = _guard(parameter.accepts, arguments[index])
        if guard is None or parameter.repeated:
            return None
        if guard:
            guards.append(guard)
    return guards


def _guard(accepts: str, argument: Expr) -> str | None:
    """A condition for one argument; empty if there is nothing to check, None if it cannot be checked in line."""
    guards = {
        "s": text_guard(argument) or "",
        "n": number_guard(argument) or "",
        "x": "",
        "b": "" if argument.only(Kind.BOOL) else f"type({argument.code}) is bool",
        "sf": "" if argument.only(Kind.TEXT | Kind.FUNCTION) else f"type({argument.code}) is str",
        "f": "" if argument.only(Kind.FUNCTION) else f"callable({argument.code})",
    }
    return guards.get(accepts)


def _result(g: Generator, name: str, function: FunctionValue) -> tuple[Kind, bool]:
    """The types of the result, by the letter behind the colon of the signature, and whether it is a new value.

    What a function of the caller really returns is not known.
    """
    text = function.signature.text if function.signature and not g.is_own(name) else ""
    returned = text.rpartition(":")[2].rstrip(">")
    if returned == "a<s":
        return Kind.ANY, True
    kind = _RESULTS.get(returned)
    if kind is None or returned == "o":
        return Kind.ANY, False
    return kind | Kind.UNDEFINED, False

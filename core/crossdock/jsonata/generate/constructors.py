"""Array and object constructors, and grouping.

An object constructor is a grouping of its context. With fixed keys that comes to this: the values are evaluated once,
in the context itself.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from crossdock.jsonata.generate import collecting, loops
from crossdock.jsonata.generate.expr import Expr, Kind
from crossdock.jsonata.generate.reading import enter
from crossdock.jsonata.generate.scopes import Scope
from crossdock.jsonata.parts import Group
from crossdock.jsonata.syntax import Array, Descendants, Literal, Node, Object, Wildcard, walk

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator

Pairs = list[tuple[Node, Node]]


def array(g: Generator, node: Array, scope: Scope) -> Expr:
    """`[a, b]`; a plain list, or a step array in a path."""
    scope = scope.member()
    kind = "StepArray" if node.array_step and not scope.own else ""
    if len(node.items) == 1 and not isinstance(node.items[0], Array):
        return _array_of_one(g, node.items[0], kind, scope)
    values = [g.simple(_owned(g, g.value(item, scope), scope)) for item in node.items]
    if all(_is_one(value, item) for value, item in zip(values, node.items, strict=True)):
        code = f"[{', '.join(value.code for value in values)}]"
        return g.simple(Expr(f"{kind}({code})" if kind else code, Kind.ARRAY, owned=_all_owned(values)))
    name = g.code.name()
    g.code.emit(f"{name} = {kind}()" if kind else f"{name} = []")
    for value, item in zip(values, node.items, strict=True):
        _append(g, name, value, item)
    g.code.emit(f"if len({name}) > 100000: run.check_items({name})")
    return Expr(name, Kind.ARRAY, simple=True, owned=_all_owned(values))


def _array_of_one(g: Generator, item: Node, kind: str, scope: Scope) -> Expr:
    """`[path]`: the items of the path, if it can be written so."""
    collected = collecting.collect(g, item, scope)
    if collected is not None:
        owned = scope.own
        return Expr(f"{kind}({collected[0]})" if kind else collected[0], Kind.ARRAY, simple=not kind, owned=owned)
    value = g.simple(g.value(item, scope))
    if scope.own and not value.is_owned:
        return g.simple(Expr(f"run.own_array({value.code})", Kind.ARRAY, owned=True))
    if _is_one(value, item):
        return g.simple(Expr(f"{kind}([{value.code}])", Kind.ARRAY, owned=value.is_owned))
    quick = f"[{value.code}] if type({value.code}) is str else array_of({value.code})"
    return g.simple(Expr(f"{kind}({quick})" if kind else quick, Kind.ARRAY, owned=value.is_owned))


def _is_one(value: Expr, item: Node) -> bool:
    """Whether the value is surely one item of the array."""
    return not value.may_be(Kind.UNDEFINED) and (not value.may_be(Kind.ARRAY) or isinstance(item, Array))


def _append(g: Generator, name: str, value: Expr, item: Node) -> None:
    if _is_one(value, item):
        g.code.emit(f"{name}.append({value.code})")
    elif isinstance(item, Array):
        g.code.emit(f"if {value.code} is not U: {name}.append({value.code})")
    else:
        g.code.emit(f"extend({name}, {value.code})")


def _owned(g: Generator, value: Expr, scope: Scope) -> Expr:
    return g.owned(value) if scope.own else value


def _all_owned(values: list[Expr]) -> bool:
    return all(value.is_owned for value in values)


def object_(g: Generator, node: Object, scope: Scope) -> Expr:
    """`{key: value}` on its own."""
    scope = scope.owning()
    if _has_fixed_keys(node.pairs):
        return _fixed_object(g, node, scope)
    items = f"(({scope.context},) if type({scope.context}) is dict else group_items({scope.context}))"
    if len(node.pairs) == 1 and not any(isinstance(each, Object) for part in node.pairs[0] for each in walk(part)):
        return _single_member(g, node, items, scope)
    return _grouped(g, node.pairs, items, scope)


def _single_member(g: Generator, node: Object, items: str, scope: Scope) -> Expr:
    """`{key: value}` with a computed key: of one item there is nothing to group."""
    (key_node, value_node), code = node.pairs[0], g.code
    result = code.name("object")
    with code.block(f"if type({scope.context}) is dict:"):
        g.hooks.making(g, result)
        code.emit(f"{result} = {{}}")
        g.hooks.made(g, result)
        inner = enter(g, [key_node, value_node], scope.inside(scope.context, is_object=True))
        key = g.simple(g.value(key_node, inner.part()))
        with code.block(f"if type({key.code}) is str:"):
            _make_value(g, value_node, inner, result, key.code)
        with code.block("else:"):
            code.emit(f"bad_key({key.code})")
    with code.block("else:"):
        grouped = _grouped(g, node.pairs, items, scope)
        code.emit(f"{result} = {grouped.code}")
    return Expr(result, Kind.OBJECT, simple=True, owned=True)


def _has_fixed_keys(pairs: Pairs) -> bool:
    keys = [key.value for key, _ in pairs if isinstance(key, Literal) and _is_plain(key)]
    return len(keys) == len(pairs) == len(set(keys)) and all(isinstance(key, str) for key in keys)


def _is_plain(node: Node) -> bool:
    return not node.predicates and node.group is None


def _fixed_object(g: Generator, node: Object, scope: Scope) -> Expr:
    scope = _object_context(g, [value for _, value in node.pairs], scope)
    result = g.code.name("object")
    g.hooks.making(g, result)
    ready: list[str] = []
    rest: list[tuple[str, Expr]] = []
    for key, item in node.pairs:
        name = repr(key.value) if isinstance(key, Literal) else "''"
        value = g.hooks.member(g, result, name, partial(_member, g, item, scope))
        if not rest and not value.may_be(Kind.UNDEFINED):
            ready.append(f"{name}: {g.owned(value).code}")
        else:
            rest.append((name, value))
    g.code.emit(f"{result} = {{{', '.join(ready)}}}")
    g.hooks.made(g, result)
    for name, value in rest:
        set_member(g, result, name, value)
    return Expr(result, Kind.OBJECT, simple=True, owned=True)


def _member(g: Generator, node: Node, scope: Scope) -> Expr:
    """A value that is written once, or twice if it may be undefined."""
    value = g.value(node, scope)
    return value if value.constant else g.simple(value)


def set_member(g: Generator, result: str, key: str, value: Expr) -> None:
    """Put a member into an object, unless it is undefined."""
    if value.is_owned:
        test = f"if {value.code} is not U: " if value.may_be(Kind.UNDEFINED) else ""
        g.code.emit(f"{test}{result}[{key}] = {value.code}")
        return
    g.code.emit(f"if type({value.code}) in ATOMS: {result}[{key}] = {value.code}")
    g.code.emit(f"elif {value.code} is not U: {result}[{key}] = own({value.code})")


def _object_context(g: Generator, values: list[Node], scope: Scope) -> Scope:
    """The context of the values: the items of an array are put together."""
    if scope.is_object or (scope.context in g.grouped and not _reads_whole_context(values)):
        return enter(g, values, scope)
    if scope.reader is not None and not scope.context.startswith("item"):
        context = g.code.name("context")
        read = g.code.name("read")
        g.code.emit(f"{context}, {read} = {scope.context}, {scope.reader}")
        with g.code.block(f"if type({context}) is not dict:"):
            g.code.emit(f"{context} = group_context({context})")
            g.code.emit(f"{read} = reader({context})")
    else:
        context, read = g.code.name("context"), g.code.name("read")
        with g.code.block(f"if type({scope.context}) is dict:"):
            g.code.emit(f"{context} = {scope.context}")
            g.code.emit(f"{read} = {context}.get")
        with g.code.block("else:"):
            g.code.emit(f"{context} = group_context({scope.context})")
            g.code.emit(f"{read} = reader({context})")
    g.grouped.add(context)
    return scope.inside(context, reader=read)


def _reads_whole_context(values: list[Node]) -> bool:
    """Whether it shows that an array of arrays is put together once more for an object within an object."""
    parts = (part for value in values for part in walk(value))
    return any(isinstance(part, Wildcard | Descendants) or getattr(part, "name", None) == "" for part in parts)


# Grouping.


def group(g: Generator, node: Group, expr: Expr, scope: Scope) -> Expr:
    """`value{key: value}`"""
    items = g.simple(expr)
    with g.code.at(g.place_of_mark(node.mark)):
        found = f"({items.code} if type({items.code}) is list and {items.code} else group_items({items.code}))"
        return _grouped(g, node.pairs, found, scope.owning())


def _grouped(g: Generator, pairs: Pairs, items: str, scope: Scope) -> Expr:
    """Put the items under their keys, then make a value for each key."""
    sequence, groups = g.simple(Expr(items)).code, g.code.name("groups")
    g.code.emit(f"{groups} = {{}}")
    item = g.code.name("item")
    keys = [key for key, _ in pairs]

    def note() -> None:
        inner = enter(g, keys, scope.part().inside(item))
        for index, key in enumerate(keys):
            note_key(g, g.simple(g.value(key, inner)), groups, index, item)

    loops.loop(g, item, sequence, g.makers.among(keys), note)
    return _values(g, pairs, groups, scope)


def note_key(g: Generator, key: Expr, groups: str, index: int, item: str) -> None:
    known = f"{groups}.get({key.code})" if key.only(Kind.TEXT) else f"group_at({groups}, {key.code})"
    entry = g.code.name()
    if not key.only(Kind.TEXT):
        known = f"{groups}.get({key.code}) if type({key.code}) is str else bad_key({key.code})"
    g.code.emit(f"{entry} = {known}")
    g.code.emit(f"if {entry} is None: {groups}[{key.code}] = ({index}, [{item}])")
    g.code.emit(f"elif {entry} is not U: add_to_group({entry}, {index}, {item}, {key.code})")


def _values(g: Generator, pairs: Pairs, groups: str, scope: Scope) -> Expr:
    result, key = g.code.name("object"), g.code.name("key")
    index, members = g.code.name("index"), g.code.name("members")
    values = [value for _, value in pairs]
    g.hooks.making(g, result)
    g.code.emit(f"{result} = {{}}")
    g.hooks.made(g, result)

    def make() -> None:
        context = g.code.name("context")
        g.code.emit(f"{context} = {members}[0] if len({members}) == 1 else group_context({members})")
        for number, value in enumerate(values):
            if len(values) == 1:
                _make_value(g, value, scope.inside(context), result, key)
                continue
            with g.code.block(f"if {index} == {number}:"):
                _make_value(g, value, scope.inside(context), result, key)

    loops.loop(g, f"({key}, ({index}, {members}))", f"{groups}.items()", g.makers.among(values), make)
    return Expr(result, Kind.OBJECT, simple=True, owned=True)


def _make_value(g: Generator, node: Node, scope: Scope, result: str, key: str) -> None:
    value = g.hooks.member(g, result, key, lambda: g.simple(g.value(node, enter(g, [node], scope))))
    set_member(g, result, key, value)

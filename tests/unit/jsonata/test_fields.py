"""`fields`: what each leaf of the result is made of."""

from __future__ import annotations

from crossdock import jsonata


def fields(source: str) -> dict[str, tuple[str, ...]]:
    return {field.target: field.sources for field in jsonata.compile(source).fields()}


def test_leaves_and_their_sources() -> None:
    assert fields('{"id": order.id, "to": {"city": address.city, "fixed": 1}}') == {
        "id": ("order.id",),
        "to.city": ("address.city",),
        "to.fixed": (),
    }


def test_members_of_lines_have_the_path_of_the_lines() -> None:
    (field,) = jsonata.compile('{"lines": [lines[qty > 0].{"sku": $trim(sku)}]}').fields()
    assert field.target == "lines[].sku"
    assert field.sources == ("lines.sku",)
    assert field.conditions == ("lines.qty",)
    assert field.functions == ("trim",)


def test_variables_and_functions_stand_for_what_they_are() -> None:
    source = '($ship := lines[0]; $f := function($a) {{"city": $a.city}}; {"code": $ship.code, "to": $f(address)})'
    assert fields(source) == {"code": ("lines.code",), "to.city": ("address.city",)}


def test_both_branches_are_leaves_under_their_condition() -> None:
    first, second = jsonata.compile('{"x": a ? b : c}').fields()
    assert (first.sources, second.sources) == (("b",), ("c",))
    assert first.conditions == second.conditions == ("a",)


def test_lookups_are_named() -> None:
    (field,) = jsonata.compile('{"carrier": $lookup($carriers, shipping.code)}').fields()
    assert (field.lookups[0].table, field.lookups[0].key) == ("$carriers", "shipping.code")


def test_lookups_of_the_caller_are_named_too() -> None:
    (field,) = jsonata.compile('{"by": $xref("carriers", shipping.code, country)}').fields()
    assert (field.lookups[0].table, field.lookups[0].key) == ("carriers", "shipping.code, country")


def test_the_span_is_the_text_of_the_leaf() -> None:
    source = '{"a": b + 1}'
    (field,) = jsonata.compile(source).fields()
    assert source[slice(*field.span)] == "b + 1"


def test_variables_made_of_variables_are_gone_through_once() -> None:
    chain = "".join(f"$v{n} := $v{n - 1} & $uppercase($v{n - 1}) & $lookup($v{n - 1}, 'k'); " for n in range(1, 200))
    (field,) = jsonata.compile(f"($v0 := a.b; {chain} {{'x': $v199}})").fields()
    assert field.sources == ("a.b",)
    assert field.functions == ("uppercase", "lookup")


def test_variables_bound_again_are_what_they_are_at_each_place() -> None:
    found = fields("($x := a; $y := $x; $x := $x & b; {'new': $x, 'old': $y})")
    assert found == {"new": ("a", "b"), "old": ("a",)}


def test_objects_of_objects_are_followed_up_to_a_bound() -> None:
    chain = "".join(f"$f{n} := function() {{ {{'a': $f{n - 1}(), 'b': $f{n - 1}()}} }}; " for n in range(1, 40))
    assert len(fields(f"($f0 := function() {{ {{'c': d}} }}; {chain} $f39())")) == 10_000

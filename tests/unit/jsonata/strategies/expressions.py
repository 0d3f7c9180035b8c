"""Expressions: what mappings are made of, mostly; and every other construct of the language now and then.

An expression is written by a `Writer`, which knows how deep it may still go and which variables and functions are in
scope. Alternatives are listed with the simplest first, because that is what hypothesis shrinks to.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from hypothesis import strategies as st

from strategies import forms
from strategies.calls import Calls
from strategies.documents import FIELDS, NUMBERS, WORDS


@dataclass
class Writer(Calls):
    """Writes one expression with what `draw` chooses; every method writes one kind of part."""

    # Values of every kind.

    def value(self) -> str:
        """Anything."""
        return self.any_of(
            self.simple, self.path, self.path, self.path, self.condition, self.arithmetic, self.text, self.truth,
            self.array, self.object, self.block, self.call, self.higher_order, self.apply, self.default, self.grouping,
            self.transform, self.negation, self.partial, self.odd,
        )  # fmt: skip

    def simple(self) -> str:
        """A field, a literal or a variable."""
        return self.draw(st.sampled_from((self.name, self.name, self.literal, self.variable)))()

    def name(self) -> str:
        """A field."""
        return self.one_of(FIELDS)

    def literal(self) -> str:
        """A number, text, true, false or null; an empty array or object."""
        return self.draw(
            st.one_of(
                st.sampled_from(NUMBERS).map(json.dumps),
                st.sampled_from(WORDS).map(lambda word: json.dumps(word, ensure_ascii=False)),
                st.sampled_from(("true", "false", "null", "[]", "{}", '""')),
            )
        )

    def variable(self) -> str:
        """One that is in scope, the context or the document; seldom one that is not bound."""
        return "$" + self.draw(st.sampled_from((*self.variables, "", "$", "x")))

    def negation(self) -> str:
        """Minus."""
        return f"-{self.operand()}"

    def operand(self) -> str:
        """A value that may stand beside an operator."""
        return self.any_of(self.simple, self.path, lambda: f"({self.value()})")

    # Paths.

    def path(self) -> str:
        """Steps with filters and all that may follow them."""
        with self.scope():
            steps = [self.first_step()]
            steps[0] += self.after_array() if steps[0].startswith(("[", "(")) else self.after_step()
            steps.extend(self.step() + self.after_step() for _ in range(self.draw(st.integers(0, 3))))
            return ".".join(steps)

    def after_array(self) -> str:
        """Behind an array constructor or a block: no bindings, which the reference implementation forgets there."""
        return self.any_of(lambda: "", lambda: "", self.index, self.predicate, lambda: "[]", self.ordering)

    def first_step(self) -> str:
        """Where a path begins."""
        return self.any_of(self.name, self.name, self.variable, self.array, self.any_step, lambda: f"({self.value()})")

    def step(self) -> str:
        """A step behind another."""
        return self.any_of(self.name, self.name, self.name, self.name, self.any_step, self.array, self.object,
                           lambda: f"({self.value()})", self.context_call)  # fmt: skip

    def any_step(self) -> str:
        """A step without a name."""
        return self.one_of(forms.ANY_STEPS)

    def context_call(self) -> str:
        """A function that takes its argument from the context."""
        return self.one_of(forms.CONTEXT_CALLS)

    def after_step(self) -> str:
        """Filters, `[]`, bindings and orderings; often nothing."""
        written = ""
        for _ in range(self.draw(st.sampled_from((0, 0, 0, 0, 1, 1, 2)))):
            written += self.any_of(self.index, self.index, self.predicate, self.predicate, lambda: "[]", self.focus,
                                   self.position, self.ordering)  # fmt: skip
        return written

    def index(self) -> str:
        """A fixed position."""
        return f"[{self.one_of(forms.INDEXES)}]".replace("[0..1]", "[[0..1]]")

    def predicate(self) -> str:
        """A condition or whatever else gives a truth or positions."""
        return f"[{self.any_of(self.comparison, self.comparison, self.name, self.value)}]"

    def focus(self) -> str:
        """`@$variable`"""
        self.variables.append("f")
        return "@$f"

    def position(self) -> str:
        """`#$variable`"""
        self.variables.append("i")
        return "#$i"

    def ordering(self) -> str:
        """`^(...)` with one criterion or two."""
        terms = [self.one_of(("", "<", ">")) + self.any_of(self.name, self.value)]
        if self.chance(3):
            terms.append(self.one_of(("", "<", ">")) + self.name())
        return f"^({', '.join(terms)})"

    def grouping(self) -> str:
        """A path or another value, grouped."""
        head = self.any_of(
            self.name, self.path, self.path, self.call, self.variable, self.array, lambda: f"({self.value()})"
        )
        return f"{head}{{{self.key()}: {self.value()}}}"

    # Operators.

    def arithmetic(self) -> str:
        """Two numbers, or what should be."""
        return f"{self.operand()} {self.one_of(('+', '-', '*', '/', '%'))} {self.operand()}"

    def text(self) -> str:
        """Text put together."""
        return f"{self.operand()} & {self.operand()}"

    def comparison(self) -> str:
        """Two values compared."""
        operator = self.one_of(("=", "!=", "<", "<=", ">", ">=", "in"))
        return f"{self.operand()} {operator} {self.operand()}"

    def truth(self) -> str:
        """Comparisons, alone or two of them."""
        return self.any_of(
            self.comparison, lambda: f"({self.comparison()}) {self.one_of(('and', 'or'))} {self.operand()}"
        )

    def condition(self) -> str:
        """`a ? b : c`, or without the last part."""
        otherwise = "" if self.chance(4) else f" : {self.operand()}"
        return f"{self.any_of(self.name, self.truth, self.operand)} ? {self.operand()}{otherwise}"

    def default(self) -> str:
        """`?:` and `??`"""
        return f"{self.operand()} {self.one_of(('??', '?:'))} {self.operand()}"

    # Constructors.

    def array(self) -> str:
        """`[...]` with items and ranges."""
        items = [self.any_of(self.simple, self.value, self.range) for _ in range(self.draw(st.integers(0, 3)))]
        return f"[{', '.join(items)}]"

    def range(self) -> str:
        """A range, mostly a small one."""
        return self.one_of(forms.RANGES)

    def object(self) -> str:
        """`{...}`"""
        count = self.draw(st.integers(0, 3))
        members = [
            f"{self.key() if self.chance(5) else json.dumps(FIELDS[each])}: {self.value()}" for each in range(count)
        ]
        return f"{{{', '.join(members)}}}"

    def key(self) -> str:
        """The key of a group."""
        return self.any_of(lambda: '"k"', self.name, lambda: f"$string({self.operand()})", self.text)

    # Blocks and transforms.

    def block(self) -> str:
        """Variables, functions, and an expression that uses them."""
        count = self.draw(st.integers(1, 2))
        with self.scope():
            bindings = [self.any_of(self.binding, self.binding, self.definition) for _ in range(count)]
            return f"({'; '.join([*bindings, self.value()])})"

    def binding(self) -> str:
        """`$v := ...`"""
        written = f"$v := {self.value()}"
        self.variables.append("v")
        return written

    def transform(self) -> str:
        """`|pattern|update, delete|`"""
        pattern = self.one_of(("$", "lines", "customer", "**", "lines[qty > 1]", "amount"))
        delete = self.one_of(("", "", ", 'sku'", ", ['note', 'name']"))
        return f"|{pattern}|{self.any_of(self.object, self.object, self.value)}{delete}|"

    def odd(self) -> str:
        """What mappings seldom hold."""
        return self.one_of(forms.IDIOMS)  # fmt: skip


@st.composite
def expressions(draw: st.DrawFn) -> str:
    """The text of an expression."""
    return Writer(draw).value()

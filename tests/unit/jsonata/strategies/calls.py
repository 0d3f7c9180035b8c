"""Functions in expressions: definitions, calls, partial applications, and all that takes a function."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

from hypothesis import strategies as st

from strategies import forms
from strategies.choices import Choices


@dataclass
class Calls(Choices):
    """Writes functions and calls, with the other parts of expressions that a `Writer` adds."""

    @abstractmethod
    def value(self) -> str: ...

    @abstractmethod
    def operand(self) -> str: ...

    @abstractmethod
    def name(self) -> str: ...

    @abstractmethod
    def variable(self) -> str: ...

    @abstractmethod
    def path(self) -> str: ...

    @abstractmethod
    def array(self) -> str: ...

    @abstractmethod
    def arithmetic(self) -> str: ...

    @abstractmethod
    def text(self) -> str: ...

    @abstractmethod
    def index(self) -> str: ...

    @abstractmethod
    def predicate(self) -> str: ...

    @abstractmethod
    def transform(self) -> str: ...

    def definition(self) -> str:
        """`$g := function...`"""
        size = self.draw(st.integers(1, 2))
        written = f"$g := {self.function(size)}"
        self.functions.append(("g", size))
        return written

    def function(self, size: int) -> str:
        """A lambda of so many parameters, some with a signature."""
        names = ["p", "q", "r"][:size]
        signature = (
            self.one_of(("<j-:j>", "<x-:x>", "<n:n>", "<s-:s>", "<a<n>:n>")) if size == 1 and self.chance(6) else ""
        )
        with self.scope(*names):
            body = self.any_of(self.variable, self.value)
        return f"function({', '.join('$' + name for name in names)}){signature}{{{body}}}"

    def call(self) -> str:
        """A built-in function on what it is for, or one of the expression's own; sometimes with a filter."""
        return self.called() + (
            self.any_of(lambda: "", self.index, self.predicate, lambda: "[]") if self.chance(4) else ""
        )

    def called(self) -> str:
        """The call alone."""
        return self.any_of(
            self.call_any, self.call_numbers, self.call_number, self.call_text, self.call_text_with, self.call_pairs,
            self.call_own, self.call_own, self.call_pictures,
        )  # fmt: skip

    def call_any(self) -> str:
        return f"${self.one_of(forms.ON_ANY)}({self.value()})"

    def call_numbers(self) -> str:
        return f"${self.one_of(forms.ON_NUMBERS)}({self.any_of(self.path, self.array, self.value)})"

    def call_number(self) -> str:
        return f"${self.one_of(forms.ON_NUMBER)}({self.any_of(self.name, self.arithmetic, self.value)})"

    def call_text(self) -> str:
        return f"${self.one_of(forms.ON_TEXT)}({self.any_of(self.name, self.text, self.value)})"

    def call_text_with(self) -> str:
        form = self.one_of(forms.TEXT_CALLS)  # fmt: skip
        text, many = self.any_of(self.name, self.text, self.operand), self.any_of(self.path, self.array, self.value)
        return form.format(text, self.one_of(("'a'", "'-'", "' '", "sku")), self.one_of(("1", "-2", "qty")),
                           self.one_of(forms.REGEXES), many)  # fmt: skip

    def call_pairs(self) -> str:
        form = self.one_of(forms.PAIR_CALLS)  # fmt: skip
        return form.format(self.operand(), self.operand(), self.one_of(("1", "2", "0", "-1")), self.name())

    def call_pictures(self) -> str:
        form = self.one_of(forms.PICTURE_CALLS)  # fmt: skip
        return form.format(self.operand())

    def call_own(self) -> str:
        """A function of the expression, with any number of arguments."""
        if not self.functions:
            return self.call_any()
        name, size = self.draw(st.sampled_from(self.functions))
        count = self.draw(st.sampled_from((size, size, size, 0, 1)))
        return f"${name}({', '.join(self.value() for _ in range(count))})"

    def partial(self) -> str:
        """A partial application, called at once or handed on."""
        return self.one_of(forms.PARTIALS).format(self.operand(), self.operand(), self.function(2))

    def higher_order(self) -> str:
        """A function that takes a function."""
        return self.any_of(
            lambda: f"$map({self.operand()}, {self.callback()})",
            lambda: f"$filter({self.operand()}, {self.callback()})",
            lambda: f"$reduce({self.operand()}, {self.function(2)})",
            lambda: f"$reduce({self.operand()}, {self.function(2)}, {self.operand()})",
            lambda: f"$sort({self.operand()}, function($l, $r){{$l.{self.name()} > $r.{self.name()}}})",
            lambda: f"${self.one_of(forms.WITH_FUNCTION)}({self.operand()}, {self.callback()})",
            lambda: f"$reduce({self.operand()}, {self.function(3)}, {self.operand()})",
        )

    def callback(self) -> str:
        """A lambda of up to three parameters, or a built-in."""
        if self.chance(5):
            return self.one_of(("$string", "$exists", "$boolean", "$uppercase", "$not", "$count", "$keys"))
        return self.function(self.draw(st.integers(1, 3)))

    def apply(self) -> str:
        """`~>` with a call, a function, two functions or a transform."""
        return self.any_of(
            lambda: f"{self.operand()} ~> ${self.one_of(forms.ON_ANY)}",
            lambda: f"{self.operand()} ~> ${self.one_of(forms.ON_NUMBERS)}()",
            lambda: f"{self.operand()} ~> $map({self.callback()})",
            lambda: f"{self.operand()} ~> {self.function(1)}",
            lambda: f"{self.operand()} ~> ($keys ~> $count)",
            lambda: f"{self.operand()} ~> {self.transform()}",
        )

"""The tokens as the parser walks over them, and everything that was wrong on the way."""

from __future__ import annotations

from crossdock.jsonata.errors import JsonataError, failure
from crossdock.jsonata.patterns import compile_pattern
from crossdock.jsonata.tokens import Kind, Lexer, Token
from crossdock.jsonata.undefined import Value


class TokenStream:
    """The current token, and the errors so far."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lexer = Lexer(source)
        self.errors: list[JsonataError] = []
        self.previous_end = 0
        self.token = self._read(operand=True)

    def advance(self, *, operand: bool) -> Token:
        """Go on to the next token; return the one just passed. `operand`: a value is expected next."""
        passed = self.token
        self.previous_end = passed.end
        self.token = self._read(operand=operand)
        return passed

    def expect(self, operator: str, *, operand: bool) -> None:
        """Pass over this operator. If it is not there: report that, and look for it further on at this level."""
        if self.token.operator != operator:
            self._report_missing(operator)
            if not self._skip_to(operator):
                return
        self.advance(operand=operand)

    def report(self, code: str, start: int, end: int, **values: Value) -> None:
        """Keep an error; one place gets only its first one."""
        error = failure(code, **values).locate(self.source, start, end)
        self._keep(error)

    def go_back(self, token: Token) -> None:
        """Make `token` the current one again."""
        self.token = token
        self.lexer.position = token.end

    def _keep(self, error: JsonataError) -> None:
        if all(error.span != known.span for known in self.errors):
            self.errors.append(error)

    def _read(self, *, operand: bool) -> Token:
        start = self.lexer.position
        try:
            token = self.lexer.next(operand=operand)
        except JsonataError as error:
            self._keep(error)
            return Token(Kind.INVALID, "", start, self.lexer.position)
        if token.operator in ("!", "~"):
            self.report("S0204", token.start, token.end, token=token.value)
            return Token(Kind.INVALID, token.value, token.start, token.end)
        if token.kind is Kind.REGEX:
            self._check_pattern(token)
        return token

    def _check_pattern(self, token: Token) -> None:
        try:
            compile_pattern(*token.value)
        except JsonataError as error:
            self.report(error.code, token.start, token.end, **error.values)

    def _report_missing(self, operator: str) -> None:
        token = self.token
        if token.kind is not Kind.INVALID:
            code = "S0203" if token.kind is Kind.END else "S0202"
            self.report(code, token.start, token.end, token=shown(token), value=operator)

    def _skip_to(self, operator: str) -> bool:
        """Pass over tokens up to this operator; stop at the end, or at a bracket that closes something outside."""
        depth = 0
        while self.token.kind is not Kind.END:
            symbol = self.token.operator
            if depth == 0 and symbol == operator:
                return True
            if depth == 0 and symbol in (")", "]", "}"):
                return False
            depth += (symbol in ("(", "[", "{")) - (symbol in (")", "]", "}"))
            self.advance(operand=False)
        return False


def shown(token: Token) -> str:
    """A token as a message names it."""
    return "/regex/" if token.kind is Kind.REGEX else str(token.value)

"""JSON pointers (RFC 6901)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def pointer(segments: Iterable[str | int]) -> str:
    """The pointer of a path: `("lines", 0, "a/b")` gives '/lines/0/a~1b'; the empty path gives ''."""
    return "".join("/" + str(segment).replace("~", "~0").replace("/", "~1") for segment in segments)


def segments(text: str) -> tuple[str, ...]:
    """The path of a pointer; raises ValueError where it is neither empty nor starts with a slash."""
    if not text:
        return ()
    if not text.startswith("/"):
        raise ValueError(f"'{text}' is no JSON pointer: it starts with a slash, or is empty")
    return tuple(segment.replace("~1", "/").replace("~0", "~") for segment in text[1:].split("/"))


def matches(pattern: Sequence[str], path: Sequence[str | int]) -> bool:
    """Whether a path lies at or below a pattern, in which a segment `*` stands for any one segment."""
    return len(path) >= len(pattern) and all(
        expected in ("*", str(given)) for expected, given in zip(pattern, path, strict=False)
    )

"""Base64 and percent encoding."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.jsonata.errors import JsonataError
from crossdock.jsonata.functions import encoding
from crossdock.jsonata.undefined import UNDEFINED, Undefined


@given(st.text(alphabet=st.characters(max_codepoint=255)))
def test_base64_of_latin_text_comes_back(text: str) -> None:
    assert encoding.base64decode(encoding.base64encode(text)) == text


@pytest.mark.parametrize(
    ("encoded", "text"),
    [("YWI", "ab"), ("YW Jj", "abc"), ("_-8=", "ÿï"), ("YQ==YQ==", "a"), ("Y", ""), ("!YWJj!", "abc"), ("", "")],
)
def test_base64_reads_what_node_reads(encoded: str, text: str) -> None:
    assert encoding.base64decode(encoded) == text


def test_base64_keeps_the_low_byte_of_other_characters() -> None:
    assert encoding.base64encode("€") == "rA=="
    assert encoding.base64encode("é") == "6Q=="


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_url_encoding_comes_back(text: str) -> None:
    assert encoding.decode_url_component(encoding.encode_url_component(text)) == text
    assert encoding.decode_url(encoding.encode_url(text)) == text


def test_whole_url_keeps_its_marks() -> None:
    assert encoding.encode_url("https://example.com/a b?x=ü#1") == "https://example.com/a%20b?x=%C3%BC#1"
    assert encoding.decode_url("a%2Fb%20c%3f") == "a%2Fb c%3f"
    assert encoding.encode_url_component("a b/ü") == "a%20b%2F%C3%BC"


@pytest.mark.parametrize("text", ["%", "%zz", "%e2%82", "%FF", "%ED%A0%80", "a%2"])
def test_malformed_escapes_are_refused(text: str) -> None:
    for decode in (encoding.decode_url, encoding.decode_url_component):
        with pytest.raises(JsonataError, match="D3140"):
            decode(text)


@pytest.mark.parametrize("encode", [encoding.encode_url, encoding.encode_url_component])
def test_half_a_surrogate_pair_is_refused(encode: Callable[[str], str]) -> None:
    with pytest.raises(JsonataError, match="D3140"):
        encode("\ud800")


@pytest.mark.parametrize(
    "function",
    [
        encoding.base64encode,
        encoding.base64decode,
        encoding.encode_url,
        encoding.encode_url_component,
        encoding.decode_url,
        encoding.decode_url_component,
    ],
)
def test_undefined_stays_undefined(function: Callable[[Undefined], object]) -> None:
    assert function(UNDEFINED) is UNDEFINED

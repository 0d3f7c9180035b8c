from __future__ import annotations

import copy
import json
import logging
import pickle
from urllib.parse import quote, urlencode

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.connect.secret import HIDDEN, Secret, redact

PLAIN = "made-up/key+1"
printable = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=4)


@pytest.mark.parametrize("show", [str, repr, "{}".format, "{!r:>40}".format, "%s".__mod__, lambda s: f"{[s]}"])
def test_a_secret_shows_itself_in_no_text(show: object) -> None:
    assert callable(show)
    assert PLAIN not in show(Secret(PLAIN))


def test_a_secret_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("anything").error("sent %s and %r", Secret(PLAIN), {"key": Secret(PLAIN)})
    assert PLAIN not in caplog.text


@pytest.mark.parametrize("write", [json.dumps, msgspec.json.encode, msgspec.to_builtins, pickle.dumps, copy.copy])
def test_a_secret_is_not_serialised(write: object) -> None:
    assert callable(write)
    with pytest.raises(TypeError):
        write(Secret(PLAIN))


def test_only_reveal_gives_the_text() -> None:
    assert Secret(PLAIN).reveal() == PLAIN
    assert not hasattr(Secret(PLAIN), "__dict__")


@pytest.mark.parametrize("text", ["", "two\nlines", "tab\t", "\x00"])
def test_a_text_that_is_no_key_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match="printable") as raised:
        Secret(text)
    assert not text or text not in str(raised.value)


def test_equal_secrets_are_equal_and_unequal_to_texts() -> None:
    assert Secret(PLAIN) == Secret(PLAIN)
    assert hash(Secret(PLAIN)) == hash(Secret(PLAIN))
    assert Secret(PLAIN) != Secret("other")
    assert Secret(PLAIN) != PLAIN


@given(secret=printable, around=st.text())
def test_redacting_hides_a_secret_however_it_is_written(secret: str, around: str) -> None:
    for form in (secret, quote(secret, safe=""), urlencode({"key": secret})):
        hidden = redact(f"{around}{form}{around}", [Secret(secret)])
        assert HIDDEN in hidden
        assert secret not in hidden.replace(HIDDEN, "")


def test_redacting_leaves_other_text_alone() -> None:
    assert redact("nothing to hide", [Secret(PLAIN)]) == "nothing to hide"

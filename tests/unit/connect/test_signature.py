"""Who sent a request: signatures over raw bytes, and shared secrets."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossdock.connect import HmacSignature, Incoming, Secret, SharedSecret, Signature
from crossdock.errors import Rejected

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEY = b"made-up-signing-key"
BODY = '{"id": 12345678901234567890, "note": "Grüße"}'.encode()


class Settings(msgspec.Struct, frozen=True):
    key: Secret | None = Secret(KEY.decode())


PLAIN = HmacSignature(headers=("x-acme-hmac", "acme-hmac"), setting="key")
TIMED = HmacSignature(headers=("x-acme-hmac",), setting="key", encoding="hex", timestamp_header="x-acme-time")
SHARED = SharedSecret(setting="key")
SCHEMES: list[Signature] = [PLAIN, TIMED, SHARED]


def incoming(headers: Mapping[str, str] = {}, body: bytes = BODY, path_secret: str = "") -> Incoming:
    return Incoming(headers=headers, body=body, received_at=NOW, path_secret=path_secret)


def refused(scheme: Signature, request: Incoming, settings: msgspec.Struct = Settings()) -> Rejected:  # noqa: B008  # frozen
    with pytest.raises(Rejected) as raised:
        scheme.verify(request, settings)
    assert raised.value.remedy
    assert KEY.decode() not in f"{raised.value} {raised.value!r}"
    return raised.value


def basic(text: str) -> str:
    return "Basic " + base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize("header", ["x-acme-hmac", "acme-hmac"])
def test_a_signature_over_the_raw_bytes_is_taken_under_either_name(header: str) -> None:
    text = base64.b64encode(hmac.digest(KEY, BODY, sha256)).decode()
    PLAIN.verify(incoming({header: text}), Settings())


def test_a_key_in_base64_is_what_it_stands_for_and_one_that_is_none_believes_nobody() -> None:
    scheme = HmacSignature(headers=("x-acme-hmac",), setting="key", key="base64")
    text = base64.b64encode(hmac.digest(KEY, BODY, sha256)).decode()
    request = incoming({"x-acme-hmac": text})
    scheme.verify(request, Settings(key=Secret(base64.b64encode(KEY).decode())))
    assert refused(scheme, request).stable_code == "signature-unset"


def test_a_signed_time_is_part_of_what_is_signed() -> None:
    time = str(int(NOW.timestamp()))
    text = hmac.digest(KEY, time.encode() + b"." + BODY, sha256).hex()
    TIMED.verify(incoming({"x-acme-hmac": text, "x-acme-time": time}), Settings())
    later = str(int(time) + 1)
    assert refused(TIMED, incoming({"x-acme-hmac": text, "x-acme-time": later})).stable_code == "signature-wrong"


@pytest.mark.parametrize("scheme", SCHEMES)
@settings(deadline=None)
@given(body=st.binary())
def test_what_a_scheme_signs_it_verifies(scheme: Signature, body: bytes) -> None:
    scheme.verify(scheme.signed(incoming(body=body), Settings()), Settings())


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_request_without_proof_is_rejected(scheme: Signature) -> None:
    assert refused(scheme, incoming()).stable_code == "signature-missing"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_proof_made_with_another_secret_is_rejected(scheme: Signature) -> None:
    foreign = scheme.signed(incoming(), Settings(key=Secret("another-key-altogether")))
    assert refused(scheme, foreign).stable_code == "signature-wrong"


@settings(deadline=None)
@given(place=st.integers(min_value=0, max_value=len(BODY) - 1), change=st.integers(min_value=1, max_value=255))
def test_a_body_changed_by_one_byte_is_rejected(place: int, change: int) -> None:
    changed = bytearray(BODY)
    changed[place] ^= change
    for scheme in (PLAIN, TIMED):
        request = msgspec.structs.replace(scheme.signed(incoming(), Settings()), body=bytes(changed))
        assert refused(scheme, request).stable_code == "signature-wrong"


@settings(deadline=None)
@given(text=st.text())
def test_no_header_whatever_is_taken_for_a_signature(text: str) -> None:
    assert refused(PLAIN, incoming({"x-acme-hmac": text})).stable_code in ("signature-missing", "signature-wrong")


@pytest.mark.parametrize("seconds", [-301, 301, 86_400 * 365])
def test_a_request_signed_at_another_time_is_an_old_one_sent_again(seconds: int) -> None:
    signed = TIMED.signed(incoming(), Settings())
    late = msgspec.structs.replace(signed, received_at=NOW + timedelta(seconds=seconds))
    assert refused(TIMED, late).stable_code == "signature-replayed"


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_a_request_within_the_tolerance_is_taken(seconds: int) -> None:
    signed = TIMED.signed(incoming(), Settings())
    TIMED.verify(msgspec.structs.replace(signed, received_at=NOW + timedelta(seconds=seconds)), Settings())


@pytest.mark.parametrize("time", ["yesterday", "-1", "1e9", "9" * 400])
def test_a_signed_time_that_is_none_is_rejected(time: str) -> None:
    text = hmac.digest(KEY, time.encode() + b"." + BODY, sha256).hex()
    assert refused(TIMED, incoming({"x-acme-hmac": text, "x-acme-time": time})).stable_code == "signature-wrong"


@pytest.mark.parametrize(
    "request_with_secret",
    [
        incoming(path_secret=KEY.decode()),
        incoming({"authorization": basic(f"anybody:{KEY.decode()}")}),
        incoming({"authorization": basic(f":{KEY.decode()}").replace("Basic", "basic")}),
    ],
)
def test_a_shared_secret_is_taken_from_the_path_or_from_basic_auth(request_with_secret: Incoming) -> None:
    SHARED.verify(request_with_secret, Settings())


@pytest.mark.parametrize(
    ("request_without", "code"),
    [
        (incoming(path_secret="made-up-signing-ke"), "signature-wrong"),
        (incoming(path_secret="mäde-up"), "signature-wrong"),
        (incoming(path_secret="\udcff"), "signature-wrong"),
        (incoming({"authorization": basic(f"{KEY.decode()}:")}), "signature-missing"),
        (incoming({"authorization": basic("user:password")}), "signature-wrong"),
        (incoming({"authorization": "Basic ???"}), "signature-missing"),
        (incoming({"authorization": f"Bearer {KEY.decode()}"}), "signature-missing"),
        (incoming({"authorization": basic(f":{KEY.decode()}")}, path_secret="wrong"), "signature-wrong"),
    ],
)
def test_a_wrong_shared_secret_is_rejected(request_without: Incoming, code: str) -> None:
    assert refused(SHARED, request_without).stable_code == code


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_connection_without_the_secret_believes_nobody_and_says_what_to_set(scheme: Signature) -> None:
    rejected = refused(scheme, scheme.signed(incoming(), Settings()), Settings(key=None))
    assert rejected.stable_code == "signature-unset"
    assert "'key'" in rejected.remedy


def test_a_header_that_would_never_be_found_is_refused() -> None:
    with pytest.raises(ValueError, match="lower case"):
        HmacSignature(headers=("X-Acme-Hmac",), setting="key")

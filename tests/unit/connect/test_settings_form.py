from __future__ import annotations

from typing import Any

import msgspec
import pytest

from crossdock.connect import Connector, Secret
from crossdock.connect.settings_form import check_settings, fill, secret_names, settings_schema
from crossdock.errors import InvalidInput


@pytest.fixture
def form(acme: Connector) -> type[msgspec.Struct]:
    return acme.settings_type


def test_the_form_tells_what_each_setting_is(form: type[msgspec.Struct]) -> None:
    schema = settings_schema(form)
    assert schema["required"] == ["shop", "token"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["shop"] == {
        "title": "Shop",
        "description": "The shop's name at Acme.",
        "type": "string",
        "pattern": "^[a-z]+$",
    }


def test_secrets_are_write_only_optional_ones_too(form: type[msgspec.Struct]) -> None:
    assert secret_names(form) == ("token", "spare")
    properties = settings_schema(form)["properties"]
    assert [name for name in properties if properties[name].get("writeOnly")] == ["token", "spare"]


def test_good_settings_are_filled_in(form: type[msgspec.Struct]) -> None:
    filled = fill(form, {"shop": "demo", "page": 10}, {"token": "made-up", "spare": None})
    assert filled == form(shop="demo", page=10, token=Secret("made-up"))


@pytest.mark.parametrize(
    ("settings", "secrets", "code", "pointer"),
    [
        ({"shop": "DEMO"}, {"token": "x"}, "invalid", "/settings/shop"),
        ({"shop": "demo\n"}, {"token": "x"}, "invalid", "/settings/shop"),
        ({"shop": 7}, {"token": "x"}, "invalid", "/settings/shop"),
        ({"shop": "demo", "page": 0}, {"token": "x"}, "invalid", "/settings/page"),
        ({"shop": "demo", "page": "10"}, {"token": "x"}, "invalid", "/settings/page"),
        ({"shop": "demo"}, {}, "required", "/secrets/token"),
        ({"shop": "demo"}, {"token": None}, "required", "/secrets/token"),
        ({"shop": "demo"}, {"token": ""}, "invalid", "/secrets/token"),
        ({"shop": "demo"}, {"token": 7}, "invalid", "/secrets/token"),
        ({"shop": "demo"}, {"token": "two\nlines"}, "invalid", "/secrets/token"),
        ({"shop": "demo", "spare": "x"}, {"token": "x"}, "misplaced", "/settings/spare"),
        ({"shop": "demo"}, {"token": "x", "page": 1}, "misplaced", "/secrets/page"),
        ({"shop": "demo", "a/b": 1}, {"token": "x"}, "additionalProperties", "/settings/a~1b"),
    ],
)
def test_each_fault_has_its_place_and_remedy(
    form: type[msgspec.Struct], settings: dict[str, Any], secrets: dict[str, Any], code: str, pointer: str
) -> None:
    (problem,) = check_settings(form, settings, secrets)
    assert (problem.code, problem.pointer) == (code, pointer)
    assert problem.remedy


def test_all_faults_come_at_once(form: type[msgspec.Struct]) -> None:
    with pytest.raises(InvalidInput) as raised:
        fill(form, {"shop": "DEMO", "pages": 1}, {})
    assert {p.pointer for p in raised.value.problems} == {"/settings/shop", "/settings/pages", "/secrets/token"}
    assert any("'page'" in problem.remedy for problem in raised.value.problems)


def test_no_fault_repeats_a_secret(form: type[msgspec.Struct]) -> None:
    for secrets in ({"token": "hush\nhush"}, {"token": "hush", "tokn": "hush"}, {"token": ["hush"]}):
        assert "hush" not in str(check_settings(form, {"shop": "demo"}, secrets))

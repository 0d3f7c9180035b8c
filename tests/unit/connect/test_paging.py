from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.connect.answer import Answer
from crossdock.connect.paging import Asked, LinkHeader, Page, SinglePage, parse_links

targets = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="<>"), max_size=40)
relations = st.sampled_from(["next", "previous", "first", "last", "self"])
titles = st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters='"\\'))


def answer(link: str | None) -> Answer:
    headers = {} if link is None else {"link": link}
    url = "https://acme.example/api/orders"
    return Answer(status=200, headers=headers, body=b"", url=url, received_at=datetime.now(UTC))


def page(link: str | None) -> Page:
    return Page(asked=Asked("https://acme.example/api/orders"), answer=answer(link), records=[], before=0)


@given(st.dictionaries(relations, st.tuples(targets, titles), max_size=5), st.booleans())
def test_every_link_is_found_by_its_relation(links: dict[str, tuple[str, str]], quoted: bool) -> None:
    header = ", ".join(
        f'<{target}>; title="{title}"; rel={chr(34) * quoted}{name}{chr(34) * quoted}'
        for name, (target, title) in links.items()
    )
    assert parse_links(header) == {name: target for name, (target, _) in links.items()}


@given(st.text())
def test_no_header_breaks_the_parser(header: str) -> None:
    assert isinstance(parse_links(header), dict)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ('<a>;rel=next,<b>;rel="last"', {"next": "a", "last": "b"}),
        ('<a>; rel="next last"', {"next": "a", "last": "a"}),
        ('<a>; REL="Next"', {"next": "a"}),
        ('<a,b;c>; rel="next"', {"next": "a,b;c"}),
        ('<a>; title="x, <y>; rel=next"; rel="last"', {"last": "a"}),
        ('<a>; title="\\"quoted\\""; rel="next"', {"next": "a"}),
        ('<a>; rel="next", <b>; rel="next"', {"next": "a"}),
        ("<a>", {}),
        ("<a>; rel", {}),
        ("garbage", {}),
    ],
)
def test_links_are_read_as_rfc_8288_writes_them(header: str, found: dict[str, str]) -> None:
    assert parse_links(header) == found


def test_a_long_header_takes_no_long_time() -> None:
    assert parse_links("<" + ";a" * 50_000 + ">" + '; a="' * 20_000) == {}


def test_the_next_page_may_be_named_relatively() -> None:
    assert LinkHeader().target(answer("</api/orders?page=2>; rel=next")) == "https://acme.example/api/orders?page=2"
    assert LinkHeader().target(answer("<?page=2>; rel=next")) == "https://acme.example/api/orders?page=2"


def test_without_a_next_page_the_list_ends() -> None:
    assert LinkHeader().following(page(None)) is None
    assert LinkHeader().following(page("<a>; rel=previous")) is None
    assert SinglePage().following(page("<a>; rel=next")) is None


names = st.text(min_size=1, max_size=8)


@given(st.dictionaries(names, st.text(max_size=8), max_size=4), names, st.text(max_size=8))
def test_another_parameter_leaves_the_others_as_they_are(asked: dict[str, str], name: str, value: str) -> None:
    url = "https://acme.example/api/orders?" + urlencode(asked)
    changed = Asked(url, {"a": 1}).with_parameter(name, value)
    assert {other: changed.parameter(other) for other in {*asked, name}} == {**asked, name: value}
    assert (changed.body, changed.url.partition("?")[0]) == ({"a": 1}, "https://acme.example/api/orders")

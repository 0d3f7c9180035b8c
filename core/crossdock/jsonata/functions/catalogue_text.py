"""The built-in functions on text, as the studio tells about them."""

from __future__ import annotations

from typing import Final

from crossdock.jsonata.functions import encoding, json_text, matching, strings
from crossdock.jsonata.functions.builtin import builtin

TEXT: Final = (
    builtin(
        "string",
        "<x-b?:s>",
        json_text.string,
        "Any value as text; arrays and objects as JSON, indented if the second argument is true.",
        ("$string(5890840712243076123)", "5890840712243076123"),
        ("$string({'sku': 'A-1', 'qty': 2.0})", '{"sku":"A-1","qty":2}'),
    ),
    builtin("length", "<s-:n>", strings.length, "The number of characters of a text.", ("$length('crème')", 5)),
    builtin(
        "substring",
        "<s-nn?:s>",
        strings.substring,
        "Part of a text from a position (from 0, negative from the end), at most so many characters.",
        ("$substring('AB-1234', 3)", "1234"),
        ("$substring('AB-1234', -4, 2)", "12"),
    ),
    builtin(
        "substringBefore",
        "<s-s:s>",
        strings.substring_before,
        "What stands before the first occurrence of a text, or all if there is none.",
        ("$substringBefore('AB-1234', '-')", "AB"),
    ),
    builtin(
        "substringAfter",
        "<s-s:s>",
        strings.substring_after,
        "What stands after the first occurrence of a text, or all if there is none.",
        ("$substringAfter('AB-1234', '-')", "1234"),
    ),
    builtin("uppercase", "<s-:s>", strings.uppercase, "A text in capitals.", ("$uppercase('eur')", "EUR")),
    builtin("lowercase", "<s-:s>", strings.lowercase, "A text in small letters.", ("$lowercase('EUR')", "eur")),
    builtin(
        "trim",
        "<s-:s>",
        strings.trim,
        "A text without blanks at its ends, and with single spaces inside.",
        ("$trim('  12   Example Lane ')", "12 Example Lane"),
    ),
    builtin(
        "pad",
        "<s-ns?:s>",
        strings.pad,
        "A text filled up to a width, on the right or, for a negative width, on the left.",
        ("$pad('42', -6, '0')", "000042"),
    ),
    builtin(
        "join",
        "<a<s>s?:s>",
        strings.join,
        "Texts put together, with a separator between them.",
        ("$join(['a', 'b', 'c'], '-')", "a-b-c"),
    ),
    builtin(
        "contains",
        "<s-(sf):b>",
        matching.contains,
        "Whether a text has another text, or a match of a regular expression, in it.",
        ("$contains('AB-1234', /-\\d+/)", True),
    ),
    builtin(
        "match",
        "<s-f<s:o>n?:a<o>>",
        matching.match,
        "The matches of a regular expression, each with its text, place and groups.",
        ("$match('AB-1234', /(\\d)(\\d)/, 1)", {"match": "12", "index": 3, "groups": ["1", "2"]}),
    ),
    builtin(
        "split",
        "<s-(sf)n?:a<s>>",
        matching.split,
        "The parts of a text between separators, at most so many.",
        ("$split('red; green;blue', /;\\s*/)", ["red", "green", "blue"]),
    ),
    builtin(
        "replace",
        "<s-(sf)(sf)n?:s>",
        matching.replace,
        "A text with occurrences of a text or regular expression replaced by a text or by what a function returns.",
        ("$replace('AB-1234', /([A-Z]+)-(\\d+)/, '$2/$1')", "1234/AB"),
        ("$replace('1.234.567', '.', '', 1)", "1234.567"),
    ),
    builtin(
        "base64encode",
        "<s-:s>",
        encoding.base64encode,
        "A text of Latin-1 characters as Base64.",
        ("$base64encode('key:word')", "a2V5OndvcmQ="),
    ),
    builtin(
        "base64decode",
        "<s-:s>",
        encoding.base64decode,
        "The bytes of a Base64 text as Latin-1 characters.",
        ("$base64decode('a2V5OndvcmQ=')", "key:word"),
    ),
    builtin(
        "encodeUrlComponent",
        "<s-:s>",
        encoding.encode_url_component,
        "A text percent-encoded as one part of a URL.",
        ("$encodeUrlComponent('a b/c')", "a%20b%2Fc"),
    ),
    builtin(
        "encodeUrl",
        "<s-:s>",
        encoding.encode_url,
        "A whole URL percent-encoded, its slashes and other marks kept.",
        ("$encodeUrl('https://example.com/a b')", "https://example.com/a%20b"),
    ),
    builtin(
        "decodeUrlComponent",
        "<s-:s>",
        encoding.decode_url_component,
        "The text of a percent-encoded part of a URL.",
        ("$decodeUrlComponent('a%20b%2Fc')", "a b/c"),
    ),
    builtin(
        "decodeUrl",
        "<s-:s>",
        encoding.decode_url,
        "A whole URL without percent encoding, but for encoded slashes and other marks.",
        ("$decodeUrl('https://example.com/a%20b%2Fc')", "https://example.com/a b%2Fc"),
    ),
)

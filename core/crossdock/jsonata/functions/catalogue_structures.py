"""The built-in functions on arrays, objects and values of any kind, as the studio tells about them."""

from __future__ import annotations

from typing import Final

from crossdock.jsonata.functions import arrays, objects, truth
from crossdock.jsonata.functions.builtin import builtin
from crossdock.jsonata.undefined import UNDEFINED

STRUCTURES: Final = (
    builtin(
        "append",
        "<xx:a>",
        arrays.append,
        "The values of two arrays in one.",
        ("$append([1, 2], 3)", [1, 2, 3]),
    ),
    builtin("reverse", "<a:a>", arrays.reverse, "An array from its end.", ("$reverse([1, 2, 3])", [3, 2, 1])),
    builtin("shuffle", "<a:a>", arrays.shuffle, "An array in random order.", ("$count($shuffle([1, 2]))", 2)),
    builtin(
        "distinct",
        "<x:x>",
        arrays.distinct,
        "An array without repetitions.",
        ("$distinct(['A', 'B', 'A'])", ["A", "B"]),
    ),
    builtin(
        "zip",
        "<a+>",
        arrays.zip_arrays,
        "Arrays of the first, the second and so on items of several arrays.",
        ("$zip(['a', 'b'], [1, 2])", [["a", 1], ["b", 2]]),
    ),
    builtin("keys", "<x-:a<s>>", objects.keys, "The keys of objects.", ("$keys({'a': 1, 'b': 2})", ["a", "b"])),
    builtin(
        "lookup",
        "<x-s:x>",
        objects.lookup,
        "What objects have under a key.",
        ("$lookup({'DE': 19, 'NL': 21}, 'NL')", 21),
    ),
    builtin(
        "spread",
        "<x-:a<o>>",
        objects.spread,
        "Objects with one key each, made of an object.",
        ("$spread({'a': 1, 'b': 2})", [{"a": 1}, {"b": 2}]),
    ),
    builtin(
        "merge",
        "<a<o>:o>",
        objects.merge,
        "One object with the members of several, the last of each key.",
        ("$merge([{'a': 1}, {'a': 2, 'b': 3}])", {"a": 2, "b": 3}),
    ),
    builtin("clone", "<(oa)-:o>", objects.clone, "A copy of an object or array.", ("$clone({'a': [1]})", {"a": [1]})),
    builtin("type", "<x:s>", objects.type_name, "The name of a value's type.", ("$type(null)", "null")),
    builtin("boolean", "<x-:b>", truth.boolean, "What a value counts for in a condition.", ("$boolean([0])", False)),
    builtin("not", "<x-:b>", truth.negation, "The opposite of what a value counts for.", ("$not('')", True)),
    builtin("exists", "<x:b>", truth.exists, "Whether there is a value, null included.", ("$exists(null)", True)),
    builtin(
        "error",
        "<s?:x>",
        objects.error,
        "Ends the evaluation with a message.",
        ("1 > 2 ? $error('impossible')", UNDEFINED),
    ),
    builtin(
        "assert",
        "<bs?:x>",
        objects.check,
        "Ends the evaluation with a message unless a condition is true.",
        ("$assert(2 > 1, 'impossible')", UNDEFINED),
    ),
)

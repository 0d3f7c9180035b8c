"""Writing a plugin's distribution out of a template.

`templates/<kind>` is a distribution as it is written, but for words in double braces, in texts and paths: `{{package}}`.
"""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from crossdock.errors import ConfigurationError, InvalidInput
from crossdock.model.name import check_name

TEMPLATES = Path(__file__).parent / "templates"
LONGEST_NAME = 32
"""Characters of a plugin's name: longer ones would break the template's lines."""

_WORD = re.compile(r"\{\{(\w+)\}\}")
_REMEDY = "Name what it connects or counts in lower-case letters, digits and single hyphens: 'acme', 'acme-returns'."


class Kind(StrEnum):
    """What a new plugin brings."""

    CONNECTOR = "connector"
    FUNCTIONS = "functions"
    GUARD = "guard"


def words_of(name: str) -> Mapping[str, str]:
    """What stands for a plugin's name, by the word in a template's braces."""
    parts = name.split("-")
    camel = "".join(part.capitalize() for part in parts)
    return {
        "name": name,
        "title": " ".join(part.capitalize() for part in parts),
        "distribution": f"crossdock-{name}",
        "package": f"crossdock_{name.replace('-', '_')}",
        "Class": camel,
        "function": camel[:1].lower() + camel[1:],
    }


def new_distribution(kind: Kind, name: str) -> Mapping[str, str]:
    """The files of a new distribution: path below its folder to text.

    Raises ConfigurationError for a name that nothing can be called in Python, or that a template uses itself.
    """
    words = _checked(kind, name)
    return {
        _filled(path.relative_to(TEMPLATES / kind).as_posix(), words): _filled(path.read_text("utf-8"), words)
        for path in _template(kind)
    }


def write_distribution(files: Mapping[str, str], folder: Path) -> tuple[Path, ...]:
    """Write files below a folder; the paths written. Raises as `refuse_existing` does, and writes nothing then."""
    refuse_existing(files, folder)
    targets = {folder / path: text for path, text in files.items()}
    for path, text in targets.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    return tuple(targets)


def refuse_existing(files: Mapping[str, str], folder: Path) -> None:
    """Raises ConfigurationError where one of some files is below a folder already."""
    for path in (folder / path for path in files):
        if path.exists() or path.is_symlink() or any(above.is_file() for above in path.parents):
            raise ConfigurationError(
                f"'{path}' cannot be written: something is there already. Nothing was written.",
                remedy="Name another folder with --folder, or remove what is in the way.",
            )


def _checked(kind: Kind, name: str) -> Mapping[str, str]:
    try:
        check_name("plugin", name)
    except InvalidInput as error:
        raise ConfigurationError(error.message, remedy=_REMEDY, code=error.stable_code) from error
    words = words_of(name)
    if len(name) > LONGEST_NAME:
        raise _refused(name, f"it has more than {LONGEST_NAME} characters")
    if not name[0].isalpha():
        raise _refused(name, "no class in Python starts with a digit")
    if words["Class"] in _own_words(kind) or keyword.iskeyword(words["Class"]):
        raise _refused(name, f"the code uses the word '{words['Class']}' for something else")
    return words


def _refused(name: str, why: str) -> ConfigurationError:
    return ConfigurationError(f"'{name}' cannot be the name of a plugin: {why}.", remedy=_REMEDY, code="invalid-name")


def _own_words(kind: Kind) -> frozenset[str]:
    """The names that the template's code uses, its own class left out."""
    words = words_of("a-plugin-s-name")
    trees = [ast.parse(_filled(path.read_text("utf-8"), words)) for path in _template(kind) if path.suffix == ".py"]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    imported = [node.name for node in nodes if isinstance(node, ast.alias)]
    used = [node.id for node in nodes if isinstance(node, ast.Name)]
    return frozenset((*imported, *used))


def _template(kind: Kind) -> list[Path]:
    found = (TEMPLATES / kind).rglob("*")
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def _filled(text: str, words: Mapping[str, str]) -> str:
    return _WORD.sub(lambda match: words[match[1]], text)

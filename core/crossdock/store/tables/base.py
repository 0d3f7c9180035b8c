"""What all tables share: the metadata with its naming rules, and the columns that many of them have."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    Uuid,
)

from crossdock.model.name import LONGEST_NAME, NAME_PATTERN

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

TEXTS = ARRAY(Text)
SORTED_TEXTS = ARRAY(Text(collation="C"))
"""Compared by code point, so that the order is the same on every server."""

LONGEST_KEY = 1000
"""Bytes; PostgreSQL's indexes take 2,704 in all."""


def identifier() -> Column[object]:
    """A UUIDv7 made by the studio: PostgreSQL makes its own only from 18 on."""
    return Column("id", Uuid, primary_key=True)


def name() -> Column[object]:
    return Column("name", Text, nullable=False)


def text(column: str) -> Column[object]:
    return Column(column, Text, nullable=False)


def texts(column: str) -> Column[object]:
    return Column(column, TEXTS, nullable=False)


def time(column: str, *, nullable: bool = False) -> Column[object]:
    return Column(column, DateTime(timezone=True), nullable=nullable)


def number(column: str, *, nullable: bool = False) -> Column[object]:
    return Column(column, Integer, nullable=nullable)


def sha256(column: str, *, unique: bool = False) -> Column[object]:
    return Column(column, LargeBinary, nullable=False, unique=unique)


def revision() -> Column[object]:
    """Grows with each change; an edit that names an older one is stale."""
    return Column("revision", Integer, nullable=False)


def check_name(column: str = "name") -> CheckConstraint:
    return CheckConstraint(
        f"{column} ~ '{NAME_PATTERN}' AND length({column}) <= {LONGEST_NAME}", name=f"{column}_is_a_name"
    )


def check_member(column: str, members: Iterable[StrEnum]) -> CheckConstraint:
    listed = ", ".join(f"'{member}'" for member in members)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_is_known")


def check_positive(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} > 0", name=f"{column}_is_positive")


def check_key(column: str) -> CheckConstraint:
    """A text that somebody else chose must fit into an index."""
    return CheckConstraint(f"octet_length({column}) <= {LONGEST_KEY}", name=f"{column}_fits_into_an_index")


def check_sha256(column: str) -> CheckConstraint:
    return CheckConstraint(f"octet_length({column}) = 32", name=f"{column}_is_sha256")


def refers(columns: tuple[str, ...], table: str, *targets: str, on_delete: str | None = None) -> ForeignKeyConstraint:
    """A foreign key over several columns: what it refers to must be of the same project or mapping."""
    return ForeignKeyConstraint(columns, [f"{table}.{target}" for target in targets], ondelete=on_delete)

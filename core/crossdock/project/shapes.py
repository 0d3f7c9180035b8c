"""The shapes of a project folder's YAML files; `schemas` publishes them, `files` reads by them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from crossdock.model.annotation import LONGEST_COMMENT, LONGEST_TARGET
from crossdock.model.evaluation import HoldCode
from crossdock.model.flow import MOST_PARTS, GivingUp, Guard, GuardAction, OrderPolicy, Retry
from crossdock.model.lookup import MissPolicy
from crossdock.model.name import LONGEST_NAME, NAME_PATTERN
from crossdock.model.schedule import LONGEST_SECONDS, SHORTEST_SECONDS, Weekday

UNIQUE = {"uniqueItems": True}
_GUARD = {field.name: field.default for field in msgspec.structs.fields(Guard)}
_RETRY = Retry()

Name = Annotated[str, Meta(pattern=NAME_PATTERN, max_length=LONGEST_NAME)]
Text = Annotated[str, Meta(min_length=1)]
Resource = Annotated[str, Meta(pattern=r"^[^/\s]+/[^/\s]+$", examples=["shopify/order"])]
Pointer = Annotated[str, Meta(pattern=r"^(/[^/]*)*$", examples=["/createdAt", "/lines/*/weight"])]
TimeOfDay = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", examples=["08:00"])]
Interval = Annotated[int, Meta(ge=SHORTEST_SECONDS, le=LONGEST_SECONDS)]
Columns = Annotated[tuple[Text, ...], Meta(min_length=1, extra_json_schema=UNIQUE)]
Tolerances = dict[Pointer, Annotated[str, Meta(pattern=r"^\d+(\.\d+)?$", examples=["0.01"])]]


class OwnershipItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is the master of one kind of data."""

    data: Annotated[Text, Meta(description="The kind of data: product, price, stock, customer, tax, posting.")]
    system: Annotated[Text, Meta(description="The platform that is right when two disagree.")]
    person: Annotated[Text, Meta(description="The team or role that answers for it.")]


class ProjectFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """crossdock.yaml: one project, that is one client brand."""

    project: Annotated[Name, Meta(description="The project's name on the server.")]
    title: Annotated[str, Meta(description="The name people see.")] = ""
    description: str = ""
    environments: Annotated[
        tuple[Name, ...],
        Meta(min_length=1, extra_json_schema=UNIQUE, description="In the order in which a change travels."),
    ] = ("sandbox", "live")
    ownership: Annotated[tuple[OwnershipItem, ...], Meta(description="Who is the master of each kind of data.")] = ()


class AnnotationItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is noted about one target field."""

    owner: Annotated[str, Meta(max_length=200, description="The team or role that answers for the field.")] = ""
    comment: Annotated[str, Meta(max_length=LONGEST_COMMENT, description="What people should know of it.")] = ""


class MappingFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """mapping.yaml: what a mapping translates from and to."""

    source: Annotated[Resource, Meta(description="The resource that comes in: connector/resource.")]
    target: Annotated[Resource, Meta(description="The resource that goes out: connector/resource.")]
    description: str = ""
    owners: Annotated[tuple[Text, ...], Meta(description="Teams or roles that answer for the mapping.")] = ()
    fields: Annotated[
        dict[Annotated[str, Meta(min_length=1, max_length=LONGEST_TARGET)], AnnotationItem],
        Meta(description="What is noted about target fields, by their path."),
    ] = {}


class LookupFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """lookups/<name>.yaml: the settings of a cross-reference table, whose rows are in the CSV file beside it."""

    keys: Annotated[Columns, Meta(description="Key columns, in the order in which $xref takes them.")]
    values: Annotated[Columns, Meta(description="Value columns; with several, $xref gives an object.")]
    owner: Annotated[Text, Meta(description="The team or role that answers for the rows.")]
    on_miss: Annotated[MissPolicy, Meta(description="What happens to a record whose key is not there.")] = (
        MissPolicy.HOLD
    )
    default: Annotated[Any, Meta(description="The value on a miss, with `on_miss: default`.")] = None
    description: str = ""


class PeakItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A stretch of certain days with another interval."""

    starts: Annotated[TimeOfDay, Meta(description="In the schedule's zone.")]
    ends: Annotated[TimeOfDay, Meta(description="Not included; on the next day where it is not later.")]
    every_seconds: Annotated[Interval, Meta(description="The interval within.")]
    days: Annotated[tuple[Weekday, ...], Meta(description="On which it starts; every day when left out.")] = ()
    first_day: Annotated[date, Meta(description="On which it starts for the first time.")] | UnsetType = UNSET
    last_day: Annotated[date, Meta(description="On which it starts for the last time.")] | UnsetType = UNSET


class ScheduleItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """When something is due: by `every_seconds` or by `cron`."""

    every_seconds: Annotated[Interval, Meta(description="The interval.")] | UnsetType = UNSET
    cron: Annotated[str, Meta(description="Minute, hour, day, month, weekday.", examples=["0 6,18 * * *"])] = ""
    zone: Annotated[Text, Meta(description="An IANA time zone.", examples=["Europe/London"])] = "UTC"
    peaks: Annotated[tuple[PeakItem, ...], Meta(description="Stretches with another interval.")] = ()


class PollItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Reading a list from a platform, again and again."""

    resource: Annotated[Text, Meta(description="One that the connector lists.", examples=["stock_level"])]
    schedule: Annotated[ScheduleItem, Meta(description="When it is read.")]
    parameters: Annotated[dict[str, str], Meta(description="What is asked for.")] = {}
    overlap_seconds: Annotated[int, Meta(ge=0, description="How much is read once more.")] = 300
    delay_seconds: Annotated[int, Meta(ge=0, description="What is younger is left for a later reading.")] = 0
    zero_share: Annotated[
        float, Meta(ge=0, le=1, description="Of stock: the share of SKUs that may fall to zero in one reading.")
    ] = 0.3
    zero_least: Annotated[int, Meta(ge=1, description="Of stock: fewer SKUs at zero are always believed.")] = 5


class FlowSourceItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What starts a flow: a webhook, a poll, or both."""

    connection: Annotated[Name, Meta(description="Name of a connection, the same in every environment.")]
    webhook: Annotated[str, Meta(description="One that the connector declares.", examples=["order-created"])] = ""
    poll: Annotated[PollItem, Meta(description="What is read, and when; beside a webhook, a sweep.")] | UnsetType = (
        UNSET
    )
    beside: Annotated[
        str,
        Meta(
            description="A flow of the same connection and webhook; what comes for it, this one takes in too.",
            examples=["dispatches"],
        ),
    ] = ""


class FlowTargetItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a flow writes, and where."""

    connection: Annotated[Name, Meta(description="Name of a connection, the same in every environment.")]
    operation: Annotated[Text, Meta(description="One that the connector declares.", examples=["create-order"])]


class GuardItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A check between mapping and writing."""

    name: Annotated[Name, Meta(description="The code of the records it holds or filters; its playbook's name.")]
    when: Annotated[
        Text,
        Meta(description="JSONata; it applies where this is truthy for `source` (the message), `target` and `now`."),
    ] = ""
    then: Annotated[GuardAction | UnsetType, Meta(description="What becomes of a record to which it applies.")] = UNSET
    reason: Annotated[Text, Meta(description="For people: why such a record is held, filtered or made to wait.")] = ""
    plugin: Annotated[
        Text,
        Meta(description="A plugin's guard, in place of when, then and reason.", examples=["totals-agree"]),
    ] = ""
    options: Annotated[dict[str, Any], Meta(description="Of the plugin's guard, by its schema.")] = {}
    deadline_seconds: Annotated[int, Meta(ge=1, description="How long a record may wait, from its receipt on.")] = (
        _GUARD["deadline_seconds"]
    )
    every_seconds: Annotated[int, Meta(ge=1, description="How often a waiting record is looked at again.")] = _GUARD[
        "every_seconds"
    ]


_TEXT_OR_PLUGIN = Meta(
    extra_json_schema={"if": {"not": {"required": ["plugin"]}}, "then": {"required": ["when", "then", "reason"]}}
)
"""A guard is a text with what it does and why, or a plugin's, which says both itself."""


class RetryItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """When what may pass later is tried again."""

    first_seconds: Annotated[float, Meta(gt=0, description="The first wait; each later one is twice as long.")] = (
        _RETRY.first_seconds
    )
    ceiling_seconds: Annotated[float, Meta(gt=0, description="The longest wait.")] = _RETRY.ceiling_seconds
    attempts: Annotated[int, Meta(ge=1, description="Passes in all before it is given up.")] = _RETRY.attempts
    then: Annotated[GivingUp, Meta(description="What becomes of the record then.")] = _RETRY.then


class FlowFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """flows/<name>.yaml: where messages come from, what maps and checks them, and where they are written."""

    source: Annotated[FlowSourceItem, Meta(description="What starts the flow.")]
    mapping: Annotated[Name, Meta(description="A mapping of this folder.")]
    target: Annotated[FlowTargetItem, Meta(description="What the flow writes, and where.")]
    owner: Annotated[Text, Meta(description="The team or role that answers for its held records.")]
    description: str = ""
    guards: Annotated[
        tuple[Annotated[GuardItem, _TEXT_OR_PLUGIN], ...],
        Meta(description="In their order; the first that applies decides."),
    ] = ()
    commits: Annotated[
        str,
        Meta(
            description="JSONata: what a message takes from stock, as a list of sku, quantity, location, placed_at, ..."
        ),
    ] = ""
    share: Annotated[
        int, Meta(ge=0, le=MOST_PARTS, description="Of stock that several channels sell from: this one's parts.")
    ] = 0
    order: Annotated[OrderPolicy, Meta(description="What a waiting record does to later ones of its object.")] = (
        OrderPolicy.BLOCK
    )
    retry: Annotated[RetryItem, Meta(description="When what may pass later is tried again.")] = RetryItem()


class ConnectionItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Which platform stands behind a connection's name; its secrets are on the server alone."""

    connector: Annotated[Text, Meta(description="The installed connector.", examples=["shopify"])]
    settings: Annotated[dict[str, Any], Meta(description="The connector's plain settings, never a secret.")] = {}


class EnvironmentFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """environments/<name>.yaml: the connections of one environment."""

    connections: Annotated[dict[str, ConnectionItem], Meta(description="By the name that flows use.")]


class ExpectOutputFile(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag="output",
    tag_field="kind",
):
    """expect.yaml, kind output: exactly this must come out, but for what is ignored or tolerated."""

    output: Annotated[Any, Meta(description="What must come out.")]
    ignore: Annotated[tuple[Pointer, ...], Meta(description="JSON pointers; `*` stands for every item or key.")] = ()
    tolerances: Annotated[Tolerances, Meta(description="Pointer to the largest difference allowed, quoted.")] = {}
    description: str = ""


class ExpectPartialFile(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag="partial",
    tag_field="kind",
):
    """expect.yaml, kind partial: at least this must come out; objects may have more keys."""

    output: Annotated[Any, Meta(description="What must come out, at least.")]
    ignore: Annotated[tuple[Pointer, ...], Meta(description="JSON pointers; `*` stands for every item or key.")] = ()
    tolerances: Annotated[Tolerances, Meta(description="Pointer to the largest difference allowed, quoted.")] = {}
    description: str = ""


class ExpectHoldFile(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag="hold",
    tag_field="kind",
):
    """expect.yaml, kind hold: the message must be held with this code."""

    code: Annotated[HoldCode, Meta(description="The hold's code.")]
    description: str = ""


ExpectFile = ExpectOutputFile | ExpectPartialFile | ExpectHoldFile


class LockFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """crossdock.lock: what the folder's tests last passed with; `crossdock lint --fix-lock` writes it."""

    crossdock: Annotated[str, Meta(description="Version of Crossdock.")]
    engine: Annotated[str, Meta(description="Name and version of the engine.")]
    plugins: Annotated[dict[str, str], Meta(description="Distribution to version.")]
    resources: Annotated[dict[str, str], Meta(description="Resource to the hash of its schema.")]

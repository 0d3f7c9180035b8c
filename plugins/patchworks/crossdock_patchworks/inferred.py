"""What Patchworks' documentation, as far as it was read for this connector, does not settle. Correct it here.

Each fact hangs where it is used; the README lists the same.
"""

from __future__ import annotations

from crossdock.connect import Inferred

PAGE_SIZE = 200
RUN_ID = "flow_run_id"
"""Where the answer to a start tells its run."""
TRACKED, TRACKED_VALUE = "tracked_data", "value"
"""Where a run tells what its flow tracked."""
ROWS = "/cross-reference-lookups/{lookup}/values"
LEFT, RIGHT = "left_value", "right_value"
"""What the two columns of a cross-reference lookup are called."""

PAGE = Inferred(
    name="page-size",
    about="per_page of every list",
    assumed=f"A page holds {PAGE_SIZE} records when so many are asked for.",
    source="The vendor's own client asks for so many at most.",
)
LIST_SHAPES = Inferred(
    name="list-shapes",
    about="data[] of every list",
    assumed="A record stands there flat, or with its fields in `attributes`; `meta.total` counts them all.",
    source="The documentation's samples are flat, the vendor's own client reads `attributes`.",
)
WORDS = Inferred(
    name="refusal-words",
    about="body of refusals: message, errors",
    assumed="A refusal says why in `message`, and by field in `errors`.",
    source="No refusal's body is documented; the lists are those of a framework that tells it so.",
)
RUN_IN_ANSWER = Inferred(
    name="run-in-answer",
    about=f"POST /flows/{{flow}}/start {RUN_ID}",
    assumed=f"The answer to a start tells the run's number as `{RUN_ID}`.",
    source="The documentation says that the answer holds it, and not under which name.",
)
RUN_NUMBERS = Inferred(
    name="run-numbers",
    about="GET /flow-runs id",
    assumed="Later runs have higher numbers, and a run that waits for its turn is listed already.",
    source="The numbers in the samples grow; the dashboard shows queued runs beside active ones.",
)
FIRST_PAYLOAD = Inferred(
    name="first-payload",
    about="GET /flow-runs/{id}/flow-run-logs payload_metadata_id",
    assumed="The first payload that a run's logs name is what the run was started with.",
    source="Logs tell the payload of each step, and the trigger is the first; it is not stated.",
)
TRACKED_DATA = Inferred(
    name="tracked-data",
    about=f"GET /flow-runs include=trackedData {TRACKED}",
    assumed=f"A run tells what its flow tracked in `{TRACKED}`, each entry's value as `{TRACKED_VALUE}`.",
    source="The include is documented, its shape is not.",
)
ONE_SIGNATURE = Inferred(
    name="one-signature",
    about="patchworks_signature of trigger addresses",
    assumed="All webhook triggers of a company have one signature, and so have all its callback triggers.",
    source="Nothing is said of it; where each has its own, make a connection for each.",
)
ANSWER_OF_TRIGGER = Inferred(
    name="answer-of-trigger",
    about="POST on a webhook trigger: message",
    assumed="An answer of one's own keeps the field `message`.",
    source="The documented answer has it and can be replaced; without it the run itself is looked for.",
)
LOOKUP_ROWS = Inferred(
    name="lookup-rows",
    about=f"GET {ROWS}",
    assumed=f"It lists the rows of a cross-reference lookup with `{LEFT}` and `{RIGHT}`.",
    source="The documentation's index names such rows; path and fields were not seen.",
)
WRITING_ROWS = Inferred(
    name="writing-rows",
    about=f"POST {ROWS}, PUT {ROWS}/{{value_id}}",
    assumed="They make and change a row, and answer with it in `data`.",
    source="The documentation's index names such calls; path and body were not seen.",
)
POOL_ENTRIES = Inferred(
    name="pool-entries",
    about="GET /data-pool/{data_pool}/deduped-data value, entity_type_id",
    assumed="Its entries have the fields that the pool's CSV export has.",
    source="The path is in the vendor's own client, the fields only in the export.",
)
SENDS_BASIC = Inferred(
    name="sends-basic-auth",
    about="a process flow's step that sends to Crossdock",
    assumed="A connector of one's own can send Basic auth, and JSON that a script or map made.",
    source="The connector builder defines ways to authenticate and endpoints; which, was not read.",
)

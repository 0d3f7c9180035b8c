import { Alert, Stack, Table, Title } from "@mantine/core";
import type { Shape } from "@/api/client";
import type { RecordPlace } from "@/api/payload";
import { moneyText } from "@/format/money";
import { MissingValues } from "@/pages/exceptions/MissingValues";
import { Facts } from "@/parts/Facts";
import { Time } from "@/parts/Time";
import { texts } from "@/texts";

const words = texts.exceptions;

interface Props {
  place: RecordPlace;
  hold: Shape["Hold"];
}

/** Why a record is held, with every place and every missing row. */
export function HoldStory({ place, hold }: Props) {
  return (
    <Stack>
      <Facts
        facts={[
          [words.facts.code, <code key="code">{hold.code}</code>],
          [words.facts.owner, hold.owner],
          [words.facts.flow, hold.flow],
          [words.facts.since, <Time key="since" at={hold.since} exact />],
          [words.facts.worth, hold.worth ? moneyText(hold.worth) : null],
          [words.facts.attempts, hold.attempts],
          [words.facts.waiting, hold.waiting || null],
        ]}
      />
      {hold.remedy && (
        <Alert color="dock" title={words.remedy}>
          {hold.remedy}
        </Alert>
      )}
      {hold.misses.length > 0 && <MissingValues place={place} misses={hold.misses} />}
      {hold.problems.length > 0 && <Problems problems={hold.problems} />}
    </Stack>
  );
}

function Problems({ problems }: { problems: Shape["Hold"]["problems"] }) {
  return (
    <div className="scrolls">
      <Title order={2} size="h6" mb={4}>
        {words.problems.title}
      </Title>
      <Table
        data={{
          head: [words.problems.place, words.problems.message, words.problems.remedy],
          body: problems.map((problem) => [placeOf(problem), problem.message, problem.remedy]),
        }}
      />
    </div>
  );
}

function placeOf({ side, pointer, expression }: Shape["Problem"]) {
  if (pointer) return <code key="place">{`${side ?? ""} ${pointer}`}</code>;
  return expression ? words.problems.text : "";
}

import { Alert, Anchor, Box, Group, Text, Tooltip } from "@mantine/core";
import { Link } from "react-router";
import type { Place, Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { COLOURS, holdsTrue, OUTCOMES, type Outcome, partsOf } from "@/format/equation";
import { texts } from "@/texts";

const words = texts.flows;

export type Numbers = Pick<Shape["Standing"], Outcome | "received" | "journal_agrees">;

interface Props {
  place: Place;
  numbers: Numbers;
  /** Which records are counted, as the list of records takes it. */
  filters: Readonly<Record<string, string>>;
}

/** received = delivered + held + filtered + failed + in flight, each number leading to its records. */
export function Equation({ place, numbers: counts, filters }: Props) {
  return (
    <div>
      {!holdsTrue(counts) && (
        <Alert color="red" mb="xs" role="alert">
          {words.disagrees}
        </Alert>
      )}
      <Group gap="md" align="baseline" className="equation">
        <Term place={place} filters={filters} count={counts.received} name={words.received} />
        {OUTCOMES.map((outcome, n) => (
          <Group key={outcome} gap="md" align="baseline" wrap="nowrap">
            <Text c="dimmed" aria-hidden>
              {n === 0 ? "=" : "+"}
            </Text>
            <Term
              place={place}
              filters={{ ...filters, state: outcome.replace("_", "-") }}
              count={counts[outcome]}
              name={words.outcomes[outcome]}
              outcome={outcome}
            />
          </Group>
        ))}
      </Group>
      <Bar counts={counts} />
    </div>
  );
}

interface TermProps {
  place: Place;
  filters: Readonly<Record<string, string>>;
  count: number;
  name: string;
  outcome?: Outcome;
}

function Term({ place, filters, count, name, outcome }: TermProps) {
  const address = `${pathTo("records", { ...place })}?${new URLSearchParams(filters)}`;
  return (
    <Anchor component={Link} to={address} underline="hover" c="inherit">
      <Text span fw={700} size="xl">
        {count.toLocaleString("en-GB")}
      </Text>{" "}
      <Text span size="sm" c="dimmed">
        {outcome && <span className={`dot dot-${outcome}`} aria-hidden />}
        {name}
      </Text>
    </Anchor>
  );
}

function Bar({ counts }: { counts: Numbers }) {
  const parts = partsOf(counts);
  if (parts.length === 0) {
    return (
      <Text size="sm" c="dimmed" my={4}>
        {words.nothing}
      </Text>
    );
  }
  return (
    <Box className="bar" aria-hidden>
      {parts.map(({ outcome, count, percent }) => (
        <Tooltip key={outcome} label={`${count} ${words.outcomes[outcome]}`}>
          <Box w={`${percent}%`} bg={`${COLOURS[outcome]}.6`} />
        </Tooltip>
      ))}
    </Box>
  );
}

import { Alert, Anchor, Box, Group, Text, Tooltip } from "@mantine/core";
import { Link } from "react-router";
import type { Place, Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { COLOURS, holdsTrue, OUTCOMES, type Outcome, partsOf } from "@/format/equation";
import { texts } from "@/texts";

const words = texts.flows;

interface Props {
  place: Place;
  counts: Shape["Counts"];
}

/** received = delivered + held + filtered + failed + in flight, each number leading to its records. */
export function Equation({ place, counts }: Props) {
  return (
    <div>
      {!holdsTrue(counts) && (
        <Alert color="red" mb="xs" role="alert">
          {words.disagrees}
        </Alert>
      )}
      <Group gap="md" align="baseline" className="equation">
        <Term place={place} counts={counts} count={counts.received} name={words.received} />
        {OUTCOMES.map((outcome, n) => (
          <Group key={outcome} gap="md" align="baseline" wrap="nowrap">
            <Text c="dimmed" aria-hidden>
              {n === 0 ? "=" : "+"}
            </Text>
            <Term
              place={place}
              counts={counts}
              count={counts[outcome]}
              name={words.outcomes[outcome]}
              outcome={outcome}
            />
          </Group>
        ))}
      </Group>
      <Bar counts={counts} />
      <Text size="xs" c="dimmed">
        {words.deliveries(counts.deliveries, counts.duplicates, counts.rejected)}
      </Text>
    </div>
  );
}

function Term({ place, counts, count, name, outcome }: Props & { count: number; name: string; outcome?: Outcome }) {
  const filters = new URLSearchParams({ flow: counts.flow });
  if (outcome) filters.set("state", outcome.replace("_", "-"));
  if (counts.first_day) filters.set("first_day", counts.first_day);
  return (
    <Anchor component={Link} to={`${pathTo("records", { ...place })}?${filters}`} underline="hover" c="inherit">
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

function Bar({ counts }: { counts: Shape["Counts"] }) {
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
          <Box w={`${percent}%`} bg={COLOURS[outcome]} />
        </Tooltip>
      ))}
    </Box>
  );
}

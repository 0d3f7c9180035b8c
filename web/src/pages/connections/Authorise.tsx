import { Alert, Button, Code, Stack, Text, Title } from "@mantine/core";
import { queries, type Shape } from "@/api/client";
import { dayText } from "@/format/expiry";
import { type Allowed, allowedOf } from "@/pages/connections/allowed";
import { leaveFor, redirectOf } from "@/pages/connections/authorising";
import type { ConnectionPlace } from "@/pages/connections/ConnectionPage";
import { ProblemNote } from "@/parts/ProblemNote";
import { useMay } from "@/session/useSession";
import { texts } from "@/texts";

const words = texts.connections.authorise;

interface Props {
  place: ConnectionPlace;
  connection: Shape["Connection"];
}

/** How a person allows a connection at its platform, where its connector asks for that; nothing for the others. */
export function Authorise({ place, connection }: Props) {
  const { connector } = connection;
  const found = queries.useQuery("get", "/api/v1/connectors/{connector}", { params: { path: { connector } } });
  if (!found.data?.authorisation) return null;
  const allowed = allowedOf(connection, found.data.authorisation.keeps);
  return (
    <Stack gap={6} component="section" aria-label={words.title}>
      <Title order={2} size="h6">
        {words.title}
      </Title>
      <Standing allowed={allowed} />
      <Leave place={place} title={found.data.title} again={allowed.is !== "never"} />
    </Stack>
  );
}

function Standing({ allowed }: { allowed: Allowed }) {
  switch (allowed.is) {
    case "never":
      return <Alert color="yellow">{words.never}</Alert>;
    case "over":
      return <Alert color="red">{words.over(dayText(allowed.on))}</Alert>;
    case "allowed":
      return <Text size="sm">{allowed.on === null ? words.allowed : words.until(dayText(allowed.on))}</Text>;
  }
}

/** Takes the person to the platform's page. */
function Leave({ place, title, again }: { place: ConnectionPlace; title: string; again: boolean }) {
  const mayChange = useMay("administer");
  const redirect = redirectOf(location.origin);
  const begin = queries.useMutation(
    "post",
    "/api/v1/projects/{project}/environments/{environment}/connections/{connection}/authorisation",
    {
      onSuccess: ({ address }) => {
        leaveFor(address, place);
        location.assign(address);
      },
    },
  );
  if (!mayChange) return <Text size="sm">{texts.connections.mayNot}</Text>;
  return (
    <>
      <Button
        variant={again ? "default" : "filled"}
        loading={begin.isPending || begin.isSuccess}
        onClick={() => begin.mutate({ params: { path: place }, body: { redirect } })}
      >
        {again ? words.again(title) : words.do(title)}
      </Button>
      <Text size="xs" c="dimmed">
        {words.about} {words.saveFirst}
      </Text>
      <Text size="xs">
        {words.register} <Code>{redirect}</Code>
      </Text>
      {begin.error && <ProblemNote error={begin.error} />}
    </>
  );
}

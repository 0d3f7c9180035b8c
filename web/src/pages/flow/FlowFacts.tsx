import { Anchor, List, Title } from "@mantine/core";
import { Link } from "react-router";
import { queries, type Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import type { FlowPlace } from "@/pages/flow/FlowPage";
import { retryOf, triggersOf } from "@/pages/flow/policies";
import { Facts } from "@/parts/Facts";
import { texts } from "@/texts";

const words = texts.flow;

interface Props {
  place: FlowPlace;
  definition: Shape["FlowDefinition"];
}

/** What a flow does: where messages come from, what maps them, where they go, and what happens on the way. */
export function FlowFacts({ place, definition }: Props) {
  const { source, mapping, target, owner, order, retry } = definition;
  return (
    <section aria-label={words.about}>
      <Title order={2} size="h5" mb="xs">
        {words.about}
      </Title>
      <Facts
        facts={[
          [words.facts.trigger, triggersOf({ webhook: source.webhook ?? "", poll: source.poll }).join("; ")],
          [words.facts.source, <Connection key="source" place={place} name={source.connection} />],
          [words.facts.mapping, <Mapping key="mapping" place={place} name={mapping} />],
          [words.facts.live, <Live key="live" place={place} name={mapping} />],
          [words.facts.target, <Target key="target" place={place} target={target} />],
          [words.facts.owner, owner],
        ]}
      />
      <Title order={3} size="h6" mb={4}>
        {words.policies}
      </Title>
      <List size="sm">
        <List.Item>{words.order[order ?? "block"]}</List.Item>
        <List.Item>{retryOf(retry ?? {})}</List.Item>
      </List>
    </section>
  );
}

function Connection({ place, name }: { place: FlowPlace; name: string }) {
  return (
    <Anchor component={Link} to={pathTo("connection", { ...place, connection: name })} size="sm" underline="always">
      {name}
    </Anchor>
  );
}

function Target({ place, target }: { place: FlowPlace; target: Shape["FlowTarget"] }) {
  return (
    <>
      <Connection place={place} name={target.connection} />, {target.operation}
    </>
  );
}

function Mapping({ place, name }: { place: FlowPlace; name: string }) {
  return (
    <Anchor component={Link} to={pathTo("mapping", { ...place, mapping: name })} size="sm" underline="always">
      {name}
    </Anchor>
  );
}

function Live({ place, name }: { place: FlowPlace; name: string }) {
  const { data } = queries.useQuery("get", "/api/v1/projects/{project}/environments/{environment}/mappings", {
    params: { path: place },
  });
  if (!data) return null;
  const live = data.items.find(({ mapping }) => mapping === name);
  return (
    <Anchor component={Link} to={pathTo("versions", { ...place, mapping: name })} size="sm">
      {live ? words.version(live.version) : words.nothingLive}
    </Anchor>
  );
}

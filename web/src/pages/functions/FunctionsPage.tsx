import { Accordion, Code, Stack, Text } from "@mantine/core";
import { useSearchParams } from "react-router";
import { queries, type Shape } from "@/api/client";
import { usePlace } from "@/app/usePlace";
import { ExampleRun } from "@/pages/functions/ExampleRun";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { Page } from "@/parts/Page";
import { texts } from "@/texts";

const words = texts.functions;

/** The functions that plugins bring, each with examples that can be run. */
export function FunctionsPage() {
  const [search, setSearch] = useSearchParams();
  const found = queries.useQuery("get", "/api/v1/functions");
  return (
    <Page title={words.title} lead={words.lead}>
      <Asked query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.empty.title}>{words.empty.text}</Empty>
          ) : (
            <Accordion
              variant="contained"
              value={search.get("function")}
              onChange={(name) => setSearch(name ? { function: name } : {}, { replace: true })}
            >
              {items.map((one) => (
                <Accordion.Item key={one.name} value={one.name}>
                  <Accordion.Control>
                    <Summary one={one} />
                  </Accordion.Control>
                  <Accordion.Panel>
                    {search.get("function") === one.name && <Details name={one.name} />}
                  </Accordion.Panel>
                </Accordion.Item>
              ))}
            </Accordion>
          )
        }
      </Asked>
    </Page>
  );
}

function Summary({ one }: { one: Shape["FunctionSummary"] }) {
  return (
    <>
      <Code>${one.name}</Code>{" "}
      <Text span size="sm">
        {one.summary}
      </Text>
    </>
  );
}

function Details({ name }: { name: string }) {
  const { project } = usePlace();
  const found = queries.useQuery("get", "/api/v1/functions/{function}", { params: { path: { function: name } } });
  return (
    <Asked query={found}>
      {(detail) => (
        <Stack>
          <Text size="xs" c="dimmed">
            {words.signature}: <code>{detail.signature}</code>. {words.plugin} {detail.plugin}.
          </Text>
          {detail.examples.map((example) => (
            <ExampleRun key={example.expression} project={project} example={example} />
          ))}
        </Stack>
      )}
    </Asked>
  );
}

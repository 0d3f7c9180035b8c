import { Anchor, Button, Stack } from "@mantine/core";
import { Link } from "react-router";
import { queries } from "@/api/client";
import { problemOf } from "@/api/problem";
import { pathTo } from "@/app/places";
import { useName, usePlace } from "@/app/usePlace";
import { Comments } from "@/pages/exceptions/Comments";
import { HoldActions } from "@/pages/exceptions/HoldActions";
import { HoldCare } from "@/pages/exceptions/HoldCare";
import { HoldStory } from "@/pages/exceptions/HoldStory";
import { Playbook } from "@/pages/exceptions/Playbook";
import { Advice } from "@/pages/exceptions/plain/Advice";
import { PlainStory } from "@/pages/exceptions/plain/PlainStory";
import { titleOf } from "@/pages/exceptions/plain/plainly";
import { useView } from "@/pages/exceptions/plain/useView";
import { ViewSwitch } from "@/pages/exceptions/plain/ViewSwitch";
import { Asked } from "@/parts/Asked";
import { Empty } from "@/parts/Empty";
import { Page } from "@/parts/Page";
import { texts } from "@/texts";

const words = texts.exceptions;

/** One held record: why, what to do, and the ways on. */
export function ExceptionPage() {
  const place = { ...usePlace(), record: useName("record") };
  const [view, setView] = useView();
  const plain = view === "plain";
  const found = queries.useQuery("get", "/api/v1/projects/{project}/environments/{environment}/holds/{record}", {
    params: { path: place },
  });
  if (found.error && [404, 409].includes(problemOf(found.error).status))
    return <Gone address={pathTo("record", place)} />;
  return (
    <Asked query={found}>
      {(hold) => (
        <Page
          title={words.one(hold.key || texts.records.noKey)}
          trail={[[words.title, pathTo("exceptions", { ...place })]]}
          lead={plain ? titleOf(hold.code, hold.playbook) : hold.message}
          actions={
            <>
              <ViewSwitch view={view} onChange={setView} />
              <Button component={Link} variant="default" to={pathTo("record", place)}>
                {words.gone.open}
              </Button>
              <HoldActions place={place} hold={hold} plain={plain} />
            </>
          }
        >
          <div className="beside">
            {plain ? <PlainStory place={place} hold={hold} /> : <HoldStory place={place} hold={hold} />}
            <Stack>
              {plain ? <Advice playbook={hold.playbook} /> : <Playbook code={hold.code} text={hold.playbook} />}
              <HoldCare place={place} hold={hold} />
              <Comments place={place} />
            </Stack>
          </div>
        </Page>
      )}
    </Asked>
  );
}

function Gone({ address }: { address: string }) {
  return (
    <Stack align="flex-start">
      <Empty title={words.gone.title}>{words.gone.text}</Empty>
      <Anchor component={Link} to={address}>
        {words.gone.open}
      </Anchor>
    </Stack>
  );
}

import { Anchor, Center, Stack } from "@mantine/core";
import { isRouteErrorResponse, Link, useRouteError } from "react-router";
import { Empty } from "@/parts/Empty";
import { ProblemNote } from "@/parts/ProblemNote";
import { texts } from "@/texts";

const words = texts.problems.pageMissing;

/** In the place of a page that is not there, or that fell over. */
export function Fallen() {
  const error = useRouteError();
  const missing = isRouteErrorResponse(error) && error.status === 404;
  return (
    <Center mih="100vh" component="main">
      <Stack maw={480}>
        {missing ? <Empty title={words.title}>{words.text}</Empty> : <ProblemNote error={error} />}
        <Anchor component={Link} to="/" reloadDocument>
          {words.back}
        </Anchor>
      </Stack>
    </Center>
  );
}

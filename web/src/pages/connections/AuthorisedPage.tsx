import { Anchor, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link, useNavigate } from "react-router";
import { queries } from "@/api/client";
import { PATHS, pathTo } from "@/app/places";
import { cameBack } from "@/pages/connections/authorising";
import type { ConnectionPlace } from "@/pages/connections/ConnectionPage";
import { Empty } from "@/parts/Empty";
import { Loading } from "@/parts/Loading";
import { notify } from "@/parts/notices";
import { Page } from "@/parts/Page";
import { ProblemNote } from "@/parts/ProblemNote";
import { texts } from "@/texts";

const words = texts.connections.authorise;

/** Where a person comes back to from the platform, with the code for what was allowed. */
export function AuthorisedPage() {
  const [address] = useState(location.href);
  const place = cameBack(address);
  return (
    <Page title={words.page}>
      {place ? <Redeem address={address} place={place} /> : <Empty title={words.unknown}>{words.again_from}</Empty>}
    </Page>
  );
}

/** Redeems the code, once: it is good for no more. */
function Redeem({ address, place }: { address: string; place: ConnectionPlace }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const begun = useRef(false);
  const { mutate, error } = queries.useMutation(
    "post",
    "/api/v1/projects/{project}/environments/{environment}/connections/{connection}/authorisation/code",
    {
      onSuccess: async () => {
        notify(words.done(place.connection));
        await client.invalidateQueries();
        navigate(pathTo("connection", place), { replace: true });
      },
    },
  );
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    // The code does not stay in the address, nor in the browser's history.
    history.replaceState(history.state, "", PATHS.authorised);
    mutate({ params: { path: place }, body: { address } });
  }, [mutate, place, address]);
  if (!error) {
    return (
      <>
        <Loading />
        <Text size="sm">{words.redeeming}</Text>
      </>
    );
  }
  return (
    <>
      <ProblemNote error={error} />
      <Anchor component={Link} to={pathTo("connection", place)} size="sm" underline="always">
        {words.back}
      </Anchor>
    </>
  );
}

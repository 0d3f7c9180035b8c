import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { pathTo } from "@/app/places";
import { usePlace } from "@/app/usePlace";
import { Empty } from "@/parts/Empty";
import { Page } from "@/parts/Page";
import { ProblemNote } from "@/parts/ProblemNote";
import { useMay } from "@/session/useSession";
import { texts as studio } from "@/texts";
import { type Decisions, decisionsOf } from "./choices";
import { ExamplesStep } from "./ExamplesStep";
import { ReviewStep } from "./ReviewStep";
import * as server from "./server";
import { texts } from "./texts";
import { askedOf, useExamples } from "./useExamples";
import "./start.css";

/** A new mapping, started from an example of what comes in and one of what must come out. */
export function NewMappingPage() {
  const place = usePlace();
  const mayEdit = useMay("edit");
  const [search] = useSearchParams();
  const examples = useExamples(search.get("source") ?? "");
  const [reviewing, setReviewing] = useState(false);
  const [decisions, setDecisions] = useState<Decisions>(new Map());
  const ask = useMutation({
    mutationFn: () => server.suggest(place.project, askedOf(examples)),
    onSuccess: (report) => {
      setDecisions(decisionsOf(report.choices, report.fields));
      setReviewing(true);
    },
  });
  return (
    <Page title={texts.title} lead={texts.lead} trail={[[studio.mappings.title, pathTo("mappings", { ...place })]]}>
      {!mayEdit ? (
        <Empty title={texts.mayNot.title}>{texts.mayNot.text}</Empty>
      ) : reviewing && ask.data ? (
        <ReviewStep
          place={place}
          examples={examples}
          report={ask.data}
          decisions={decisions}
          onDecide={setDecisions}
          onBack={() => setReviewing(false)}
        />
      ) : (
        <>
          <ExamplesStep place={place} examples={examples} busy={ask.isPending} onAsk={() => ask.mutate()} />
          {ask.error ? <ProblemNote error={ask.error} /> : null}
        </>
      )}
    </Page>
  );
}

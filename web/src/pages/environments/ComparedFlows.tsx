import { queries, type Shape } from "@/api/client";
import { Compared } from "@/pages/environments/Compared";
import type { Two } from "@/pages/environments/EnvironmentsPage";
import { texts } from "@/pages/environments/texts";
import { Asked } from "@/parts/Asked";

const FLOWS = "/api/v1/projects/{project}/environments/{environment}/flows";

/** How each flow stands in the one and in the other. */
export function ComparedFlows({ two }: { two: Two }) {
  const { project } = two;
  const left = queries.useQuery("get", FLOWS, { params: { path: { project, environment: two.left } } });
  const right = queries.useQuery("get", FLOWS, { params: { path: { project, environment: two.right } } });
  return (
    <Asked query={left}>
      {({ items }) => (
        <Asked query={right}>
          {({ items: others }) => (
            <Compared
              title={texts.flows}
              head={[texts.flow, two.left, two.right]}
              empty={texts.noFlow}
              rows={items.map((state) => [
                state.flow,
                told(state),
                told(others.find(({ flow }) => flow === state.flow)),
              ])}
            />
          )}
        </Asked>
      )}
    </Asked>
  );
}

function told(state: Shape["FlowState"] | undefined): string {
  if (!state) return texts.missing;
  const status = state.status ?? "running";
  return state.reason ? `${status}: ${state.reason}` : status;
}

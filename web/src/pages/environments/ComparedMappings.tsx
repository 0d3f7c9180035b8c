import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import { queries } from "@/api/client";
import { pathTo } from "@/app/places";
import { Compared } from "@/pages/environments/Compared";
import type { Two } from "@/pages/environments/EnvironmentsPage";
import { texts } from "@/pages/environments/texts";
import { useLiveVersions } from "@/pages/mappings/useLiveVersions";
import { Asked } from "@/parts/Asked";
import { texts as shared } from "@/texts";

const { version } = shared.mappings;

/** Which version of each mapping is live in the one and in the other, and the step from the one to the other. */
export function ComparedMappings({ two }: { two: Two }) {
  const everywhere = useLiveVersions(two.project);
  const found = queries.useQuery("get", "/api/v1/projects/{project}/mappings", {
    params: { path: { project: two.project }, query: { limit: 200 } },
  });
  const numberIn = (environment: string, mapping: string) =>
    everywhere.find((one) => one.environment === environment)?.live?.find((one) => one.mapping === mapping)?.version;
  return (
    <Asked query={found}>
      {({ items }) => (
        <Compared
          title={texts.mappings}
          head={[texts.mapping, two.left, two.right, ""]}
          empty={shared.mappings.empty.title}
          rows={items.map(({ name }) => {
            const [left, right] = [numberIn(two.left, name), numberIn(two.right, name)];
            return [
              <Anchor
                key="name"
                size="sm"
                component={Link}
                to={pathTo("versions", { project: two.project, environment: two.left, mapping: name })}
              >
                {name}
              </Anchor>,
              left ? version(left) : texts.nothing,
              right ? version(right) : texts.nothing,
              <Step key="step" two={two} mapping={name} left={left} right={right} />,
            ];
          })}
        />
      )}
    </Asked>
  );
}

interface StepProps {
  two: Two;
  mapping: string;
  left: number | undefined;
  right: number | undefined;
}

function Step({ two, mapping, left, right }: StepProps) {
  if (left === right) return <span className="environment-same">{texts.same}</span>;
  if (!left) return texts.differs;
  const address = pathTo("promote", { project: two.project, environment: two.right, mapping });
  return (
    <Anchor size="sm" component={Link} to={`${address}?version=${left}`}>
      {texts.promote(left, two.right)}
    </Anchor>
  );
}

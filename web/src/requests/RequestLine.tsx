import { Anchor, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { Time } from "@/parts/Time";
import { texts } from "@/requests/texts";

/** Where a request is looked at and answered. */
export function addressOf({ project, environment, mapping, version }: Shape["PromotionRequest"]): string {
  return `${pathTo("promote", { project, environment, mapping })}?version=${version}`;
}

/** One request on a line: what, by whom, why, and what was answered. */
export function RequestLine({ request }: { request: Shape["PromotionRequest"] }) {
  const { mapping, version, environment, requested_by, reason, created_at } = request;
  const { state = "waiting", answered_by, answer, answered_at } = request;
  const isAnswered = answered_at !== null && answered_at !== undefined;
  return (
    <div>
      <Anchor component={Link} to={addressOf(request)} size="sm" underline="always">
        {texts.what(mapping, version, environment)}
      </Anchor>
      <Text size="sm" className="said">
        {isAnswered ? texts.answers[state](answered_by) : texts.asks(requested_by)}
        {(isAnswered ? answer : reason) && `: ${isAnswered ? answer : reason}`}
      </Text>
      <Text size="xs" c="dimmed">
        <Time at={answered_at ?? created_at} />
      </Text>
    </div>
  );
}

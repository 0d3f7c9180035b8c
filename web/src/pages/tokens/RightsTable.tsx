import { Table, Title } from "@mantine/core";
import type { Shape } from "@/api/client";
import { texts } from "@/texts";

const words = texts.tokens;

/** As core/crossdock/model/access.py has it; the server decides in any case. */
const ROLES: Record<Shape["Role"], readonly Shape["Right"][]> = {
  viewer: ["read"],
  editor: ["read", "read-payloads", "evaluate", "edit", "edit-lookups"],
  approver: ["read", "read-payloads", "evaluate", "approve"],
  operator: ["read", "read-payloads", "evaluate", "edit-lookups", "operate"],
  admin: ["read", "edit", "edit-lookups", "evaluate", "read-payloads", "operate", "approve", "administer"],
};

/** What each role may do. */
export function RightsTable() {
  const roles = Object.keys(ROLES) as Shape["Role"][];
  return (
    <section aria-label={words.rights}>
      <Title order={2} size="h5" mb="xs">
        {words.rights}
      </Title>
      <div className="scrolls">
        <Table
          data={{
            head: ["", ...roles],
            body: ROLES.admin.map((right) => [
              words.rightNames[right],
              ...roles.map((role) => (ROLES[role].includes(right) ? words.yes : "")),
            ]),
          }}
        />
      </div>
    </section>
  );
}

import { Alert, Anchor } from "@mantine/core";
import { Link } from "react-router";
import type { Shape } from "@/api/client";
import { pathTo } from "@/app/places";
import { daysUntil, dayText } from "@/format/expiry";
import { texts } from "@/texts";

const words = texts.connections.expiry;

interface Props {
  credentials: readonly Shape["ExpiringCredential"][];
  /** Whether it must be said of which project and environment they are. */
  everywhere?: boolean;
}

/** The connections whose secrets are soon refused, or are by now. */
export function ExpiringCredentials({ credentials, everywhere = false }: Props) {
  if (credentials.length === 0) return null;
  const over = credentials.some(({ expires_on }) => daysUntil(expires_on) <= 0);
  return (
    <Alert color={over ? "red" : "yellow"} title={words.title}>
      {credentials.map(({ project, environment, connection, secret, expires_on }) => (
        <div key={`${project} ${environment} ${connection} ${secret}`}>
          <Anchor
            component={Link}
            size="sm"
            c="inherit"
            underline="always"
            to={pathTo("connection", { project, environment, connection })}
          >
            {connection}
          </Anchor>
          {everywhere ? ` (${project}, ${environment})` : ""}: {words.told(secret, daysUntil(expires_on))},{" "}
          {dayText(expires_on)}
        </div>
      ))}
    </Alert>
  );
}

import type { Shape } from "@/api/client";
import { ExpiryField } from "@/pages/connections/ExpiryField";
import { SettingsFields } from "@/pages/connections/SettingsFields";
import type { Expiries } from "@/pages/connections/useExpiries";
import type { Settings } from "@/pages/connections/useSettings";

interface Props {
  form: Settings;
  expiries: Expiries;
  /** Left out where it is being made. */
  connection?: Shape["Connection"];
}

/** A connection's settings; beside each secret the day on which it expires. */
export function ExpiringSettings({ form, expiries, connection }: Props) {
  return (
    <SettingsFields
      {...form.props}
      secretsSet={connection?.secrets_set ?? []}
      ofSecret={({ name, title }) => (
        <ExpiryField
          secret={title}
          day={expiries.dayOf(name, Boolean(form.props.values[name]))}
          known={connection?.expiries?.[name]}
          onChange={(day) => expiries.enter(name, day)}
        />
      )}
    />
  );
}

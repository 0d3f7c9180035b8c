import { Checkbox, NativeSelect, PasswordInput, Stack, Switch, Textarea, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { Field, Values } from "@/pages/connections/settings";
import { texts } from "@/texts";

const words = texts.connections;

interface Props {
  fields: readonly Field[];
  values: Values;
  /** Names of the secrets that have a value. */
  secretsSet: readonly string[];
  /** Names of the secrets that are to go. */
  gone: ReadonlySet<string>;
  onChange: (name: string, value: string) => void;
  onGone: (name: string, gone: boolean) => void;
  /** What else is asked about a secret that is set, or is being set. */
  ofSecret?: (field: Field) => ReactNode;
}

/** A field for each setting, as its schema describes it. */
export function SettingsFields({ fields, values, secretsSet, gone, onChange, onGone, ofSecret }: Props) {
  return (
    <Stack>
      {fields.map((field) => {
        const set = (value: string) => onChange(field.name, value);
        const value = values[field.name] ?? "";
        if (field.kind !== "secret") return <Setting key={field.name} field={field} value={value} onChange={set} />;
        const isSet = secretsSet.includes(field.name);
        const goes = gone.has(field.name);
        return (
          <div key={field.name}>
            <Secret
              field={field}
              value={value}
              isSet={isSet}
              goes={goes}
              onChange={set}
              onGone={(now) => onGone(field.name, now)}
            />
            {(isSet || value !== "") && !goes ? ofSecret?.(field) : null}
          </div>
        );
      })}
    </Stack>
  );
}

interface SettingProps {
  field: Field;
  value: string;
  onChange: (value: string) => void;
}

function Setting({ field, value, onChange }: SettingProps) {
  const { title, description, required, placeholder } = field;
  const labels = { label: title, description, required, placeholder, value };
  switch (field.kind) {
    case "switch":
      return (
        <Switch
          label={title}
          description={description}
          checked={(value || placeholder) === "true"}
          onChange={(event) => onChange(String(event.currentTarget.checked))}
        />
      );
    case "choice":
      return (
        <NativeSelect
          {...labels}
          value={value || placeholder}
          data={field.choices}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "list":
      return (
        <Textarea
          {...labels}
          description={`${description} ${words.list}`}
          autosize
          minRows={2}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    default:
      return (
        <TextInput
          {...labels}
          type={field.kind === "number" ? "number" : "text"}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

interface SecretProps extends SettingProps {
  isSet: boolean;
  goes: boolean;
  onGone: (goes: boolean) => void;
}

function Secret({ field, value, isSet, goes, onChange, onGone }: SecretProps) {
  return (
    <div>
      <PasswordInput
        label={field.title}
        description={field.description}
        placeholder={isSet ? words.secretSet : words.secretUnset}
        required={field.required && !isSet}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        autoComplete="off"
        disabled={goes}
      />
      {isSet && !field.required && (
        <Checkbox
          mt={6}
          size="xs"
          label={words.removeSecret}
          checked={goes}
          onChange={(event) => onGone(event.currentTarget.checked)}
        />
      )}
    </div>
  );
}

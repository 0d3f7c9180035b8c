import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { ProblemNote } from "@/parts/ProblemNote";
import { texts } from "@/texts";

interface Props {
  title: string;
  /** What will happen. */
  children: ReactNode;
  confirm: string;
  /** Whether it can be done without saying why. */
  optional?: boolean;
  /** Whether a reason is kept at all. */
  asksReason?: boolean;
  dangerous?: boolean;
  busy: boolean;
  error: unknown;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** Says what will happen, asks why, and does it. */
export function ReasonDialog({ asksReason = true, optional = false, ...props }: Props) {
  const [reason, setReason] = useState("");

  function submit(event: FormEvent): void {
    event.preventDefault();
    props.onConfirm(reason.trim());
  }

  return (
    <Modal opened onClose={props.onClose} title={props.title} closeButtonProps={{ "aria-label": texts.shared.close }}>
      <form onSubmit={submit}>
        <Stack>
          <Text component="div" size="sm">
            {props.children}
          </Text>
          {asksReason && <ReasonField value={reason} onChange={setReason} required={!optional} />}
          {props.error ? <ProblemNote error={props.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {texts.shared.cancel}
            </Button>
            <Button type="submit" color={props.dangerous ? "red" : undefined} loading={props.busy}>
              {props.confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface FieldProps {
  value: string;
  onChange: (reason: string) => void;
  required: boolean;
}

/** Why; for those who read it later. */
export function ReasonField({ value, onChange, required }: FieldProps) {
  return (
    <Textarea
      label={texts.shared.reason}
      description={texts.shared.reasonHint}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      required={required}
      maxLength={500}
      autosize
      minRows={2}
      data-autofocus
    />
  );
}

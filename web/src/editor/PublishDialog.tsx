import { Alert, Button, Group, List, Modal, NativeSelect, Stack, Text, Textarea } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemNote } from "@/parts/ProblemNote";
import * as server from "./server";
import { texts } from "./texts";

interface PublishDialogProps {
  place: server.MappingPlace;
  text: string;
  /** The version that the text stands on. */
  basedOn: number;
  mayPromote: boolean;
  onPublished(version: number): void;
  onRefused(): void;
  onClose(): void;
}

/** Makes a version of the text, told whether the fixtures pass, and puts it live where one wants it. */
export function PublishDialog({ place, text, basedOn, mayPromote, ...on }: PublishDialogProps) {
  const [reason, setReason] = useState("");
  const publish = useMutation({
    mutationFn: () => server.publish(place, text, reason.trim(), basedOn),
    onSuccess: ({ number }) => on.onPublished(number),
    onError: on.onRefused,
  });
  const version = publish.data?.number ?? null;
  return (
    <Modal
      opened
      onClose={on.onClose}
      title={texts.publishTitle}
      size="lg"
      closeButtonProps={{ "aria-label": texts.cancel }}
    >
      <Stack gap="sm">
        <FixtureVerdict place={place} text={text} />
        <Textarea
          data-autofocus
          required
          autosize
          minRows={2}
          label={texts.reason}
          description={texts.reasonHint}
          value={reason}
          disabled={version !== null}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {publish.error ? <ProblemNote error={publish.error} /> : null}
        {version === null ? (
          <Group justify="flex-end">
            <Button loading={publish.isPending} disabled={reason.trim() === ""} onClick={() => publish.mutate()}>
              {texts.publishNow}
            </Button>
          </Group>
        ) : (
          <Alert color="green" variant="light" title={texts.published(version)} role="status">
            {mayPromote ? <PromoteForm place={place} version={version} reason={reason} /> : null}
          </Alert>
        )}
      </Stack>
    </Modal>
  );
}

function FixtureVerdict({ place, text }: { place: server.MappingPlace; text: string }) {
  const { data, error } = useQuery({
    queryKey: ["editor", "test", place.project, place.mapping, text],
    queryFn: ({ signal }) => server.runFixtures(place, text, signal),
    retry: false,
  });
  if (error) return <ProblemNote error={error} />;
  if (!data) return null;
  if (data.results.length === 0) return <Text size="sm">{texts.noFixtures}</Text>;
  return (
    <div role="status">
      <Text size="sm">{texts.fixturesPass(data.passed, data.failed)}</Text>
      <List size="sm">
        {data.results
          .filter(({ passed }) => !passed)
          .map(({ fixture, message }) => (
            <List.Item key={fixture}>
              <b>{fixture}</b>: {message}
            </List.Item>
          ))}
      </List>
    </div>
  );
}

function PromoteForm({ place, version, reason }: { place: server.MappingPlace; version: number; reason: string }) {
  const project = useQuery({
    queryKey: ["editor", "project", place.project],
    queryFn: () => server.readProject(place.project),
  });
  const environments = project.data?.environments ?? [];
  const [chosen, setChosen] = useState("");
  const environment = chosen || (environments[0] ?? "");
  const promote = useMutation({ mutationFn: () => server.promote(place, environment, version, reason) });
  if (promote.isSuccess) return <Text size="sm">{texts.promoted(version, environment)}</Text>;
  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="xs">
        <NativeSelect
          label={texts.promoteTo}
          data={environments}
          value={environment}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        <Button
          variant="default"
          loading={promote.isPending}
          disabled={environment === ""}
          onClick={() => promote.mutate()}
        >
          {texts.promote}
        </Button>
      </Group>
      {promote.error ? <ProblemNote error={promote.error} /> : null}
    </Stack>
  );
}

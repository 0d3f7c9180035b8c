// What can be done to one held record; each throws the problem where it could not be.
import { api } from "@/api/client";
import type { RecordPlace } from "@/api/payload";

const HOLD = "/api/v1/projects/{project}/environments/{environment}/holds/{record}";

export async function release(place: RecordPlace, reason: string): Promise<void> {
  check(await api.POST(`${HOLD}/retry`, { params: { path: place }, body: { reason } }));
}

export async function skip(place: RecordPlace, reason: string): Promise<void> {
  check(await api.POST(`${HOLD}/skip`, { params: { path: place }, body: { reason } }));
}

/** Says who looks after it; '' for nobody. */
export async function assign(place: RecordPlace, assignee: string): Promise<void> {
  check(await api.POST(`${HOLD}/assign`, { params: { path: place }, body: { assignee } }));
}

/** Puts it off; null: it is looked at again. */
export async function snooze(place: RecordPlace, until: string | null): Promise<void> {
  check(await api.POST(`${HOLD}/snooze`, { params: { path: place }, body: { until } }));
}

function check({ error }: { error?: unknown }): void {
  if (error !== undefined) throw error;
}

// What the page on stock asks for, again and again: channels, doubts and buffers change under one's eyes.
import { type Place, queries } from "@/api/client";

export const STOCK = "/api/v1/projects/{project}/environments/{environment}/stock";
const EVERY_MS = 5_000;

/** The connections that stock is told to. */
export const useChannels = (place: Place) =>
  queries.useQuery("get", `${STOCK}/channels`, { params: { path: place } }, { refetchInterval: EVERY_MS });

/** The readings that are not believed. */
export const useDoubts = (place: Place) =>
  queries.useQuery("get", `${STOCK}/doubts`, { params: { path: place } }, { refetchInterval: EVERY_MS });

/** What is kept back. */
export const useBuffers = (place: Place) =>
  queries.useQuery("get", `${STOCK}/buffers`, { params: { path: place } }, { refetchInterval: EVERY_MS });

/** Throws what went wrong, as what takes an act back must. */
export async function checked(answer: Promise<{ error?: unknown }>): Promise<void> {
  const { error } = await answer;
  if (error) throw error;
}

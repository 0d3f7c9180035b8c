import { useState } from "react";
import { type Json, readJson } from "@/editor/json";
import type { Asked } from "./server";
import { texts } from "./texts";

/** A payload as it was typed, and read. */
export interface Typed {
  text: string;
  /** Undefined where there is none, or it is no JSON. */
  value: Json | undefined;
  fault: string | null;
}

/** The examples that are being given. */
export interface Examples {
  source: Typed;
  target: Typed;
  sourceResource: string;
  targetResource: string;
  setSource(text: string): void;
  setTarget(text: string): void;
  setSourceResource(name: string): void;
  setTargetResource(name: string): void;
  /** Why nothing can be suggested yet; null: it can. */
  missing: string | null;
}

/** `chosen` is the resource that was chosen before. */
export function useExamples(chosen = ""): Examples {
  const [source, setSource] = useState("");
  const [target, setTarget] = useState("");
  const [sourceResource, setSourceResource] = useState(chosen);
  const [targetResource, setTargetResource] = useState("");
  const typed = { source: read(source), target: read(target) };
  return {
    ...typed,
    sourceResource,
    targetResource,
    setSource,
    setTarget,
    setSourceResource,
    setTargetResource,
    missing: missingIn(typed.source, typed.target, targetResource),
  };
}

/** A text as JSON, every digit kept. */
export function read(text: string): Typed {
  if (text.trim() === "") return { text, value: undefined, fault: null };
  try {
    return { text, value: readJson(text), fault: null };
  } catch (error) {
    return { text, value: undefined, fault: texts.invalid(error instanceof Error ? error.message : String(error)) };
  }
}

export function missingIn(source: Typed, target: Typed, targetResource: string): string | null {
  if (source.value === undefined) return source.fault ?? texts.needsSource;
  if (target.fault) return target.fault;
  return target.value === undefined && targetResource === "" ? texts.needsTarget : null;
}

/** What is asked of the server; `mapping` and resources only where they are known. */
export function askedOf({ source, target, sourceResource, targetResource }: Examples): Asked {
  return {
    examples: [{ source: source.value ?? null, ...(target.value === undefined ? {} : { target: target.value }) }],
    ...(sourceResource === "" ? {} : { source: sourceResource }),
    ...(targetResource === "" ? {} : { target: targetResource }),
  };
}

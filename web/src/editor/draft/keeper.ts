/**
 * Where drafts are kept; `save` answers "stale" where the draft is no longer at the revision it was read at.
 *
 * `basedOn` is the version that the text stands on, 0 for none.
 */
export interface DraftStore {
  read(): Promise<{ text: string; revision: number } | null>;
  save(text: string, revision: number, basedOn: number): Promise<{ revision: number } | "stale">;
}

export type Saving = "unchanged" | "saved" | "waiting" | "saving" | "failed" | "conflict";

/** What two windows made of one draft. */
export interface Conflict {
  base: string;
  mine: string;
  theirs: string;
}

export interface KeeperState {
  saving: Saving;
  conflict: Conflict | null;
  error: unknown;
  /** The version that the text stands on, 0 for none. */
  basedOn: number;
}

const PAUSE_MS = 600;
const RETRY_MS = 5_000;

/**
 * Saves a draft a moment after each change, one request at a time, and never over what it has not read.
 *
 * When somebody was faster it stops and holds both texts until `resolve` says what stays.
 */
export class DraftKeeper {
  private state: KeeperState;
  private text: string;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private readonly listeners = new Set<() => void>();

  /** `saved` is the text at that revision; revision 0: there is no draft yet, and `saved` is what it starts from. */
  constructor(
    private readonly store: DraftStore,
    private saved: string,
    private revision: number,
    basedOn: number,
  ) {
    this.text = saved;
    this.state = { saving: "unchanged", conflict: null, error: null, basedOn };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): KeeperState => this.state;

  /** The text is now this; saved after a pause. */
  change(text: string): void {
    this.text = text;
    if (this.state.conflict) return;
    if (text === this.saved && !this.running) this.settle();
    else this.plan(PAUSE_MS, "waiting");
  }

  /** The text was published as this version, and stands on it from now on. */
  published(version: number): void {
    this.tell({ ...this.state, basedOn: version });
  }

  /** The text, whatever it is by now, was held against this version, and stands on it from now on; that is saved. */
  async rebase(version: number): Promise<void> {
    this.tell({ ...this.state, basedOn: version });
    clearTimeout(this.timer);
    if (this.running) await this.running;
    if (this.state.conflict) return;
    this.running = this.save(this.text);
    await this.running;
  }

  /** Saves what is not saved yet; resolves when it is, or when it cannot be. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.running) await this.running;
    if (this.state.conflict || this.text === this.saved) return;
    this.running = this.save(this.text);
    await this.running;
  }

  /** The text that stays of a conflict: saved over theirs, which was read. */
  async resolve(text: string): Promise<void> {
    if (!this.state.conflict) return;
    this.text = text;
    this.now("waiting");
    await this.flush();
    if (!this.state.conflict && this.text === this.saved) this.settle();
  }

  get isSaved(): boolean {
    return this.text === this.saved && !this.running;
  }

  /** Ends the waiting; what is not saved stays so. */
  close(): void {
    clearTimeout(this.timer);
  }

  private settle(): void {
    clearTimeout(this.timer);
    this.now(this.revision === 0 ? "unchanged" : "saved");
  }

  private plan(after: number, saving: Saving, error: unknown = null): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), after);
    if (!this.running || saving === "failed") this.now(saving, error);
  }

  private async save(text: string): Promise<void> {
    this.now("saving");
    try {
      const saved = await this.store.save(text, this.revision, this.state.basedOn);
      if (saved === "stale") await this.meetConflict();
      else this.kept(text, saved.revision);
    } catch (error) {
      this.running = null;
      this.plan(RETRY_MS, "failed", error);
    } finally {
      this.running = null;
    }
  }

  private kept(text: string, revision: number): void {
    this.saved = text;
    this.revision = revision;
    this.running = null;
    if (this.text === text) this.settle();
    else this.plan(PAUSE_MS, "waiting");
  }

  /** Where the other text is the same, or the draft was thrown away, there is nothing to decide. */
  private async meetConflict(): Promise<void> {
    const base = this.saved;
    const theirs = await this.store.read();
    this.revision = theirs?.revision ?? 0;
    this.saved = theirs?.text ?? base;
    if (!theirs) return this.plan(0, "waiting");
    if (theirs.text === this.text) return this.settle();
    this.tell({
      ...this.state,
      saving: "conflict",
      conflict: { base, mine: this.text, theirs: theirs.text },
      error: null,
    });
  }

  /** Without a conflict. */
  private now(saving: Saving, error: unknown = null): void {
    this.tell({ ...this.state, saving, conflict: null, error });
  }

  private tell(state: KeeperState): void {
    const same = (["saving", "conflict", "error", "basedOn"] as const).every(
      (each) => state[each] === this.state[each],
    );
    if (same) return;
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

/** An event of the registry, as its text came. `key` is a village code, or `city`. */
export interface KeptEvent {
  readonly key: string;
  readonly villageseq: number;
  readonly text: string;
}

/** The copy as a whole. */
export interface KeptCopy {
  /** One that is begun anew has another: its events are asked for from the first on. */
  readonly id: string;
  /** It has once held all that was published. */
  readonly isWhole: boolean;
}

/** Where a bureau keeps its copy of the registry's events, each once under its key and number. */
export interface ReferenceStore {
  /** Other replicas of the bureau keep events in it too. */
  readonly isShared: boolean;
  copy(): Promise<KeptCopy>;
  /** From here on the copy is whole. */
  becomeWhole(): Promise<void>;
  /** Everything kept, by key and number. */
  load(event: (event: KeptEvent) => void): Promise<void>;
  /** For each event, in their order: the text that is kept under its number already, or undefined: it is kept now. */
  keep(events: readonly KeptEvent[]): Promise<readonly (string | undefined)[]>;
  find(key: string, villageseq: number): Promise<string | undefined>;
  close(): Promise<void>;
}

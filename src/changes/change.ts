/** What outsiders are told of. */
export type ChangeKind = 'alert' | 'group' | 'silence' | 'delivery' | 'config';

/** Something is different now. It says what, and is no command: whoever acts on it asks the engine first. */
export interface Change {
  readonly kind: ChangeKind;
  /** Of one key only the last change counts until it is told. */
  readonly key: string;
  /** What has happened: `fired`, `removed` … */
  readonly change: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export type Report = (change: Change) => void;

/** Looks at one part of the engine for as long as somebody listens. */
export interface ChangeWatch {
  /** Takes note of how things are, and reports what becomes different from then on. */
  start(report: Report): Promise<void> | void;

  /** Looks for what has changed with time alone. Called again and again, never before the last call has ended. */
  look(nowMs: number): Promise<void> | void;

  stop(): void;
}

/** One request of an attempt and what came back, as it may be shown: without secrets, and cut at a bound. */
export interface Exchange {
  /** `SMTP` for a mail. */
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the body was longer. */
  readonly isBodyCut: boolean;
  readonly atMs: number;
  readonly seconds: number;
  /** Absent where no answer came. */
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly isBodyCut: boolean;
  };
  /** Why no answer came. */
  readonly error?: string;
}

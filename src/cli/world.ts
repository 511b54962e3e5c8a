import type { HttpConfig } from '../httpclient/http-config.js';
import type { HttpRequest, HttpResponse } from '../httpclient/http-message.js';
import type { Files } from './command-line/files.js';

/** Everything that a command gets from outside. */
export interface World {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly files: Files;
  readonly input: {
    readonly isTerminal: boolean;
    /** Everything, to the end. */
    read(): Promise<string>;
  };
  /** Writes to stdout. */
  out(text: string): void;
  /** Writes to stderr. */
  err(text: string): void;
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Of the person who runs the program; empty when the system does not know. */
  userName(): string;
  /** IANA name. */
  readonly localZone: string;
  /** Columns of the terminal. */
  readonly width: number;
  /** Aborts when so much time has passed. */
  deadline(ms: number): AbortSignal;
  /** @param folders where files that the configuration names are looked for, in this order */
  connect(config: HttpConfig, folders: readonly string[]): Promise<HttpSender>;
  readonly stores: Stores;
}

/** The stores of servers that do not run, as lines of JSON. Each method may throw an Error that says what to do. */
export interface Stores {
  /**
   * Writes a store as lines, the last of which tells that it is whole.
   *
   * @param to a file that is not there yet; stdout where it is empty
   * @returns how many records it has
   */
  export(options: { readonly path: string; readonly withHistory: boolean; readonly to: string }): Promise<number>;
  /** Takes lines into a store. @param from a file; stdin where it is undefined */
  import(options: {
    readonly path: string;
    readonly from: string | undefined;
  }): Promise<{ readonly added: number; readonly known: number }>;
}

/** Sends requests to one server. */
export interface HttpSender {
  /** @throws {Error} when there is no answer; the cause says more */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
  close(): Promise<void>;
}

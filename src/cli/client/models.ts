import type { Moment } from '../../template/go-time/format-time.js';

/** What the API answers. A field that was absent is null, as in Go's models; null where a list or map was. */
export type Labels = Readonly<Record<string, string>> | null;
export type Text = string | null;

export interface Alert {
  readonly annotations: Labels;
  readonly endsAt: Moment | null;
  readonly fingerprint: Text;
  readonly receivers: readonly { readonly name: Text }[] | null;
  readonly startsAt: Moment | null;
  readonly status: {
    readonly inhibitedBy: readonly string[] | null;
    readonly mutedBy: readonly string[] | null;
    readonly silencedBy: readonly string[] | null;
    readonly state: Text;
  } | null;
  readonly updatedAt: Moment | null;
  readonly generatorURL: string;
  readonly labels: Labels;
}

export interface SilenceMatcher {
  /** Releases before 0.22 do not say: it then means true. */
  readonly isEqual: boolean | null;
  readonly isRegex: boolean | null;
  readonly name: Text;
  readonly value: Text;
}

/** What a silence says, whether it is there already or not. */
export interface SilenceContent {
  readonly annotations: Labels;
  readonly comment: Text;
  readonly createdBy: Text;
  readonly endsAt: Moment | null;
  readonly matchers: readonly SilenceMatcher[] | null;
  readonly startsAt: Moment | null;
}

export interface Silence extends SilenceContent {
  readonly id: Text;
  readonly status: { readonly state: Text } | null;
  readonly updatedAt: Moment | null;
}

export interface PostableSilence extends SilenceContent {
  /** Empty for a new one. */
  readonly id: string;
}

export interface PostableAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: Moment | null;
  readonly endsAt: Moment | null;
  readonly generatorURL: string;
}

export interface ClusterStatus {
  readonly name: string;
  readonly peers: readonly { readonly address: Text; readonly name: Text }[] | null;
  readonly status: Text;
}

export interface Status {
  readonly cluster: ClusterStatus | null;
  readonly config: { readonly original: Text } | null;
  readonly uptime: Moment | null;
  readonly versionInfo: VersionInfo | null;
}

export interface VersionInfo {
  readonly branch: Text;
  readonly buildDate: Text;
  readonly buildUser: Text;
  readonly goVersion: Text;
  readonly revision: Text;
  readonly version: Text;
}

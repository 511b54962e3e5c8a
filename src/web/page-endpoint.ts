/** A path outside of API v2 with the methods that it takes. */
export interface PageEndpoint {
  /** As the metrics name it: without the prefix, and for API v1 without `/api/v1` (Alertmanager). */
  readonly handler: string;
  readonly methods: readonly string[];
  /** Its answer goes on for as long as the client likes. */
  readonly isStream?: boolean;
}

import { isSpanContextValid, type Link, type Span, TraceFlags } from '@opentelemetry/api';

/** How many alerts' ways lead to one flush, and to how many groups: what is more is left out. */
const LINKS_MAX = 32;
const GROUPS_MAX = 10_000;

/**
 * Where the alerts of a group came from since its last flush. A flush is a trace of its own, as it is about many alerts;
 * its links lead to the requests that brought them.
 */
export class FlushLinks {
  readonly #links = new Map<string, Link[]>();

  /** @param span that put an alert into the group */
  add(groupId: string, span: Span): void {
    const context = span.spanContext();
    if (!isSpanContextValid(context) || (context.traceFlags & TraceFlags.SAMPLED) === 0) return;
    const links = this.#links.get(groupId);
    if (links === undefined) {
      if (this.#links.size < GROUPS_MAX) this.#links.set(groupId, [{ context }]);
    } else if (links.length < LINKS_MAX) links.push({ context });
  }

  /** The links of a group that is flushed. */
  take(groupId: string): Link[] {
    const links = this.#links.get(groupId) ?? [];
    this.#links.delete(groupId);
    return links;
  }

  clear(): void {
    this.#links.clear();
  }
}

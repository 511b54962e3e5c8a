import type { Silence } from '../silences/silence.js';
import type { SilenceRequest, Silences } from '../silences/silences.js';
import type { Spans } from './spans.js';

type ByUsers = Pick<Silences, 'set' | 'expire' | 'get' | 'list'>;

/** Silences as users work on them. */
export class TracedSilences implements ByUsers {
  constructor(
    private readonly silences: ByUsers,
    private readonly spans: Spans,
  ) {}

  set(request: SilenceRequest): Promise<{ readonly id: string }> {
    return this.spans.runAsync('silences.Set', {}, () => this.silences.set(request));
  }

  expire(id: string): Promise<boolean> {
    const attributes = { 'alerting.silence.id': id };
    return this.spans.runAsync('silences.Expire', { attributes }, () => this.silences.expire(id));
  }

  get(id: string): Silence | undefined {
    return this.spans.run('silence.Silences.QueryOne', {}, () => this.silences.get(id));
  }

  list(): Iterable<Silence> {
    return this.spans.run('silence.Silences.Query', {}, () => this.silences.list());
  }
}

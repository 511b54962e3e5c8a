import type { Random } from '../../simulation/random.js';
import type { CrashServer } from './crash-server.js';
import type { Told } from './told.js';

const HOUR_MS = 3_600_000;
const GROUPS = 12;

/** Whether the server said yes. A request that was cut off by the end of the process may have been done, or not. */
export type Answer = 'yes' | 'cut off';

export interface SentAlert {
  readonly name: string;
  readonly group: string;
  readonly fired: Answer;
  /** A silence that was there before it mutes it. */
  readonly isMuted: boolean;
  resolved: Answer | undefined;
}

export interface SentSilence {
  readonly id: string;
  readonly comment: string;
  /** An alert that comes after it must stay quiet. */
  readonly isMute: boolean;
  expired: Answer | undefined;
}

/** Posts alerts and silences without a pause, and remembers what was answered. */
export class Load {
  readonly alerts: SentAlert[] = [];
  readonly silences: SentSilence[] = [];
  #made = 0;

  constructor(
    private readonly server: CrashServer,
    private readonly told: Told,
    private readonly random: Random,
  ) {}

  /** Until it is told to stop, or the server is gone. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const isThere = await this.#step();
      if (!isThere) return;
    }
  }

  /** @returns whether the server answered */
  async #step(): Promise<boolean> {
    const kind = this.random.weighted({ fire: 6, resolve: 3, silence: 3, expire: 1, mute: 1 });
    switch (kind) {
      case 'fire':
        return this.#fire();
      case 'resolve':
        return this.#resolve();
      case 'silence':
        return this.#silence({ name: 'none', value: `${this.#made}` }, false);
      case 'expire':
        return this.#expire();
      case 'mute': {
        const mute = `m${this.#made}`;
        return (await this.#silence({ name: 'mute', value: mute }, true)) && this.#fire(mute);
      }
    }
  }

  /** @param mute what a silence looks for */
  async #fire(mute?: string): Promise<boolean> {
    const name = `a${this.#made++}`;
    const group = `g${this.random.between(1, GROUPS)}`;
    const fired = await this.#post([this.#alert({ alertname: name, group, ...(mute && { mute }) }, HOUR_MS)]);
    this.alerts.push({ name, group, fired, isMuted: mute !== undefined, resolved: undefined });
    return fired === 'yes';
  }

  /** Of those that were told to fire: of one that ends before it is told there is nothing to tell. */
  async #resolve(): Promise<boolean> {
    const open = this.alerts.filter(
      ({ name, fired, resolved }) => fired === 'yes' && resolved === undefined && this.told.firing.has(name),
    );
    if (open.length === 0) return true;
    const alert = this.random.pick(open);
    alert.resolved = 'cut off';
    alert.resolved = await this.#post([this.#alert({ alertname: alert.name, group: alert.group }, 0)]);
    return alert.resolved === 'yes';
  }

  async #silence(matcher: { readonly name: string; readonly value: string }, isMute: boolean): Promise<boolean> {
    const comment = `c${this.#made++}`;
    const startsAt = new Date().toISOString();
    const endsAt = new Date(Date.now() + HOUR_MS).toISOString();
    const matchers = [{ ...matcher, isRegex: false, isEqual: true }];
    try {
      const body = { matchers, startsAt, endsAt, createdBy: 'load', comment };
      const response = await this.server.post('/api/v2/silences', body);
      const { silenceID: id } = (await response.json()) as { silenceID: string };
      if (response.status !== 200) throw new Error(`a silence was answered ${response.status}`);
      this.silences.push({ id, comment, isMute, expired: undefined });
      return true;
    } catch (error) {
      return cutOff(error);
    }
  }

  async #expire(): Promise<boolean> {
    const open = this.silences.filter(({ expired, isMute }) => expired === undefined && !isMute);
    if (open.length === 0) return true;
    const silence = this.random.pick(open);
    silence.expired = 'cut off';
    try {
      const { status } = await fetch(`${this.server.url}/api/v2/silence/${silence.id}`, { method: 'DELETE' });
      if (status !== 200) throw new Error(`the end of a silence was answered ${status}`);
      silence.expired = 'yes';
      return true;
    } catch (error) {
      return cutOff(error);
    }
  }

  async #post(alerts: readonly unknown[]): Promise<Answer> {
    try {
      const response = await this.server.post('/api/v2/alerts', alerts);
      await response.arrayBuffer();
      if (response.status !== 200) throw new Error(`alerts were answered ${response.status}`);
      return 'yes';
    } catch (error) {
      cutOff(error);
      return 'cut off';
    }
  }

  #alert(labels: Readonly<Record<string, string>>, endsInMs: number): unknown {
    const endsAt = new Date(Date.now() + endsInMs).toISOString();
    return { labels, annotations: { text: 'x'.repeat(this.random.between(0, 3000)) }, endsAt };
  }
}

/** A connection that broke is the crash. @throws anything else, which is a defect */
function cutOff(error: unknown): false {
  // By its name: Jest's own classes of errors are others.
  if (!/^(?:TypeError: fetch failed|TypeError: terminated|SyntaxError)/.test(String(error))) throw error;
  return false;
}

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedisServer } from '../support/redis-server.js';
import { compareMessages } from './compare-messages.js';
import { configFile } from './config-file.js';
import { difference, type Terms } from './difference.js';
import type { History, PostedSilence, Question, Step } from './history.js';
import { type Answer, PeerServer, type Side } from './peer-server.js';
import { beginMs, MINUTE_MS } from './phase.js';
import { normalise } from './rules.js';
import type { Said } from './said.js';
import { SilenceNames } from './silence-names.js';
import { WebhookLog } from './webhook-log.js';
import { bodyOf, givenMs } from './wire.js';

/** How a history ended. */
export type Ending =
  | { readonly kind: 'equal'; readonly messages: number; readonly answers: number }
  | {
      readonly kind: 'different';
      readonly differences: readonly string[];
      /** How long after the beginning the minute of the clock ended. */
      readonly untilMinuteMs: number;
    }
  /** This machine had no time for it: what happened meanwhile says nothing. */
  | { readonly kind: 'disturbed'; readonly what: string };

/** A disk that others write to, too, would be what is measured. */
const MEMORY = '/dev/shm';

/** What happens may be late by so much, and an answer may take so long. */
const LATE_MS = 130;
/** Times that each server takes from its own clock. */
const CLOCK_SLACK_MS = 300;

/**
 * Starts both servers and lives through a history with them, in real time.
 *
 * @param untilMinuteMs how long after the beginning the minute of the clock ends; undefined: as it comes
 * @param isReplica whether Tocsin has its state in a Redis
 */
export async function live(history: History, untilMinuteMs?: number, isReplica = false): Promise<Ending> {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'tocsin-peer-'));
  const webhooks = await WebhookLog.open();
  const redis = isReplica ? await startRedisServer() : undefined;
  const servers = {
    alertmanager: await PeerServer.at('alertmanager', folder),
    tocsin: await PeerServer.at('tocsin', folder, redis && [`--redis.url=${redis.url}`]),
  };
  const pair = new Pair(history, servers, webhooks);
  try {
    return await pair.live(untilMinuteMs);
  } finally {
    await pair.close();
    await redis?.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

class Disturbance extends Error {}

class Pair {
  readonly #differences: string[] = [];
  readonly #silences = new SilenceNames();
  readonly #startMs = Date.now();
  #baseMs = 0;
  #answers = 0;
  #restartedMs = Number.POSITIVE_INFINITY;

  constructor(
    private readonly history: History,
    private readonly servers: Readonly<Record<Side, PeerServer>>,
    private readonly webhooks: WebhookLog,
  ) {}

  async live(untilMinuteMs: number | undefined): Promise<Ending> {
    try {
      await this.#start();
      this.#baseMs = beginMs(Date.now(), untilMinuteMs);
      await this.#live();
    } catch (error) {
      if (error instanceof Disturbance) return { kind: 'disturbed', what: error.message };
      throw error;
    }
    this.#differences.push(
      ...compareMessages(this.webhooks.messages, {
        baseMs: this.#baseMs,
        restartedMs: this.#restartedMs,
        terms: this.#terms,
      }),
    );
    const { length: messages } = this.webhooks.messages;
    if (this.#differences.length === 0) return { kind: 'equal', messages, answers: this.#answers };
    const minuteMs = MINUTE_MS - (this.#baseMs % MINUTE_MS);
    return { kind: 'different', differences: this.#differences, untilMinuteMs: minuteMs };
  }

  async close(): Promise<void> {
    await this.#both((server) => server.stop());
    await this.webhooks.close();
  }

  get #terms(): Terms {
    return { given: new Set(givenMs(this.history).map((ms) => this.#baseMs + ms)), slackMs: CLOCK_SLACK_MS };
  }

  async #start(): Promise<void> {
    this.#configure(0);
    await this.#both((server) => server.start());
  }

  async #live(): Promise<void> {
    for (const { atMs, step } of this.history.steps) {
      await this.#until(atMs);
      const startedMs = Date.now();
      await this.#do(step, atMs);
      const tookMs = Date.now() - startedMs;
      if (tookMs > LATE_MS && step.kind !== 'restart') throw new Disturbance(`${step.kind} took ${tookMs} ms`);
    }
    await this.#until(this.history.endMs);
  }

  async #do(step: Step, atMs: number): Promise<void> {
    switch (step.kind) {
      case 'post':
      case 'silence':
        return this.#post(step, atMs);
      case 'expire':
        return this.#ask({ method: 'DELETE', path: `/silence/«${step.silence}»` }, atMs);
      case 'ask':
        return this.#ask(step.question, atMs);
      case 'fail':
        return this.webhooks.fail(step.failure);
      case 'reload':
        this.#configure(step.setup);
        if (step.by === 'POST') return this.#reload(atMs);
        await this.#both(async (server) => server.hangUp());
        return;
      case 'restart':
        return this.#restart(atMs);
    }
  }

  async #reload(atMs: number): Promise<void> {
    const [theirs, ours] = await this.#both((server) => server.reload());
    const question = { method: 'POST', path: '/-/reload' };
    this.#compare('POST /-/reload', atMs, [this.#said(question, theirs), this.#said(question, ours)]);
  }

  async #restart(atMs: number): Promise<void> {
    const [theirs, ours] = await this.#both((server) => server.stop());
    if (theirs !== 0 || ours !== 0) {
      this.#differences.push(`at ${atMs / 1000}: Alertmanager ended with ${theirs}, Tocsin with ${ours}`);
    }
    this.#restartedMs = Date.now();
    await this.#both((server) => server.start());
  }

  async #post(step: Step & { kind: 'post' | 'silence' }, atMs: number): Promise<void> {
    const path = step.kind === 'post' ? '/alerts' : '/silences';
    const body = JSON.stringify(bodyOf(step, this.#baseMs));
    const question = { method: 'POST', path, contentType: 'application/json', body };
    await this.#ask(question, atMs, step.kind === 'silence' ? step.silence : undefined);
  }

  /** @param silence what the answer holds the id of */
  async #ask(question: Question, atMs: number, silence?: PostedSilence): Promise<void> {
    const [theirs, ours] = await this.#both((server) => server.api(this.#silences.withIds(question, server.side)));
    if (silence !== undefined) {
      this.#silences.learn('alertmanager', silence, theirs);
      this.#silences.learn('tocsin', silence, ours);
    }
    this.#compare(`${question.method} ${question.path} ${question.body ?? ''}`, atMs, [
      this.#said(question, theirs),
      this.#said(question, ours),
    ]);
  }

  #compare(what: string, atMs: number, [theirs, ours]: readonly [theirs: Said, ours: Said]): void {
    this.#answers++;
    const found = difference(normalise(theirs, 'theirs'), normalise(ours, 'ours'), this.#terms);
    if (found === undefined) return;
    const show = ({ status, body }: Said) => `${status} ${JSON.stringify(body)}`;
    this.#differences.push(
      `at ${atMs / 1000}: ${what}\n  ${found}\n  Alertmanager: ${show(theirs)}\n  Tocsin:       ${show(ours)}`,
    );
  }

  #said(to: Question, { status, contentType, body }: Answer): Said {
    const text = this.#silences.withNames(body);
    return {
      to,
      status,
      contentType,
      body: contentType.startsWith('application/json') && text !== '' ? JSON.parse(text) : text,
      endsWithNewline: text.endsWith('\n'),
    };
  }

  #configure(setup: number): void {
    const written = this.history.setups[setup] ?? this.history.setups[0];
    const text = configFile(written, { webhookUrl: this.webhooks.url, nowMs: this.#startMs });
    this.servers.alertmanager.configure(text);
    this.servers.tocsin.configure(text);
  }

  async #until(atMs: number): Promise<void> {
    const dueMs = this.#baseMs + atMs;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueMs - Date.now())));
    const lateMs = Date.now() - dueMs;
    if (lateMs > LATE_MS) throw new Disturbance(`${lateMs} ms late`);
  }

  #both<T>(run: (server: PeerServer) => Promise<T>): Promise<[theirs: T, ours: T]> {
    return Promise.all([run(this.servers.alertmanager), run(this.servers.tocsin)]);
  }
}

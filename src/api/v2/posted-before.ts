import { randomBytes } from 'node:crypto';
import { xxh3 } from '@node-rs/xxhash';
import type { Alert } from '../../alerts/alert.js';
import { isZeroTime, type Timestamp } from '../../clock/timestamp.js';
import { RecentAnswers } from '../../labels/recent-answers.js';
import type { Engine } from '../engine.js';
import { type AlertText, alertTexts } from './alert-texts.js';
import { parseDateTime } from './date-time.js';
import { decodePostableAlerts, decodePostableItems, type PostedAlert } from './postable-alerts.js';

/** An alert as it was posted, and whether these very bytes came before. */
export interface Posted extends PostedAlert {
  /** Its labels and annotations were found valid when they came before. */
  readonly isKnown: boolean;
  /** What it is remembered by, if it may be. */
  readonly text: bigint | undefined;
}

/** What the bytes of an alert say, without its end. */
type Remembered = Omit<PostedAlert, 'endsAt'> & { readonly startsAt: Timestamp };

/** How many texts are remembered. */
const TEXTS_MAX = 400_000;

/** What did not come again for so long is forgotten soon: who sends an alert again does so each minute or so. */
const FORGET_MS = 300_000;

/**
 * Knows alerts again by their bytes. A firing alert is sent again and again, and all that changes is its end: then nothing has
 * to be decoded, fingerprinted or held against the rules of an alert a second time.
 *
 * Bytes are known by a hash of 128 bits whose seed is this process' own; what is remembered are the texts of the stored
 * alert, so that it costs no memory but the hash.
 */
export class PostedBefore {
  readonly #texts = new RecentAnswers<Remembered, bigint>(TEXTS_MAX);
  readonly #seed = randomBytes(8).readBigUInt64LE();
  #turnedMs = 0;

  constructor(private readonly engine: Pick<Engine, 'now' | 'alert'>) {}

  /** As `decodePostableAlerts`. */
  decode(body: unknown): readonly Posted[] {
    const known = Buffer.isBuffer(body) ? this.#read(body) : undefined;
    return known ?? decodePostableAlerts(body).map((posted) => ({ ...posted, isKnown: false, text: undefined }));
  }

  /** Remembers an alert that is valid and that was stored as it is: one that changes each time would only fill the memory. */
  remember({ text, startsAt }: Posted, alert: Alert): void {
    if (text === undefined || startsAt === undefined) return;
    const stored = this.engine.alert(alert.labels.fingerprint);
    if (stored === undefined || !stored.labels.equals(alert.labels)) return;
    if (stored.generatorURL !== alert.generatorURL || !stored.annotations.equals(alert.annotations)) return;
    const { labels, annotations, generatorURL } = stored;
    this.#texts.set(text, { labels, annotations, startsAt, generatorURL });
  }

  /** @returns undefined where the body has to be decoded as a whole, also to say what is wrong with it */
  #read(body: Buffer): readonly Posted[] | undefined {
    this.#forget();
    const texts = alertTexts(body);
    if (texts === undefined) return undefined;
    try {
      return texts.map((text) => this.#posted(body, text));
    } catch {
      return undefined;
    }
  }

  /** @throws {Error} when it is no alert */
  #posted(body: Buffer, { from, to, endsFrom, endsTo }: AlertText): Posted {
    const end = body.toString('latin1', endsFrom, endsTo);
    const endsAt = parseDateTime(end);
    const isEnd = endsAt !== undefined && !isZeroTime(endsAt);
    body.fill(0, endsFrom, endsTo);
    const text = isEnd ? xxh3.xxh128(body.subarray(from, to), this.#seed) : undefined;
    body.write(end, endsFrom, 'latin1');
    const known = text === undefined ? undefined : this.#texts.get(text);
    if (known !== undefined) {
      const { labels, annotations, startsAt, generatorURL } = known;
      return { labels, annotations, startsAt, endsAt, generatorURL, isKnown: true, text };
    }
    const [posted] = decodePostableItems([JSON.parse(body.toString('utf8', from, to))]);
    if (posted === undefined) throw new Error('one item is one alert');
    return { ...posted, isKnown: false, text };
  }

  #forget(): void {
    const nowMs = this.engine.now();
    if (nowMs - this.#turnedMs < FORGET_MS) return;
    this.#turnedMs = nowMs;
    this.#texts.turn();
  }
}

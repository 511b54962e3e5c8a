import { type Timestamp, ZERO_TIME } from '../clock/timestamp.js';
import { LabelSet } from '../labels/label-set.js';
import { parseTime } from './go-time/parse-time.js';
import type { TemplateAlert, TemplateData } from './notification-data.js';

const RFC_3339 = '2006-01-02T15:04:05Z07:00';

/**
 * Reads the data of a template from JSON that was parsed: the document that webhooks are sent, and that amtool's
 * `--template.data` takes. What is absent or null is empty; unknown keys are ignored, and the case of keys is (encoding/json).
 *
 * @throws {Error} that names the key whose value is of another type
 */
export function readTemplateData(json: unknown): TemplateData {
  const data = new JsonObject(json, '');
  const alerts = data.list('alerts').map((alert, at) => readAlert(new JsonObject(alert, `alerts[${at}]`)));
  return {
    receiver: data.text('receiver'),
    status: data.text('status'),
    alerts,
    notificationReason: data.text('notification_reason'),
    groupLabels: data.labels('groupLabels'),
    commonLabels: data.labels('commonLabels'),
    commonAnnotations: data.labels('commonAnnotations'),
    routeLabels: data.labels('routeLabels'),
    externalURL: data.text('externalURL'),
  };
}

function readAlert(alert: JsonObject): TemplateAlert {
  return {
    status: alert.text('status'),
    labels: alert.labels('labels'),
    annotations: alert.labels('annotations'),
    startsAt: alert.time('startsAt'),
    endsAt: alert.time('endsAt'),
    generatorURL: alert.text('generatorURL'),
    fingerprint: alert.text('fingerprint'),
  };
}

class JsonObject {
  readonly #values: ReadonlyMap<string, unknown>;

  constructor(
    json: unknown,
    private readonly path: string,
  ) {
    if (json !== null && (typeof json !== 'object' || Array.isArray(json)))
      throw wrong(path || 'the data', 'an object');
    this.#values = new Map(Object.entries(json ?? {}).map(([key, value]) => [key.toLowerCase(), value]));
  }

  text(key: string): string {
    const value = this.#get(key) ?? '';
    if (typeof value !== 'string') throw wrong(this.#pathOf(key), 'a text');
    return value;
  }

  list(key: string): readonly unknown[] {
    const value = this.#get(key) ?? [];
    if (!Array.isArray(value)) throw wrong(this.#pathOf(key), 'a list');
    return value;
  }

  labels(key: string): LabelSet {
    const value = this.#get(key) ?? {};
    const path = this.#pathOf(key);
    if (typeof value !== 'object' || Array.isArray(value)) throw wrong(path, 'an object');
    return LabelSet.from(
      Object.entries(value).map(([name, text]) => {
        if (typeof text !== 'string') throw wrong(`${path}.${name}`, 'a text');
        return [name, text];
      }),
    );
  }

  time(key: string): Timestamp {
    const text = this.text(key);
    if (text === '') return ZERO_TIME;
    try {
      const { unixSeconds, nanos, zone } = parseTime(RFC_3339, text);
      const offsetMinutes = Math.trunc(zone.at(unixSeconds).offset / 60);
      return { ms: unixSeconds * 1000 + Math.floor(nanos / 1e6), nanos: nanos % 1e6, offsetMinutes };
    } catch (error) {
      throw new Error(`${this.#pathOf(key)}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }

  #get(key: string): unknown {
    return this.#values.get(key.toLowerCase()) ?? undefined;
  }

  #pathOf(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`;
  }
}

function wrong(path: string, wanted: string): Error {
  return new Error(`${path} has to be ${wanted}`);
}

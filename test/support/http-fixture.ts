import http, { Agent, type IncomingHttpHeaders } from 'node:http';
import type { Alert } from '../../src/alerts/alert.js';
import { mergeAlert } from '../../src/alerts/merge-alert.js';
import {
  Engine,
  type GroupView,
  type NotifiableGroup,
  type RunningEngine,
  type ServerStatus,
} from '../../src/api/engine.js';
import { ChangeFeed } from '../../src/changes/change-feed.js';
import { factsOf } from '../../src/grouping/group-facts.js';
import { LabelSet } from '../../src/labels/label-set.js';
import { Matcher } from '../../src/labels/matcher.js';
import type { MatcherMode } from '../../src/labels/matcher-mode.js';
import { Logger } from '../../src/log/logger.js';
import { createMetrics } from '../../src/metrics/metrics.js';
import { SEVERITIES } from '../../src/notify/urgency.js';
import { buildRouteTree } from '../../src/routing/build-route-tree.js';
import type { RouteConfig } from '../../src/routing/route-config.js';
import { RouteMatcher } from '../../src/routing/route-matcher.js';
import type { SilenceStore } from '../../src/silences/silence-store.js';
import { Silencer } from '../../src/silences/silencer.js';
import { Silences } from '../../src/silences/silences.js';
import { buildNotificationData } from '../../src/template/notification-data.js';
import { loadTemplates } from '../../src/template/templates.js';
import { closeHttpApp, createHttpApp } from '../../src/web/http-app.js';
import { HttpListeners, type HttpListenersParts } from '../../src/web/http-listeners.js';
import type { HttpOptions } from '../../src/web/http-options.js';
import { TestDeliveryDesk } from './test-delivery-desk.js';
import { TestPast } from './test-past.js';

/** 2026-01-02T03:04:05.678Z: when every test of the HTTP surface happens. */
export const NOW_MS = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

const route = (fields: Partial<RouteConfig>): RouteConfig => ({
  matchers: [],
  muteTimeIntervals: [],
  activeTimeIntervals: [],
  continue: false,
  labels: {},
  routes: [],
  ...fields,
});

const WRITTEN = route({
  receiver: 'default',
  groupBy: ['alertname'],
  routes: [
    route({ receiver: 'ops', matchers: [new Matcher('severity', '=', 'page')], continue: true }),
    route({ receiver: 'ops', matchers: [new Matcher('team', '=', 'ops')], continue: true }),
    route({ receiver: 'night', matchers: [new Matcher('team', '=', 'ops')], muteTimeIntervals: ['nights'] }),
  ],
});
const ROOT = buildRouteTree(WRITTEN);

/** The engine behind the HTTP tests: real routes, silences and merging; groups and inhibition in a few lines. */
export class TestEngine extends Engine {
  readonly silences: Silences;
  readonly changes = new ChangeFeed({
    clock: { now: () => this.nowMs, at: () => () => {} },
    watches: [],
    newId: () => 'ring',
    logger: new TestLogger(),
  });
  readonly deliveries = new TestDeliveryDesk();
  readonly past = new TestPast();
  readonly startedAtMs = NOW_MS - 60_000;
  readonly version = {
    version: '0.34.0',
    revision: 'r',
    branch: 'b',
    buildUser: 'u',
    buildDate: 'd',
    goVersion: 'v20.0.0',
  };
  readonly #alerts = new Map<string, Alert>();
  readonly #routes = new RouteMatcher(ROOT);
  readonly #silencer: Silencer;
  nowMs = NOW_MS;
  testReceiverWith: RunningEngine['testReceiver'] = async () => undefined;
  /** Flushes that the API may ask for, oldest first. */
  flushed: NotifiableGroup[] = [];
  original = 'route: <a & b>\n';
  reloadWith: () => Promise<void> = async () => {};

  constructor(readonly matcherMode: MatcherMode = 'fallback') {
    super();
    let ids = 0;
    this.silences = new Silences({
      store: STORE,
      clock: { now: () => this.nowMs, at: () => () => {} },
      newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
      logger: new TestLogger(),
      options: { retentionMs: 3_600_000, maxSilences: 0, maxSilenceSizeBytes: 0, logSilences: false, matcherMode },
    });
    this.#silencer = new Silencer(this.silences);
  }

  override now(): number {
    return this.nowMs;
  }

  override alerts(): Iterable<Alert> {
    return this.#alerts.values();
  }

  override alert(fingerprint: string): Alert | undefined {
    return this.#alerts.get(fingerprint);
  }

  override cluster() {
    const peers = [
      { name: 'b', address: '10.0.0.2:9094' },
      { name: 'a', address: '10.0.0.1:9094' },
    ];
    return { name: 'a', status: 'ready' as const, peers };
  }

  override async status(): Promise<ServerStatus> {
    const configuration = { files: ['alertmanager.yml'], hash: 1, loadedAtMs: this.startedAtMs, lastReload: undefined };
    const storage = { kind: 'embedded', failure: undefined, path: 'data', bytes: 0 } as const;
    return { configuration, storage, limits: [], retentionMs: 3_600_000 };
  }

  override reload(): Promise<void> {
    return this.reloadWith();
  }

  override current(): RunningEngine {
    return {
      original: this.original,
      receivers: [
        { name: 'default', labels: LabelSet.of({ name: 'default' }) },
        { name: 'ops', labels: LabelSet.of({ name: 'ops', tier: '1' }) },
        { name: 'night', labels: LabelSet.EMPTY },
      ],
      resolveTimeoutMs: 300_000,
      match: (labels) => this.#routes.match(labels),
      ingest: async (alerts) => {
        for (const alert of alerts) {
          const { fingerprint } = alert.labels;
          this.#alerts.set(fingerprint, mergeAlert(this.#alerts.get(fingerprint), alert, this.nowMs));
        }
      },
      groups: () => this.#groups(),
      group: (id) => this.#groups().find((group) => group.id === id),
      routing: { root: ROOT, written: WRITTEN },
      mutedBy: ({ muteTimeIntervals }) => muteTimeIntervals,
      intervalHolds: (name) => name === 'nights',
      severities: SEVERITIES,
      inhibition: () => undefined,
      silencedBy: (labels, nowMs) => this.#silencer.silencedBy(labels, nowMs),
      flushes: () => this.flushed,
      templates: TEMPLATES,
      testReceiver: (name, test) => this.testReceiverWith(name, test),
      inhibitedBy: (labels) => (labels.get('severity') === 'warning' ? this.#critical() : []),
    };
  }

  /** Notes that all groups were flushed at a moment, as they are now. */
  flush(atMs: number): void {
    const flushed = this.#groups().map(({ id, receiver, labels, held }) =>
      notifiable(id, receiver, labels, [...held], atMs, atMs),
    );
    this.flushed.push(...flushed);
  }

  #critical(): string[] {
    return [...this.#alerts.values()]
      .filter(({ labels }) => labels.get('severity') === 'critical')
      .map(({ labels }) => labels.fingerprint);
  }

  #groups(): (GroupView & { held: Alert[] })[] {
    const groups = new Map<string, GroupView & { held: Alert[] }>();
    for (const alert of this.#alerts.values()) {
      for (const { id, receiver, muteTimeIntervals, groupLabels } of this.#routes.match(alert.labels).map(bound)) {
        const labels = groupLabels(alert.labels);
        const key = `${id}${labels.fingerprint}`;
        const held: Alert[] = groups.get(key)?.held ?? [];
        held.push(alert);
        const routeLabels = () => LabelSet.of({ link: '<&>' });
        const mutedBy = () => muteTimeIntervals;
        const group = notifiable(key, receiver, labels, held, undefined, this.nowMs);
        groups.set(key, {
          ...group,
          held,
          mutedBy,
          routeLabels,
          groupKey: key,
          routeId: id,
          nextFlushAtMs: this.nowMs + 30_000,
          updatedAtMs: this.nowMs,
          version: held.length,
          size: held.length,
          facts: (nowMs) => factsOf(held, nowMs, SEVERITIES),
          delivery: async () => ({ state: 'none' }),
        });
      }
    }
    return [...groups.values()];
  }
}

function notifiable(
  id: string,
  receiver: string,
  labels: LabelSet,
  held: readonly Alert[],
  flushedAtMs: number | undefined,
  nowMs: number,
): NotifiableGroup {
  const source = { receiver, externalURL: 'http://tocsin.test', notificationReason: 'unknown', groupLabels: labels };
  return {
    id,
    receiver,
    labels,
    flushedAtMs,
    alerts: () => held,
    notification: () => buildNotificationData({ ...source, routeLabels: LabelSet.EMPTY, alerts: held, nowMs }),
  };
}

function bound(found: (typeof ROOT.children)[number]) {
  const { id, receiver, muteTimeIntervals } = found;
  return { id, receiver, muteTimeIntervals, groupLabels: (labels: LabelSet) => found.groupLabels(labels) };
}

const TEMPLATES = loadTemplates([{ name: 'own.tmpl', text: '{{ define "own.title" }}{{ .Nope }}{{ end }}' }], {
  nowMs: () => NOW_MS,
});

const STORE: SilenceStore = {
  load: async () => [],
  put: async () => {},
  remove: async () => {},
  subscribe: () => () => {},
};

/** Remembers what was logged as an error. */
export class TestLogger extends Logger {
  readonly errors: string[] = [];

  override debug(): void {}
  override info(): void {}
  override warn(): void {}
  override error(message: string): void {
    this.errors.push(message);
  }
  override with(): Logger {
    return this;
  }
}

export interface TestServer<E extends Engine = TestEngine> {
  readonly engine: E;
  readonly logger: TestLogger;
  readonly port: number;
  request(request: TestRequest): Promise<TestAnswer>;
  get(url: string, headers?: TestRequest['headers']): Promise<TestAnswer>;
  /** Posts JSON, as it is where it is a text already. */
  post(url: string, body: unknown): Promise<TestAnswer>;
  metrics(): Promise<string>;
  close(graceMs?: number): Promise<void>;
}

export interface TestRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface TestAnswer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly bytes: Buffer;
}

/** A server on a port of its own: light-my-request, behind Fastify's `inject`, cannot be loaded by Jest. */
export function startTestServer(
  options: Partial<HttpOptions> = {},
  engine: TestEngine = new TestEngine(),
  listening: Pick<HttpListenersParts, 'protection' | 'limits'> = {},
): Promise<TestServer> {
  return serve(engine, options, listening);
}

/** The same over any engine. */
export async function serve<E extends Engine>(
  engine: E,
  options: Partial<HttpOptions> = {},
  listening: Pick<HttpListenersParts, 'protection' | 'limits'> = {},
): Promise<TestServer<E>> {
  const build = { branch: '', goarch: '', goos: '', goversion: '', revision: '', tags: '', version: '' };
  const features = { receiverName: false, alertNames: false, groupKey: false };
  const metrics = createMetrics({ features, isClusterOn: false, build });
  const logger = new TestLogger();
  const app = await createHttpApp(engine, metrics, logger, {
    routePrefix: '',
    getConcurrencyMax: 8,
    timeoutMs: 0,
    uiFolder: '',
    bodyBytesMax: 1_000_000,
    ...options,
  });
  const listeners = new HttpListeners({ handler: app.getHttpAdapter().getInstance(), logger, ...listening });
  const address = await listeners.listen({ host: '127.0.0.1', port: 0 });
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const { port } = address;
  const agent = new Agent({ keepAlive: true });
  return {
    engine,
    logger,
    port,
    request: (request) => send(port, agent, request),
    get: (url, headers = {}) => send(port, agent, { method: 'GET', url, headers }),
    post: (url, body) =>
      send(port, agent, {
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    metrics: () => metrics.render('text'),
    close: (graceMs) => closeHttpApp(app, listeners, graceMs),
  };
}

/** Sends the path as it is; `fetch` would put it right first. */
function send(port: number, agent: Agent, { method, url, headers = {}, body }: TestRequest): Promise<TestAnswer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const options = { host: '127.0.0.1', port, agent, method, path: url, headers: { ...length, ...headers } };
    const request = http.request(options, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('error', reject);
      answer.on('end', () => {
        const bytes = Buffer.concat(pieces);
        resolve({ statusCode: answer.statusCode ?? 0, headers: answer.headers, body: bytes.toString('utf8'), bytes });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

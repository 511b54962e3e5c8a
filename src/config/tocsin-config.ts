import { readFile } from 'node:fs/promises';
import { Issues } from '../schema/issues.js';
import { boolean, type Infer, integer } from '../schema/shape.js';
import { type Complain, defaultsOf, field, struct } from '../schema/struct.js';
import { isNull } from '../schema/yaml-scalar.js';
import { readYaml } from '../schema/yaml-tree.js';
import { ConfigError } from './config-error.js';

const deliveries = struct(
  'deliveries',
  {
    /** Attempts at a time for each integration. */
    concurrency: field('concurrency', integer, 8),
    /** Deliveries that may wait for an attempt. */
    waitingMax: field('waiting_max', integer, 100_000),
  },
  (value, complain) => positive(value, complain),
);

const api = struct(
  'api',
  {
    /** The largest request body, after decompression too. */
    bodyBytesMax: field('body_bytes_max', integer, 64 * 1024 * 1024),
  },
  (value, complain) => positive(value, complain),
);

const reload = struct('reload', {
  /** Groups whose route did not change keep their timers; by default all timers begin anew, as in Alertmanager. */
  keepTimers: field('keep_timers', boolean, false),
});

const limits = struct(
  'limits',
  {
    /** Aggregation groups that there may be at once. */
    groupsMax: field('groups_max', integer, 1_000_000),
    /** Flush records that are kept to say why somebody was told, or not. */
    flushRecordsMax: field('flush_records_max', integer, 10_000),
  },
  (value, complain) => positive(value, complain),
);

const NOWHERE = { issues: new Issues(), path: '' };

/** `tocsin.yml`: what Alertmanager does not have. Every key has a default, and so does the whole file. */
const tocsinConfig = struct('tocsin.yml', {
  deliveries: field('deliveries', deliveries, defaultsOf(deliveries, NOWHERE)),
  api: field('api', api, defaultsOf(api, NOWHERE)),
  reload: field('reload', reload, defaultsOf(reload, NOWHERE)),
  limits: field('limits', limits, defaultsOf(limits, NOWHERE)),
});

export type TocsinConfig = Infer<typeof tocsinConfig>;

/**
 * Reads `tocsin.yml`.
 *
 * @param file undefined: the defaults hold
 * @throws {ConfigError} when it is not valid
 * @throws {Error} when it cannot be read
 */
export async function loadTocsinConfig(file: string | undefined): Promise<TocsinConfig> {
  if (file === undefined) return defaultsOf(tocsinConfig, NOWHERE);
  const issues = new Issues();
  const yaml = readYaml(await readFile(file, 'utf8'), issues);
  if (issues.isEmpty && (yaml === undefined || isNull(yaml))) return defaultsOf(tocsinConfig, NOWHERE);
  const config = yaml && tocsinConfig.decode(yaml, { issues, path: '' });
  if (config === undefined || !issues.isEmpty) throw new ConfigError(file, issues);
  return config;
}

function positive(numbers: Readonly<Record<string, number>>, complain: Complain): void {
  for (const [name, value] of Object.entries(numbers)) {
    if (value <= 0) complain(`${name} has to be a number above 0, got ${value}`);
  }
}

import { readFile } from 'node:fs/promises';
import { HttpClient } from '../../src/httpclient/http-client.js';
import type { ReceiverDeps } from '../../src/receivers/receiver-deps.js';
import { Issues } from '../../src/schema/issues.js';
import type { Shape } from '../../src/schema/shape.js';
import { readYaml } from '../../src/schema/yaml-tree.js';
import { NOW_MS, TEMPLATES } from './notification.js';

const read = (path: string) => readFile(path, 'utf8');

/** What notifiers are built with, over real sockets. */
export const DEPS: ReceiverDeps = {
  templates: TEMPLATES,
  read,
  hostname: 'tocsin.test',
  httpClient: (config) =>
    new HttpClient(config, { read, userAgent: 'Alertmanager/0.34.0', nowMs: () => NOW_MS, environment: {} }),
};

/** Reads a configuration from YAML. */
export function configOf<T>(shape: Shape<T>, yaml: string): T {
  const issues = new Issues();
  const value = readYaml(yaml, issues);
  const config = value && shape.decode(value, { issues, path: '' });
  if (config === undefined) throw new Error(issues.describe('test.yml'));
  return config;
}

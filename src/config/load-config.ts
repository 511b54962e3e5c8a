import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Issues } from '../schema/issues.js';
import { isNull } from '../schema/yaml-scalar.js';
import { readYaml } from '../schema/yaml-tree.js';
import type { Config } from './config.js';
import { ConfigError } from './config-error.js';
import { type ConfigYaml, configShape } from './config-yaml.js';
import type { MatcherReading } from './matchers-yaml.js';
import { printYaml } from './print-config.js';
import { resolveConfig } from './resolve-config.js';
import { readTemplateFiles, type TemplateFile } from './template-files.js';

/** A configuration that was read from a file. */
export interface LoadedConfig {
  readonly config: Config;
  /** Printed back: defaults filled in, secrets masked. What the status API shows. */
  readonly original: string;
  /** `alertmanager_config_hash`. */
  readonly hash: number;
  /** The files that the `templates` globs name. */
  readonly templates: readonly TemplateFile[];
}

/**
 * Reads `alertmanager.yml` and the template files that it names.
 *
 * @throws {ConfigError} when the file is not a valid configuration
 * @throws {Error} when a file cannot be read
 */
export async function loadConfig(file: string, reading: MatcherReading): Promise<LoadedConfig> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new Error(`cannot read the configuration file: ${error.message}`, { cause: error });
  });
  const { config, original } = parseConfig(text, reading, { file, folder: dirname(file) });
  return { config, original, hash: configHash(text), templates: await templatesOf(config) };
}

async function templatesOf({ templates }: Config): Promise<TemplateFile[]> {
  try {
    return await readTemplateFiles(templates);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`cannot read the templates ${templates.join(', ')}: ${reason}`, { cause: error });
  }
}

/** A configuration that was read from a text. */
export interface ParsedConfig {
  readonly config: Config;
  /** Printed back, as in `LoadedConfig`. */
  readonly original: string;
  /** As it is written, with where everything stands. */
  readonly written: ConfigYaml;
}

/**
 * Reads a configuration from a text.
 *
 * @param where how messages name the file, and the folder that relative paths start from
 * @throws {ConfigError}
 */
export function parseConfig(
  text: string,
  reading: MatcherReading,
  where: { readonly file: string; readonly folder: string },
): ParsedConfig {
  const issues = new Issues();
  const shape = configShape(reading);
  const yaml = readYaml(text, issues);
  if (issues.isEmpty && (yaml === undefined || isNull(yaml))) {
    issues.add({ line: 1, column: 1 }, 'no route provided in config');
  }
  const written = yaml && issues.isEmpty ? shape.decode(yaml, { issues, path: '' }) : undefined;
  const resolved = written && issues.isEmpty ? resolveConfig(written, where.folder, issues) : undefined;
  if (written === undefined || resolved === undefined || !issues.isEmpty) throw new ConfigError(where.file, issues);
  return { config: resolved.config, original: printYaml(shape.print(resolved.yaml)), written };
}

/** The first six bytes of the MD5 of the file, read as a little-endian number (Alertmanager, config.Coordinator). */
function configHash(text: string): number {
  return createHash('md5').update(text).digest().readUIntLE(0, 6);
}

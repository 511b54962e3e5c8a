import { basename, dirname, join } from 'node:path';
import type { Advice } from '../../config/advice/advice.js';
import type { Config } from '../../config/config.js';
import type { ParsedConfig } from '../../config/load-config.js';
import type { CommandContext } from '../command-context.js';
import type { World } from '../world.js';

/** How amtool names what it reads from stdin. */
export const STDIN = '/dev/stdin';

/** What a configuration file holds, or what is wrong with it. */
export type CheckedFile =
  | {
      readonly kind: 'alertmanager';
      readonly file: string;
      readonly parsed: ParsedConfig;
      readonly templates: TemplateCheck;
    }
  | { readonly kind: 'tocsin'; readonly file: string }
  | { readonly kind: 'wrong'; readonly file: string; readonly message: string; readonly issues: readonly Issue[] };

/** Something to mend; without a place where the file could not be read at all. */
export interface Issue {
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** Whether the templates that a file names can be loaded; nothing where it names none. */
export type TemplateCheck = { readonly isLoaded: boolean; readonly problem?: string };

/**
 * Checks a file as the server does when it loads it.
 *
 * @param bound where it is a `tocsin.yml`: the configurations whose receivers it names
 */
export async function checkFile(
  file: string,
  { world, reading }: CommandContext,
  bound: readonly Config[] = [],
): Promise<CheckedFile> {
  const [{ parseConfig }, { ConfigError }] = await Promise.all([
    import('../../config/load-config.js'),
    import('../../config/config-error.js'),
  ]);
  try {
    const text = file === STDIN ? await world.input.read() : world.files.readText(file);
    if (isTocsinConfig(file)) {
      const { parseTocsinConfig } = await import('../../config/tocsin-config.js');
      const { bindReceivers } = await import('../../config/bind-receivers.js');
      const { receivers } = parseTocsinConfig(text, file, world.environment);
      for (const config of bound) bindReceivers(config, receivers, file);
      return { kind: 'tocsin', file };
    }
    const parsed = parseConfig(text, reading, { file, folder: dirname(file) });
    return { kind: 'alertmanager', file, parsed, templates: await checkTemplates(parsed.config.templates, world) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!(error instanceof ConfigError)) return { kind: 'wrong', file, message, issues: [{ message }] };
    const issues = error.issues.map(({ position, message: what }) => ({ ...position, message: what }));
    return { kind: 'wrong', file, message, issues };
  }
}

export function isTocsinConfig(file: string): boolean {
  return basename(file) === 'tocsin.yml';
}

/** @returns undefined where there is none */
export function tocsinConfigBeside(file: string, { files }: World): string | undefined {
  const beside = join(dirname(file), 'tocsin.yml');
  if (file === STDIN || file === beside) return undefined;
  try {
    files.readText(beside);
    return beside;
  } catch {
    return undefined;
  }
}

export async function adviceOn(checked: CheckedFile, retentionMs: number): Promise<readonly Advice[]> {
  if (checked.kind !== 'alertmanager') return [];
  const { adviseOn } = await import('../../config/advice/advise-on.js');
  return adviseOn(checked.parsed.written, { retentionMs });
}

/** How many things are wrong: the file, or its templates. */
export function failuresOf(checked: CheckedFile): 0 | 1 {
  if (checked.kind === 'wrong') return 1;
  return checked.kind === 'alertmanager' && checked.templates.problem !== undefined ? 1 : 0;
}

/** As amtool prints it. */
export function describeChecked(checked: CheckedFile): string {
  const head = `Checking '${checked.file}'`;
  if (checked.kind === 'wrong') return `${head}  FAILED: ${checked.message}\n\n`;
  if (checked.kind === 'tocsin') return `${head}  SUCCESS\n\n`;
  const { inhibitRules, receivers, templates } = checked.parsed.config;
  const { isLoaded, problem } = checked.templates;
  return [
    `${head}  SUCCESS`,
    'Found:',
    ' - global config',
    ' - route',
    ` - ${inhibitRules.length} inhibit rules`,
    ` - ${receivers.length} receivers`,
    ` - ${templates.length} templates`,
    ...(isLoaded ? [problem === undefined ? '  SUCCESS' : `  FAILED: ${problem}`] : []),
    '',
    '',
  ].join('\n');
}

async function checkTemplates(globs: readonly string[], world: World): Promise<TemplateCheck> {
  if (globs.length === 0) return { isLoaded: false };
  const { openTemplates } = await import('./template/open-templates.js');
  try {
    await openTemplates(globs, world);
    return { isLoaded: true };
  } catch (error) {
    return { isLoaded: true, problem: error instanceof Error ? error.message : String(error) };
  }
}

import type { Advice } from '../../config/advice/advice.js';
import type { Config } from '../../config/config.js';
import type { CommandContext } from '../command-context.js';
import type { Command } from '../command-line/command.js';
import { onOff, strictDuration } from '../command-line/flag.js';
import { checkConfig, filesToCheck } from './check-config.js';
import type { CheckedFile } from './check-file.js';

const JSON_OUTPUT = onOff('json', 'Print the result as JSON, for machines.');
const FAIL_ON_ADVICE = onOff('fail-on-advice', 'Exit with 2 where a file is valid and there is advice on it.');
const RETENTION = strictDuration('data.retention', "The server's, which repeat_interval is held against.", '120h');

/** Exit code of a run that found valid files, and advice on them. */
const ADVICE = 2;

interface Result {
  readonly checked: CheckedFile;
  readonly advice: readonly Advice[];
}

/** The same as amtool's, and advice on what will hardly do what was meant; and a `tocsin.yml` beside a file. */
export const checkConfigWithAdvice: Command = {
  ...checkConfig,
  help: `${checkConfig.help}

A tocsin.yml beside a file is checked with it. Of a valid file it is told what will hardly do what was meant: routes that \
no alert can reach, names that nobody uses, intervals that will not be kept. That is advice, and no failure.

The exit code is 1 where a file is not valid.`,
  flags: [JSON_OUTPUT, FAIL_ON_ADVICE, RETENTION],
  async run(context) {
    const { describeChecked, failuresOf } = await import('./check-file.js');
    const isJson = context.values.get(JSON_OUTPUT);
    const results: Result[] = [];
    for await (const result of resultsOf(context)) {
      results.push(result);
      if (!isJson) context.world.out(describeChecked(result.checked) + describeAdvice(result));
    }
    if (isJson) context.world.out(`${JSON.stringify(results.map(resultJson), null, 2)}\n`);
    const failed = results.filter(({ checked }) => failuresOf(checked) > 0).length;
    if (failed > 0) throw new Error(`failed to validate ${failed} file(s)`);
    const hasAdvice = results.some(({ advice }) => advice.length > 0);
    return hasAdvice && context.values.get(FAIL_ON_ADVICE) ? ADVICE : 0;
  },
};

/** The files that were asked for, and then each `tocsin.yml` beside one, held against it. */
async function* resultsOf(context: CommandContext): AsyncGenerator<Result> {
  const { adviceOn, checkFile, isTocsinConfig, tocsinConfigBeside } = await import('./check-file.js');
  const retentionMs = context.values.get(RETENTION);
  const asked = await filesToCheck(context);
  const bound = new Map<string, Config[]>(asked.filter(isTocsinConfig).map((file) => [file, []]));
  for (const file of new Set(asked.filter((each) => !isTocsinConfig(each)))) {
    const checked = await checkFile(file, context);
    yield { checked, advice: await adviceOn(checked, retentionMs) };
    const beside = tocsinConfigBeside(file, context.world);
    if (beside === undefined) continue;
    const configs = bound.get(beside) ?? [];
    if (checked.kind === 'alertmanager') configs.push(checked.parsed.config);
    bound.set(beside, configs);
  }
  for (const [file, configs] of bound) yield { checked: await checkFile(file, context, configs), advice: [] };
}

function describeAdvice({ checked: { file }, advice }: Result): string {
  if (advice.length === 0) return '';
  const lines = advice.map(
    ({ position: { line, column }, path, message }) => ` - ${file}:${line}:${column}: ${path}: ${message}`,
  );
  return `Advice:\n${lines.join('\n')}\n\n`;
}

function resultJson({ checked, advice }: Result): object {
  const { file, kind } = checked;
  const told = advice.map(({ position, ...rest }) => ({ ...position, ...rest }));
  if (kind === 'wrong') return { file, valid: false, errors: checked.issues, advice: told };
  if (kind === 'tocsin') return { file, valid: true, errors: [], advice: told };
  const { inhibitRules, receivers, templates } = checked.parsed.config;
  const { problem } = checked.templates;
  return {
    file,
    valid: problem === undefined,
    errors: problem === undefined ? [] : [{ message: problem }],
    found: { inhibit_rules: inhibitRules.length, receivers: receivers.length, templates: templates.length },
    advice: told,
  };
}

import type { Flag } from './flag.js';

const WIDTH = 80;
const HELP_COLUMN = 31;

/** The usage text in Kingpin's layout. */
export function flagHelp(program: string, flags: readonly Flag<unknown>[]): string {
  const lines = [
    ...entry('  -h, --help', 'Show this text.'),
    ...flags.flatMap((flag) => entry(`      --${synopsis(flag)}`, flag.help)),
    ...entry('      --version', 'Show what version this is.'),
  ];
  return `usage: ${program} [<flags>]\n\nFlags:\n${lines.join('\n')}\n`;
}

function synopsis({ name, isSwitch, placeholder }: Flag<unknown>): string {
  return isSwitch ? `[no-]${name}` : `${name}=${placeholder}`;
}

/** The flag, and beside it or below it what it is for. */
function entry(left: string, help: string): string[] {
  const lines = wrap(help).map((line) => ' '.repeat(HELP_COLUMN) + line);
  const [first = '', ...rest] = lines;
  if (left.length > HELP_COLUMN - 2) return [left, ...lines];
  return [left + first.slice(left.length), ...rest];
}

function wrap(help: string): string[] {
  const lines: string[] = [];
  for (const word of help.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > WIDTH - HELP_COLUMN) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

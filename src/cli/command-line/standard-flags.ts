import { type Flag, onOff } from './flag.js';

/** The flags that Kingpin gives every program. */
export const HELP = {
  ...onOff('help', 'Show what this command is for (--help-long and --help-man tell about all of them).'),
  short: 'h',
};
export const HELP_LONG = hidden('help-long', 'Show the help of every command.');
export const HELP_MAN = hidden('help-man', 'Write a manual page.');
export const COMPLETION_BASH = hidden('completion-bash', 'Show what may follow the arguments.');
export const COMPLETION_SCRIPT_BASH = hidden('completion-script-bash', 'Write a completion script for bash.');
export const COMPLETION_SCRIPT_ZSH = hidden('completion-script-zsh', 'Write a completion script for zsh.');
export const VERSION = onOff('version', 'Show what version this is.');

/** In the order in which the help shows them; the version comes after the program's own. */
export const STANDARD_FLAGS: readonly Flag<unknown>[] = [
  HELP,
  HELP_LONG,
  HELP_MAN,
  COMPLETION_BASH,
  COMPLETION_SCRIPT_BASH,
  COMPLETION_SCRIPT_ZSH,
];

function hidden(name: string, help: string) {
  return { ...onOff(name, help), isHidden: true };
}

import type { Command } from './command.js';
import { type Flag, onOff, text, texts } from './flag.js';
import { parseCommandLine } from './parse-command-line.js';
import { many, maybeFile } from './positional.js';

const VERBOSE = { ...onOff('verbose', ''), short: 'v' };
const OUTPUT: Flag<string> = { ...text('output', ''), short: 'o' };
const ACTIVE = { ...onOff('active', ''), short: 'a' };
const RECEIVER: Flag<string> = { ...text('receiver', ''), short: 'r' };

const PROGRAM: Command = {
  name: 'tool',
  help: '',
  flags: [VERBOSE, OUTPUT],
  commands: [
    {
      name: 'alert',
      help: '',
      commands: [
        { name: 'query', help: '', isDefault: true, flags: [ACTIVE, RECEIVER], positionals: [many('matchers', '')] },
        { name: 'add', help: '', flags: [texts('annotation', '', [])], positionals: [many('labels', '')] },
      ],
    },
    { name: 'import', help: '', positionals: [maybeFile('file', '')] },
    { name: 'template', help: '', commands: [{ name: 'render', help: '' }] },
  ],
};

const FILES: Readonly<Record<string, string>> = { args: 'alert\n# no\n\n--receiver\na b\n' };

/** `alert query -a=true x`: what the line was found to say. */
function parse(argv: readonly string[], ignoreDefaults = false): string {
  const readFile = (path: string) => {
    const found = FILES[path];
    if (found === undefined) throw new Error(`open ${path}: no such file or directory`);
    return found;
  };
  const { elements, error } = parseCommandLine(PROGRAM, argv, { readFile, ignoreDefaults });
  const said = elements.map((element) => {
    if (element.kind === 'command') return element.command.name;
    return element.kind === 'flag' ? `${element.flag.name}=${element.value}` : `<${element.value}>`;
  });
  return [...said, ...(error === undefined ? [] : [`! ${error}`])].join(' ');
}

describe('parseCommandLine', () => {
  it.each`
    line                                           | said
    ${''}                                          | ${''}
    ${'alert'}                                     | ${'alert query'}
    ${'alert x y'}                                 | ${'alert query <x> <y>'}
    ${'alert query x'}                             | ${'alert query <x>'}
    ${'alert -a'}                                  | ${'alert query active=true'}
    ${'alert --no-active x'}                       | ${'alert query active=false <x>'}
    ${'alert x -va y --output json'}               | ${'alert query <x> verbose=true active=true <y> output=json'}
    ${'-ojson alert'}                              | ${'output=json alert query'}
    ${'alert query -rteam'}                        | ${'alert query receiver=team'}
    ${'alert query -arteam'}                       | ${'alert query active=true receiver=team'}
    ${'alert query -a -- -r --x'}                  | ${'alert query active=true <-r> <--x>'}
    ${'alert add --annotation a --annotation=b c'} | ${'alert add annotation=a annotation=b <c>'}
    ${'alert --output= x'}                         | ${'alert output= query <x>'}
    ${'@args'}                                     | ${'alert query receiver=a b'}
    ${'alert query @@x'}                           | ${'alert query ! failed to open arguments file "@x": open @x: no such file or directory'}
    ${'@'}                                         | ${'! expected @ file to expand arguments from'}
    ${'import a'}                                  | ${'import <a>'}
    ${'template'}                                  | ${'template'}
    ${'import a b'}                                | ${'import <a> ! unexpected b'}
    ${'nope'}                                      | ${'! expected command but got "nope"'}
    ${'template nope'}                             | ${'template ! expected command but got "nope"'}
    ${'--nope'}                                    | ${"! unknown long flag '--nope'"}
    ${'-x'}                                        | ${"! unknown short flag '-x'"}
    ${'alert -x'}                                  | ${"alert query ! unknown short flag '-x'"}
    ${'--no-output'}                               | ${"! unknown long flag '--no-output'"}
    ${'alert --output'}                            | ${"alert ! expected argument for flag '--output'"}
    ${'alert --output -v'}                         | ${"alert ! expected argument for flag '--output'"}
    ${'--verbose=true'}                            | ${'verbose=true ! expected command but got "true"'}
  `('reads "$line"', ({ line, said }) => {
    expect(parse(line === '' ? [] : line.split(' '))).toBe(said);
  });

  it('leaves default commands out for help', () => {
    expect(parse(['alert', '-v'], true)).toBe('alert verbose=true');
    expect(parse(['alert', 'x'], true)).toBe('alert ! expected command but got "x"');
  });
});

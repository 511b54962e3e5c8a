import type { CommandNode, PipeNode } from '../engine/ast.js';
import type { EscaperName } from './value-escapers.js';

/** Joins the arguments of `{{ html a b }}` to the one text that the escapers behind it expect. */
export const evalArgsName = '_eval_args_';

/** The pipeline with the escapers at its end, but for those that its own last command makes superfluous. */
export function withEscapers(pipe: PipeNode, escapers: readonly EscaperName[]): PipeNode {
  const predefined = functionName(pipe.commands.at(-1));
  if (!isPredefined(predefined)) {
    return { ...pipe, commands: append(pipe, pipe.commands, escapers) };
  }
  const own = separateArguments(pipe, predefined);
  const names = escapers.map((name) => (equivalent(name) === predefined ? predefined : name));
  return { ...pipe, commands: append(pipe, names.includes(predefined) ? own.slice(0, -1) : own, names) };
}

/** `html a b` becomes `_eval_args_ a b | html`, so that escapers can stand between the two. */
function separateArguments(pipe: PipeNode, predefined: string): readonly CommandNode[] {
  const [command, ...others] = pipe.commands;
  const [identifier, ...operands] = command?.args ?? [];
  if (command === undefined || identifier?.kind !== 'identifier' || others.length > 0 || operands.length === 0) {
    return pipe.commands;
  }
  const evalArgs: CommandNode = { ...command, args: [{ ...identifier, ident: evalArgsName }, ...operands] };
  return [evalArgs, call(pipe, predefined)];
}

function append(pipe: PipeNode, own: readonly CommandNode[], names: readonly string[]): CommandNode[] {
  const present = new Set(own.map((command) => equivalent(functionName(command))));
  const commands = [...own];
  for (const name of names) {
    const last = functionName(commands.at(-1));
    if (!present.has(equivalent(name)) && !superfluousBehind.get(last)?.includes(name)) {
      commands.push(call(pipe, name));
    }
  }
  return commands;
}

function call(pipe: PipeNode, name: string): CommandNode {
  const place = { pos: pipe.pos, tree: pipe.tree };
  return { kind: 'command', ...place, args: [{ kind: 'identifier', ...place, ident: name }] };
}

/** The function that a command calls; empty where it calls none by name. */
export function functionName(command: CommandNode | undefined): string {
  const operator = command?.args[0];
  return operator?.kind === 'identifier' ? operator.ident : '';
}

export function isPredefined(name: string): boolean {
  return name === 'html' || name === 'urlquery';
}

/** The predefined escaper that makes a value as safe as this one does, or its own name. */
function equivalent(name: string): string {
  return predefinedTwins.get(name) ?? name;
}

const predefinedTwins: ReadonlyMap<string, string> = new Map([
  ['_html_template_attrescaper', 'html'],
  ['_html_template_htmlescaper', 'html'],
  ['_html_template_rcdataescaper', 'html'],
  ['_html_template_urlescaper', 'urlquery'],
  ['_html_template_urlnormalizer', 'urlquery'],
]);

/** Escapers that change nothing in what another one returns. */
const superfluousBehind: ReadonlyMap<string, readonly string[]> = new Map([
  ['_html_template_commentescaper', ['_html_template_attrescaper', '_html_template_htmlescaper']],
  ['_html_template_cssescaper', ['_html_template_attrescaper']],
  ['_html_template_jsregexpescaper', ['_html_template_attrescaper']],
  ['_html_template_jsstrescaper', ['_html_template_attrescaper']],
  ['_html_template_jstmpllitescaper', ['_html_template_attrescaper']],
  ['_html_template_urlescaper', ['_html_template_urlnormalizer']],
]);

import type {
  AnyNode,
  ChainNode,
  CommandNode,
  FieldNode,
  IdentifierNode,
  NumberNode,
  OperandNode,
  PipeNode,
  VariableNode,
} from './ast.js';
import { callProblem } from './call-problem.js';
import { convertArgument, nilOf } from './convert-argument.js';
import { TEXT_LENGTH_MAX } from './fmt/output.js';
import { GoBoundError, GoError, type GoFunction } from './go-function.js';
import { ANY, canBeNil, type GoType, REFLECT_VALUE } from './go-type.js';
import {
  GoComplex,
  GoInterface,
  GoMap,
  GoPointer,
  GoStruct,
  type GoValue,
  indirect,
  isTrue,
  typeOf,
  unwrap,
  zeroOf,
} from './go-value.js';
import { literalOfType } from './literal.js';
import { nodeText } from './node-text.js';
import type { Scope } from './scope.js';

/** What stands for "no value comes down the pipeline", which nil is not. */
const MISSING = Symbol('missing');
type Final = GoValue | typeof MISSING;

/** What an evaluator needs of the execution that it works for. */
export interface EvaluatorHost {
  /** The node that an error would name. */
  node: AnyNode | undefined;
  readonly scope: Scope;
  fail(message: string): never;
  /** Counts a step; called for everything that nests. Must be followed by `leave`. */
  enter(): void;
  leave(): void;
  /** Counts the work that large arguments are. */
  spend(args: readonly GoValue[], weight: number): void;
  findFunction(name: string): GoFunction | undefined;
  isBuiltin(name: string): boolean;
  stop(message: string): never;
}

/** Evaluates pipelines, commands and operands, as Go's exec package does: the same rules, and the same places in errors. */
export class Evaluator {
  constructor(private readonly host: EvaluatorHost) {}

  /** @returns the value; what an interface holds is taken out of it. Declared variables are left in the scope. */
  pipeline(dot: GoValue, pipe: PipeNode | undefined): GoValue {
    if (pipe === undefined) return undefined;
    this.host.node = pipe;
    this.host.enter();
    let value: Final = MISSING;
    for (const command of pipe.commands) value = unwrap(this.#command(dot, command, value));
    const result = value === MISSING ? undefined : value;
    for (const variable of pipe.decl) {
      const name = variable.ident[0] ?? '$';
      if (pipe.isAssign) this.assign(name, result);
      else this.host.scope.push(name, result);
    }
    this.host.leave();
    return result;
  }

  assign(name: string, value: GoValue): void {
    const at = this.host.scope.find(name);
    if (at < 0) this.host.fail(`undefined variable: ${name}`);
    this.host.scope.set(at, value);
  }

  #command(dot: GoValue, command: CommandNode, final: Final): GoValue {
    const [first] = command.args;
    if (first === undefined) return this.host.fail('empty command');
    switch (first.kind) {
      case 'field':
        return this.#field(dot, first, command.args, final);
      case 'chain':
        return this.#chain(dot, first, command.args, final);
      case 'identifier':
        return this.#function(dot, first, command, command.args, final);
      case 'variable':
        return this.#variable(dot, first, command.args, final);
      case 'pipe':
        this.#refuseArguments(first, command.args, final);
        return this.pipeline(dot, first);
    }
    this.host.node = first;
    this.#refuseArguments(first, command.args, final);
    switch (first.kind) {
      case 'bool':
        return first.value;
      case 'dot':
        return dot;
      case 'nil':
        return this.host.fail('nil is not a command');
      case 'number':
        return this.#constant(first);
      case 'string':
        return first.text;
    }
  }

  #refuseArguments(first: OperandNode, args: readonly OperandNode[], final: Final): void {
    if (args.length > 1 || final !== MISSING) this.host.fail(`can't give argument to non-function ${nodeText(first)}`);
  }

  /** A number where no type is asked for: the way it is written decides. */
  #constant(node: NumberNode): GoValue {
    this.host.node = node;
    if (node.isComplex) return new GoComplex(node.complex128.re, node.complex128.im);
    const isInteger = /^0[xX][^pP]*$|^'/.test(node.text);
    if (node.isFloat && !isInteger && /[.eEpP]/.test(node.text)) return node.float64;
    if (node.isInt) return node.int64;
    return this.host.fail(`${node.text} overflows int`);
  }

  #field(dot: GoValue, node: FieldNode, args: readonly OperandNode[] | undefined, final: Final): GoValue {
    this.host.node = node;
    return this.#fieldChain(dot, dot, node, node.ident, 0, args, final);
  }

  #chain(dot: GoValue, node: ChainNode, args: readonly OperandNode[] | undefined, final: Final): GoValue {
    this.host.node = node;
    if (node.node.kind === 'nil') this.host.fail(`indirection through explicit nil in ${nodeText(node)}`);
    const receiver = this.#argument(dot, undefined, node.node);
    return this.#fieldChain(dot, receiver, node, node.field, 0, args, final);
  }

  #variable(dot: GoValue, node: VariableNode, args: readonly OperandNode[] | undefined, final: Final): GoValue {
    this.host.node = node;
    const name = node.ident[0] ?? '$';
    const at = this.host.scope.find(name);
    if (at < 0) this.host.fail(`undefined variable: ${name}`);
    const value = this.host.scope.at(at);
    if (node.ident.length > 1) return this.#fieldChain(dot, value, node, node.ident, 1, args, final);
    this.#refuseArguments(node, args ?? [], final);
    return value;
  }

  /** `.X.Y.Z args`: the last of them gets the arguments, if it is a method. */
  #fieldChain(
    dot: GoValue,
    start: GoValue,
    node: AnyNode,
    names: readonly string[],
    from: number,
    args: readonly OperandNode[] | undefined,
    final: Final,
  ): GoValue {
    let receiver = start;
    const last = names.length - 1;
    for (let at = from; at < last; at++) {
      receiver = this.#fieldOf(dot, names[at] ?? '', node, undefined, MISSING, receiver);
    }
    return this.#fieldOf(dot, names[last] ?? '', node, args, final, receiver);
  }

  /** A method's result, a struct's field or a map's element. A key that a map lacks gives the zero of its elements. */
  #fieldOf(
    dot: GoValue,
    name: string,
    node: AnyNode,
    args: readonly OperandNode[] | undefined,
    final: Final,
    receiver: GoValue,
  ): GoValue {
    if (receiver === undefined) return undefined;
    const type = typeOf(receiver);
    const { value, isNil } = indirect(receiver);
    if (value === undefined) return undefined;
    if (isNil && value instanceof GoInterface) this.host.fail(`nil pointer evaluating ${type.name}.${name}`);
    const method = typeOf(value).methods.get(name);
    if (method !== undefined) {
      const bound: GoFunction = { ...method, call: (values) => method.call(value, values) };
      return this.#call(dot, bound, false, node, name, args, final);
    }
    const hasArguments = (args !== undefined && args.length > 1) || final !== MISSING;
    if (value instanceof GoStruct) {
      const at = value.type.fieldAt.get(name);
      if (at !== undefined) {
        if (!isExported(name)) this.host.fail(`${name} is an unexported field of struct type ${type.name}`);
        if (hasArguments) this.host.fail(`${name} has arguments but cannot be invoked as function`);
        return value.fields[at];
      }
    } else if (value instanceof GoMap) {
      if (hasArguments) this.host.fail(`${name} is not a method but has arguments`);
      return value.get(name) ?? zeroOf(value.type.elem ?? ANY);
    } else if (value instanceof GoPointer && isNil && value.type.elem?.fieldAt.has(name) === true) {
      this.host.fail(`nil pointer evaluating ${type.name}.${name}`);
    }
    return this.host.fail(`can't evaluate field ${name} in type ${type.name}`);
  }

  #function(
    dot: GoValue,
    node: IdentifierNode,
    command: AnyNode,
    args: readonly OperandNode[] | undefined,
    final: Final,
  ): GoValue {
    this.host.node = node;
    const name = node.ident;
    const definition = this.host.findFunction(name);
    if (definition === undefined) return this.host.fail(`"${name}" is not a defined function`);
    return this.#call(dot, definition, this.host.isBuiltin(name), command, name, args, final);
  }

  #call(
    dot: GoValue,
    definition: GoFunction,
    isBuiltin: boolean,
    node: AnyNode,
    name: string,
    words: readonly OperandNode[] | undefined,
    final: Final,
  ): GoValue {
    // The first word is the function itself.
    const args = words?.slice(1) ?? [];
    const problem = callProblem(definition, name, args.length, final !== MISSING);
    if (problem !== undefined) this.host.fail(problem);
    if (isBuiltin && (name === 'and' || name === 'or')) return this.#shortCircuit(dot, name, args, final);
    const values = args.map((arg, at) => this.#argument(dot, paramAt(definition, at), arg));
    if (final !== MISSING) values.push(this.#convert(final, paramAt(definition, args.length)));
    return this.#invoke(definition, node, name, values);
  }

  /** `and` and `or` evaluate only as many arguments as they need. */
  #shortCircuit(dot: GoValue, name: 'and' | 'or', args: readonly OperandNode[], final: Final): GoValue {
    let value: GoValue;
    for (const arg of args) {
      value = this.#argument(dot, REFLECT_VALUE, arg);
      if (isTrue(unwrap(value)) === (name === 'or')) return value;
    }
    return final === MISSING ? value : this.#convert(final, REFLECT_VALUE);
  }

  #invoke(definition: GoFunction, node: AnyNode, name: string, values: readonly GoValue[]): GoValue {
    try {
      this.host.spend(values, definition.weight ?? 1);
      const result = definition.call(values);
      if (typeof result === 'string' && result.length > TEXT_LENGTH_MAX) {
        throw new GoBoundError(`text longer than ${TEXT_LENGTH_MAX} characters`);
      }
      this.host.spend([result], definition.weight ?? 1);
      return result;
    } catch (error) {
      this.host.node = node;
      if (error instanceof GoError) return this.host.fail(`error calling ${name}: ${error.message}`);
      if (error instanceof GoBoundError) return this.host.stop(`${name}: ${error.message}`);
      throw error;
    }
  }

  /** An argument, as the type that the parameter has; without one, as what it is. */
  #argument(dot: GoValue, type: GoType | undefined, node: OperandNode): GoValue {
    this.host.node = node;
    switch (node.kind) {
      case 'dot':
        return this.#convert(dot, type);
      case 'nil':
        if (type !== undefined && canBeNil(type)) return type === REFLECT_VALUE ? undefined : nilOf(type);
        return this.host.fail(`cannot assign nil to ${type?.name ?? 'nil'}`);
      case 'field':
        return this.#convert(this.#field(dot, node, undefined, MISSING), type);
      case 'variable':
        return this.#convert(this.#variable(dot, node, undefined, MISSING), type);
      case 'pipe':
        return this.#convert(this.pipeline(dot, node), type);
      case 'identifier':
        return this.#convert(this.#function(dot, node, node, undefined, MISSING), type);
      case 'chain':
        return this.#convert(this.#chain(dot, node, undefined, MISSING), type);
    }
    if (type === undefined || type === ANY || type === REFLECT_VALUE) {
      if (node.kind === 'number') return this.#constant(node);
      return node.kind === 'string' ? node.text : node.value;
    }
    const literal = literalOfType(node, type);
    return literal.error === undefined ? literal.value : this.host.fail(literal.error);
  }

  /** Takes a value as a parameter of a type, if Go allows it to be assigned. */
  #convert(given: GoValue, type: GoType | undefined): GoValue {
    const converted = convertArgument(given, type);
    return converted.error === undefined ? converted.value : this.host.fail(converted.error);
  }
}

function paramAt(definition: GoFunction, at: number): GoType | undefined {
  const { params } = definition;
  return params[Math.min(at, params.length - 1)];
}

/** The fields of the types there are begin with an ASCII letter. */
function isExported(name: string): boolean {
  const first = name.charCodeAt(0);
  return first >= 0x41 && first <= 0x5a;
}

import { GoBoundError, GoError } from '../go-function.js';
import {
  GoBasic,
  GoComplex,
  GoInterface,
  GoMap,
  type GoObject,
  GoPointer,
  GoSlice,
  GoStruct,
  type GoValue,
  stringOf,
  typeOf,
  unwrap,
} from '../go-value.js';
import { Flags } from './flags.js';
import { formatBool, formatFloatVerb, formatInteger, formatString, hexWithPrefix } from './format-basic.js';
import { Output } from './output.js';

/** Addresses mean nothing here; every pointer that is not nil prints this one. */
const ADDRESS = 0xc000010000n;
/** How deep values may nest; they are trees, but a template can build tall ones. */
const DEPTH_MAX = 500;

/** Prints Go values by verb, as package fmt does. */
export class Printer {
  flags = new Flags();
  readonly out = new Output();
  /** The value that a bad verb is reported with. */
  #arg: GoValue;
  /** While a bad verb is reported, methods are not called. */
  #isErroring = false;

  /** Prints an operand of Print or Printf. */
  printArg(arg: GoValue, verb: string): void {
    const value = unwrap(arg);
    this.#arg = value;
    if (value === undefined) {
      if (verb === 'T' || verb === 'v') this.out.write(this.flags.pad('<nil>'));
      else this.#badVerb(verb);
      return;
    }
    if (verb === 'T') this.out.write(formatString(this.flags, 's', typeOf(value).name) ?? '');
    else if (verb === 'p') this.#printAddress(value, verb);
    else if (!this.#callMethod(value, verb)) this.#printValue(value, verb, 0);
  }

  #printValue(value: GoValue, verb: string, depth: number): void {
    if (depth > DEPTH_MAX) throw new GoBoundError(`value nested deeper than ${DEPTH_MAX} levels`);
    if (depth > 0) {
      this.#arg = unwrap(value);
      if (this.#callMethod(this.#arg, verb)) return;
    }
    switch (typeof value) {
      case 'undefined':
        if (verb === 'v') this.out.write('<nil>');
        else this.#badVerb(verb);
        return;
      case 'object':
        this.#printObject(value, verb, depth);
        return;
      default:
        this.#writeBasic(value, verb, true);
    }
  }

  #printObject(value: GoObject, verb: string, depth: number): void {
    if (value instanceof GoBasic) this.#writeBasic(value.value, verb, !value.type.kind.startsWith('uint'));
    else if (value instanceof GoComplex) this.#printComplex(value, verb);
    else if (value instanceof GoMap) this.#printMap(value, verb, depth);
    else if (value instanceof GoSlice) this.#printSlice(value, verb, depth);
    else if (value instanceof GoInterface) this.#printInterface(value, verb, depth);
    else if (value instanceof GoPointer) this.#printPointer(value, verb, depth);
    else if (value instanceof GoStruct) this.#printStruct(value, verb, depth);
  }

  #writeBasic(value: string | boolean | number | bigint, verb: string, isSigned: boolean): void {
    const text = this.#basic(value, verb, isSigned);
    if (text === undefined) this.#badVerb(verb);
    else this.out.write(text);
  }

  #basic(value: string | boolean | number | bigint, verb: string, isSigned: boolean): string | undefined {
    switch (typeof value) {
      case 'string':
        return formatString(this.flags, verb, value);
      case 'boolean':
        return formatBool(this.flags, verb, value);
      case 'number':
        return formatFloatVerb(this.flags, verb, value);
      default:
        return formatInteger(this.flags, verb, value, isSigned);
    }
  }

  #printComplex(value: GoComplex, verb: string): void {
    const re = formatFloatVerb(this.flags, verb, value.re);
    if (re === undefined) {
      this.#badVerb(verb);
      return;
    }
    const { plus } = this.flags;
    this.flags.plus = true;
    this.out.write(`(${re}${formatFloatVerb(this.flags, verb, value.im)}i)`);
    this.flags.plus = plus;
  }

  #printMap(value: GoMap, verb: string, depth: number): void {
    const { sharpV } = this.flags;
    if (this.#wroteNil(value)) return;
    this.out.write(sharpV ? `${value.type.name}{` : 'map[');
    value.keys.forEach((key, at) => {
      if (at > 0) this.out.write(sharpV ? ', ' : ' ');
      this.#printValue(key, verb, depth + 1);
      this.out.write(':');
      this.#printValue(value.at(at), verb, depth + 1);
    });
    this.out.write(sharpV ? '}' : ']');
  }

  #printSlice(value: GoSlice, verb: string, depth: number): void {
    const { sharpV } = this.flags;
    if (this.#wroteNil(value)) return;
    this.out.write(sharpV ? `${value.type.name}{` : '[');
    value.items.forEach((_, at) => {
      if (at > 0) this.out.write(sharpV ? ', ' : ' ');
      this.#printValue(value.at(at), verb, depth + 1);
    });
    this.out.write(sharpV ? '}' : ']');
  }

  /** In Go syntax, and only there, a nil slice or map is told from an empty one. */
  #wroteNil(value: GoSlice | GoMap): boolean {
    if (!this.flags.sharpV || !value.isNil) return false;
    this.out.write(`${value.type.name}(nil)`);
    return true;
  }

  #printStruct(value: GoStruct, verb: string, depth: number): void {
    const { plusV, sharpV } = this.flags;
    this.out.write(sharpV ? `${value.type.name}{` : '{');
    value.type.fields.forEach((field, at) => {
      if (at > 0) this.out.write(sharpV ? ', ' : ' ');
      if (plusV || sharpV) this.out.write(`${field.name}:`);
      this.#printValue(value.fields[at], verb, depth + 1);
    });
    this.out.write('}');
  }

  #printInterface(value: GoInterface, verb: string, depth: number): void {
    if (value.inner !== undefined) this.#printValue(value.inner, verb, depth + 1);
    else this.out.write(this.flags.sharpV ? `${value.type.name}(nil)` : '<nil>');
  }

  #printPointer(value: GoPointer, verb: string, depth: number): void {
    const { target } = value;
    // Only at the top level, so that a value that contains itself ends.
    if (depth === 0 && target instanceof Object && !(target instanceof GoBasic || target instanceof GoPointer)) {
      this.out.write('&');
      this.#printValue(target, verb, depth + 1);
    } else this.#printAddress(value, verb);
  }

  #printAddress(value: GoValue, verb: string): void {
    const address = addressOf(value);
    if (address === undefined || value === undefined) this.#badVerb(verb);
    else if (verb === 'v' && this.flags.sharpV) {
      const shown = address === 0n ? 'nil' : hexWithPrefix(this.flags, address);
      this.out.write(`(${typeOf(value).name})(${shown})`);
    } else if (verb === 'v' && address === 0n) this.out.write(this.flags.pad('<nil>'));
    else if (verb === 'v' || verb === 'p') {
      this.out.write(
        this.flags.sharp ? (formatInteger(this.flags, 'x', address, false) ?? '') : hexWithPrefix(this.flags, address),
      );
    } else this.#writeBasic(address, verb, false);
  }

  /** Prints a value by its own String or GoString method, if the verb asks for it. */
  #callMethod(value: GoValue, verb: string): boolean {
    if (this.#isErroring || value === undefined || typeof value !== 'object') return false;
    if (verb === 'w') {
      this.#badVerb(verb);
      return true;
    }
    const text = this.#ownText(value, verb);
    if (text === undefined) return false;
    if (this.flags.sharpV) this.out.write(formatString(this.flags, 's', text) ?? '');
    else this.#writeBasic(text, verb, true);
    return true;
  }

  #ownText(value: GoObject, verb: string): string | undefined {
    const { methods } = typeOf(value);
    if (this.flags.sharpV) return callText(value, methods.get('GoString')?.call);
    return 'vsxXq'.includes(verb) ? callText(value, methods.get('String')?.call) : undefined;
  }

  #badVerb(verb: string): void {
    this.#isErroring = true;
    const arg = this.#arg;
    if (arg === undefined) this.out.write(`%!${verb}(<nil>)`);
    else {
      this.out.write(`%!${verb}(${typeOf(arg).name}=`);
      this.printArg(arg, 'v');
      this.out.write(')');
    }
    this.#isErroring = false;
  }
}

function callText(
  receiver: GoValue,
  method: ((receiver: GoValue, args: readonly GoValue[]) => GoValue) | undefined,
): string | undefined {
  if (method === undefined) return undefined;
  // Go prints a nil receiver and goes on.
  if (receiver instanceof GoPointer && receiver.target === undefined) return '<nil>';
  try {
    return stringOf(method(receiver, []));
  } catch (error) {
    if (error instanceof GoError) return `%!v(PANIC=String method: ${error.message})`;
    throw error;
  }
}

function addressOf(value: GoValue): bigint | undefined {
  if (value instanceof GoPointer) return value.target === undefined ? 0n : ADDRESS;
  if (value instanceof GoSlice || value instanceof GoMap) return value.isNil ? 0n : ADDRESS;
  return undefined;
}

import { type GoValue, integerOf, typeOf, unwrap } from '../go-value.js';
import { Flags } from './flags.js';
import { Printer } from './printer.js';

/** A width or precision beyond this is none. */
const NUMBER_MAX = 1_000_000;

/** fmt.Sprintf, with the behaviour of Go 1.19 that Alertmanager's messages were written against. */
export function sprintf(format: string, args: readonly GoValue[]): string {
  const run = new FormatRun(format, args);
  run.run();
  return run.printer.out.text;
}

class FormatRun {
  readonly printer = new Printer();
  #at = 0;
  #argNumber = 0;
  #isReordered = false;
  #isGoodNumber = true;
  #isAfterIndex = false;

  constructor(
    private readonly format: string,
    private readonly args: readonly GoValue[],
  ) {}

  run(): void {
    const { format } = this;
    while (this.#at < format.length) {
      const percent = format.indexOf('%', this.#at);
      this.printer.out.write(percent < 0 ? format.slice(this.#at) : format.slice(this.#at, percent));
      if (percent < 0) break;
      this.#at = percent + 1;
      this.#directive();
    }
    if (!this.#isReordered && this.#argNumber < this.args.length) this.#reportExtra();
  }

  #directive(): void {
    const flags = new Flags();
    this.printer.flags = flags;
    this.#isGoodNumber = true;
    this.#isAfterIndex = false;
    this.#readFlags(flags);
    this.#readIndex();
    this.#readWidth(flags);
    if (this.format[this.#at] === '.' && this.#at + 1 < this.format.length) this.#readPrecision(flags);
    if (!this.#isAfterIndex) this.#readIndex();
    const verb = String.fromCodePoint(this.format.codePointAt(this.#at) ?? 0);
    if (this.#at >= this.format.length) this.printer.out.write('%!(NOVERB)');
    else {
      this.#at += verb.length;
      this.#print(flags, verb);
    }
  }

  #print(flags: Flags, verb: string): void {
    if (verb === '%') this.printer.out.write('%');
    else if (!this.#isGoodNumber) this.printer.out.write(`%!${verb}(BADINDEX)`);
    else if (this.#argNumber >= this.args.length) this.printer.out.write(`%!${verb}(MISSING)`);
    else {
      if (verb === 'v') flags.turnIntoV();
      this.printer.printArg(this.args[this.#argNumber], verb);
      this.#argNumber++;
    }
  }

  #readFlags(flags: Flags): void {
    for (; ; this.#at++) {
      switch (this.format[this.#at]) {
        case '#':
          flags.sharp = true;
          break;
        case '0':
          // Zeros are never put to the right.
          flags.zero = !flags.minus;
          break;
        case '+':
          flags.plus = true;
          break;
        case '-':
          flags.minus = true;
          flags.zero = false;
          break;
        case ' ':
          flags.space = true;
          break;
        default:
          return;
      }
    }
  }

  #readWidth(flags: Flags): void {
    if (this.format[this.#at] === '*') {
      this.#at++;
      const width = this.#integerArgument();
      if (width === undefined) this.printer.out.write('%!(BADWIDTH)');
      else {
        flags.width = Math.abs(width);
        if (width < 0) {
          flags.minus = true;
          flags.zero = false;
        }
      }
      this.#isAfterIndex = false;
      return;
    }
    flags.width = this.#readNumber();
    if (this.#isAfterIndex && flags.width !== undefined) this.#isGoodNumber = false;
  }

  #readPrecision(flags: Flags): void {
    this.#at++;
    if (this.#isAfterIndex) this.#isGoodNumber = false;
    this.#readIndex();
    if (this.format[this.#at] === '*') {
      this.#at++;
      const precision = this.#integerArgument();
      flags.precision = precision === undefined || precision < 0 ? undefined : precision;
      if (flags.precision === undefined) this.printer.out.write('%!(BADPREC)');
      this.#isAfterIndex = false;
    } else flags.precision = this.#readNumber() ?? 0;
  }

  /** `[n]`: the next operand is the n-th. */
  #readIndex(): void {
    this.#isAfterIndex = false;
    if (this.format[this.#at] !== '[') return;
    this.#isReordered = true;
    const close = this.format.indexOf(']', this.#at + 1);
    if (close < 0) {
      this.#at++;
      this.#isGoodNumber = false;
      return;
    }
    const digits = this.format.slice(this.#at + 1, close);
    this.#at = close + 1;
    const index = /^\d+$/.test(digits) && Number(digits) <= NUMBER_MAX * 10 ? Number(digits) - 1 : undefined;
    this.#isAfterIndex = index !== undefined;
    if (index !== undefined && index >= 0 && index < this.args.length) this.#argNumber = index;
    else this.#isGoodNumber = false;
  }

  #readNumber(): number | undefined {
    let value: number | undefined;
    for (; ; this.#at++) {
      const digit = (this.format.charCodeAt(this.#at) || 0) - 48;
      if (digit < 0 || digit > 9) return value;
      if (value !== undefined && value > NUMBER_MAX) {
        // Go gives up on the whole format.
        this.#at = this.format.length;
        return undefined;
      }
      value = (value ?? 0) * 10 + digit;
    }
  }

  #integerArgument(): number | undefined {
    if (this.#argNumber >= this.args.length) return undefined;
    const value = integerOf(unwrap(this.args[this.#argNumber++]));
    const number = value === undefined ? undefined : Number(value);
    return number === undefined || Math.abs(number) > NUMBER_MAX ? undefined : number;
  }

  #reportExtra(): void {
    const { out } = this.printer;
    this.printer.flags = new Flags();
    out.write('%!(EXTRA ');
    for (const [at, arg] of this.args.slice(this.#argNumber).entries()) {
      if (at > 0) out.write(', ');
      const value = unwrap(arg);
      if (value === undefined) out.write('<nil>');
      else {
        out.write(`${typeOf(value).name}=`);
        this.printer.printArg(value, 'v');
      }
    }
    out.write(')');
  }
}

import { daysFromDate, daysInMonth, MONTHS, WEEKDAYS } from './calendar.js';
import type { Moment } from './format-time.js';
import { type LayoutPart, parseLayout } from './layout.js';
import { fixedZone, UTC_ZONE, type Zone } from './zone.js';
import { zoneNameAt } from './zone-name-at.js';

/** A text that does not follow its layout; the message is Go's. */
export class TimeParseError extends Error {
  override readonly name = 'TimeParseError';
}

/**
 * Go's time.ParseInLocation with UTC.
 *
 * @throws {TimeParseError}
 */
export function parseTime(layout: string, text: string): Moment {
  return new TimeParser(layout, text).parse();
}

/** Why a part could not be read: it is malformed, or a number is out of its range. */
type PartError = { readonly outOfRange?: string };

const BAD: PartError = {};

class TimeParser {
  #rest: string;
  #year = 0;
  #month = -1;
  #day = -1;
  #yearDay = -1;
  #hour = 0;
  #minute = 0;
  #second = 0;
  #nanos = 0;
  #isAfternoon: boolean | undefined;
  #zone: Zone | undefined;
  #offset: number | undefined;
  #zoneName = '';

  constructor(
    private readonly layout: string,
    private readonly text: string,
  ) {
    this.#rest = text;
  }

  parse(): Moment {
    const chunks = parseLayout(this.layout);
    chunks.forEach(({ literal, part, source }, at) => {
      if (!this.#skip(literal)) this.#failAs(literal);
      if (part === undefined) return;
      const before = this.#rest;
      const error = this.#read(part, source, chunks[at + 1]?.part);
      if (error?.outOfRange !== undefined) this.#fail(`: ${error.outOfRange} out of range`);
      if (error !== undefined) {
        this.#rest = before;
        this.#failAs(source);
      }
    });
    if (this.#rest !== '') this.#fail(`: extra text: ${quoted(this.#rest)}`);
    return this.#moment();
  }

  #read(part: LayoutPart, source: string, next: LayoutPart | undefined): PartError | undefined {
    switch (part) {
      case '06': {
        const year = this.#digits(/^[+-]?\d+/, 2);
        if (year === undefined) return BAD;
        this.#year = year + (year >= 69 ? 1900 : 2000);
        return undefined;
      }
      case '2006': {
        const year = this.#digits(/^\d{4}/, 4);
        if (year === undefined) return BAD;
        this.#year = year;
        return undefined;
      }
      case 'Jan':
      case 'January':
        this.#month = this.#name(part === 'Jan' ? MONTHS.map((name) => name.slice(0, 3)) : MONTHS) + 1;
        return this.#month === 0 ? BAD : undefined;
      case 'Mon':
      case 'Monday':
        return this.#name(part === 'Mon' ? WEEKDAYS.map((name) => name.slice(0, 3)) : WEEKDAYS) < 0 ? BAD : undefined;
      case '1':
      case '01':
        return this.#number(part === '01', 'month', 1, 12, (value) => {
          this.#month = value;
        });
      case '2':
      case '_2':
      case '02':
        if (part === '_2' && this.#rest.startsWith(' ')) this.#rest = this.#rest.slice(1);
        return this.#number(part === '02', 'day', 0, 99, (value) => {
          this.#day = value;
        });
      case '__2':
      case '002':
        return this.#readYearDay(part === '002');
      case '15':
        return this.#number(false, 'hour', 0, 23, (value) => {
          this.#hour = value;
        });
      case '3':
      case '03':
        return this.#number(part === '03', 'hour', 0, 12, (value) => {
          this.#hour = value;
        });
      case '4':
      case '04':
        return this.#number(part === '04', 'minute', 0, 59, (value) => {
          this.#minute = value;
        });
      case '5':
      case '05':
        return this.#readSecond(part === '05', next);
      case 'PM':
      case 'pm':
        return this.#readHalf(part === 'pm');
      case 'MST':
        return this.#readZoneName();
      case '.0':
        return this.#readFraction(source.length);
      case '.9': {
        const length = /^[.,]\d+/.exec(this.#rest)?.[0].length;
        return length === undefined ? undefined : this.#readFraction(length);
      }
      default:
        return this.#readOffset(part);
    }
  }

  #readYearDay(isFixed: boolean): PartError | undefined {
    if (!isFixed) this.#rest = this.#rest.replace(/^ {1,2}/, '');
    const found = (isFixed ? /^\d{3}/ : /^\d{1,3}/).exec(this.#rest)?.[0];
    if (found === undefined) return BAD;
    this.#rest = this.#rest.slice(found.length);
    this.#yearDay = Number(found);
    return undefined;
  }

  #readSecond(isFixed: boolean, next: LayoutPart | undefined): PartError | undefined {
    const error = this.#number(isFixed, 'second', 0, 59, (value) => {
      this.#second = value;
    });
    if (error !== undefined || next === '.0' || next === '.9') return error;
    // A fraction is taken where the layout has none.
    const fraction = /^[.,]\d+/.exec(this.#rest)?.[0];
    return fraction === undefined ? undefined : this.#readFraction(fraction.length);
  }

  /** @param length with the point or comma */
  #readFraction(length: number): PartError | undefined {
    const fraction = this.#rest.slice(0, length);
    if (fraction.length < length || !/^[.,]\d+$/.test(fraction)) return BAD;
    this.#rest = this.#rest.slice(length);
    this.#nanos = Number(fraction.slice(1, 10).padEnd(9, '0'));
    return undefined;
  }

  #readHalf(isLower: boolean): PartError | undefined {
    const half = this.#rest.slice(0, 2);
    if (half !== (isLower ? 'pm' : 'PM') && half !== (isLower ? 'am' : 'AM')) return BAD;
    this.#isAfternoon = half.toUpperCase() === 'PM';
    this.#rest = this.#rest.slice(2);
    return undefined;
  }

  #readZoneName(): PartError | undefined {
    if (this.#rest.startsWith('UTC')) {
      this.#zone = UTC_ZONE;
      this.#rest = this.#rest.slice(3);
      return undefined;
    }
    const name = zoneNameAt(this.#rest);
    if (name === undefined) return BAD;
    this.#zoneName = name;
    this.#rest = this.#rest.slice(name.length);
    return undefined;
  }

  #readOffset(part: string): PartError | undefined {
    if (/^Z07(:?00)?$/.test(part) && this.#rest.startsWith('Z')) {
      this.#zone = UTC_ZONE;
      this.#rest = this.#rest.slice(1);
      return undefined;
    }
    const pattern = part.slice(1).replace(/07|00/g, '(\\d\\d)');
    const found = new RegExp(`^([+-])${pattern}`).exec(this.#rest);
    if (found === null) return BAD;
    const [all, sign, hours = '0', minutes = '0', seconds = '0'] = found;
    this.#rest = this.#rest.slice(all.length);
    const offset = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
    this.#offset = sign === '-' ? -offset : offset;
    return undefined;
  }

  #moment(): Moment {
    let hour = this.#hour;
    if (this.#isAfternoon === true && hour < 12) hour += 12;
    else if (this.#isAfternoon === false && hour === 12) hour = 0;
    const days = this.#yearDay >= 0 ? this.#daysOfYearDay() : this.#daysOfDate();
    const local = days * 86_400 + hour * 3600 + this.#minute * 60 + this.#second;
    const { zone, offset } = this.#place();
    return { unixSeconds: local - offset, nanos: this.#nanos, zone };
  }

  #daysOfDate(): number {
    const month = this.#month < 0 ? 1 : this.#month;
    const day = this.#day < 0 ? 1 : this.#day;
    if (day < 1 || day > daysInMonth(this.#year, month)) this.#fail(': day out of range');
    return daysFromDate(this.#year, month, day);
  }

  #daysOfYearDay(): number {
    const first = daysFromDate(this.#year, 1, 1);
    const isLeap = daysInMonth(this.#year, 2) === 29;
    if (this.#yearDay < 1 || this.#yearDay > (isLeap ? 366 : 365)) this.#fail(': day-of-year out of range');
    const days = first + this.#yearDay - 1;
    const month = this.#month < 0 ? monthOf(this.#year, this.#yearDay) : this.#month;
    if (month !== monthOf(this.#year, this.#yearDay)) this.#fail(': day-of-year does not match month');
    const day = days - daysFromDate(this.#year, month, 1) + 1;
    if (this.#day >= 0 && this.#day !== day) this.#fail(': day-of-year does not match day');
    return days;
  }

  #place(): { zone: Zone; offset: number } {
    if (this.#zone !== undefined) return { zone: this.#zone, offset: 0 };
    if (this.#offset !== undefined) {
      const isUtc = this.#offset === 0 && (this.#zoneName === '' || this.#zoneName === 'UTC');
      return { zone: isUtc ? UTC_ZONE : fixedZone(this.#zoneName, this.#offset), offset: this.#offset };
    }
    if (this.#zoneName === '') return { zone: UTC_ZONE, offset: 0 };
    // A name alone says nothing about the offset, but GMT+3 does; the clock is kept as it was written.
    const hours = this.#zoneName.startsWith('GMT') ? Number(this.#zoneName.slice(3)) : 0;
    return { zone: fixedZone(this.#zoneName, hours * 3600), offset: 0 };
  }

  #number(
    isFixed: boolean,
    what: string,
    min: number,
    max: number,
    take: (value: number) => void,
  ): PartError | undefined {
    const found = (isFixed ? /^\d\d/ : /^\d\d?/).exec(this.#rest)?.[0];
    if (found === undefined) return BAD;
    this.#rest = this.#rest.slice(found.length);
    const value = Number(found);
    if (value < min || value > max) return { outOfRange: what };
    take(value);
    return undefined;
  }

  #digits(pattern: RegExp, length: number): number | undefined {
    const found = this.#rest.slice(0, length);
    const matched = pattern.exec(found)?.[0];
    if (matched === undefined || matched.length !== length) return undefined;
    this.#rest = this.#rest.slice(length);
    return Number(found);
  }

  /** @returns the index of the name that the text starts with, in any case of letters, or -1 */
  #name(names: readonly string[]): number {
    const rest = this.#rest.toLowerCase();
    const index = names.findIndex((name) => rest.startsWith(name.toLowerCase()));
    if (index >= 0) this.#rest = this.#rest.slice(names[index]?.length);
    return index;
  }

  /** A run of blanks matches any run of blanks. */
  #skip(literal: string): boolean {
    for (let at = 0; at < literal.length; ) {
      if (literal.charAt(at) === ' ') {
        if (this.#rest !== '' && !this.#rest.startsWith(' ')) return false;
        while (literal.charAt(at) === ' ') at++;
        this.#rest = this.#rest.replace(/^ +/, '');
      } else {
        if (this.#rest.charAt(0) !== literal.charAt(at)) return false;
        this.#rest = this.#rest.slice(1);
        at++;
      }
    }
    return true;
  }

  #failAs(expected: string): never {
    this.#fail(` as ${quoted(this.layout)}: cannot parse ${quoted(this.#rest)} as ${quoted(expected)}`);
  }

  #fail(message: string): never {
    throw new TimeParseError(`parsing time ${quoted(this.text)}${message}`);
  }
}

function monthOf(year: number, yearDay: number): number {
  let month = 1;
  while (month < 12 && daysFromDate(year, month + 1, 1) - daysFromDate(year, 1, 1) < yearDay) month++;
  return month;
}

/** Package time quotes in its own way: bytes beyond ASCII are escaped. */
function quoted(text: string): string {
  const escaped = [...new TextEncoder().encode(text)].map((byte) => {
    if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
    if (byte >= 0x20 && byte < 0x80) return String.fromCharCode(byte);
    return `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `"${escaped.join('')}"`;
}

import { ZONE_NAMES } from './zone-names.js';

/** A time zone as Go's *time.Location. */
export interface Zone {
  /** What `.Location` prints. */
  readonly name: string;
  /** The offset in seconds east of UTC, and what it is called; an empty name prints as digits. */
  at(unixSeconds: number): { offset: number; abbreviation: string };
}

const EPOCH_1900 = -2_208_988_800;
/** JavaScript's dates end at 8.64e12 seconds; a day is left for the offset. */
const INTL_SECONDS_MAX = 8.6399e12;
const ZONE_CACHE_MAX = 1000;

export const UTC_ZONE: Zone = { name: 'UTC', at: () => ({ offset: 0, abbreviation: 'UTC' }) };

/** A zone that is only an offset, as a parsed time has one. */
export function fixedZone(name: string, offset: number): Zone {
  return { name, at: () => ({ offset, abbreviation: name }) };
}

/** @returns the IANA zone of that name, or undefined when there is none; names are case-sensitive, as in Go */
export function namedZone(name: string): Zone | undefined {
  if (name === '' || name === 'UTC') return UTC_ZONE;
  const abbreviations = zoneTable().get(name);
  if (abbreviations === undefined) return undefined;
  const known = zones.get(name);
  if (known !== undefined) return known;
  const zone = intlZone(name, abbreviations);
  if (zone !== undefined) zones.set(name, zone);
  return zone;
}

/** At most as many as there are names in the table. */
const zones = new Map<string, Zone>();

let table: Map<string, ReadonlyMap<number, string>> | undefined;

/** Zone name to offset in minutes to abbreviation. */
function zoneTable(): ReadonlyMap<string, ReadonlyMap<number, string>> {
  table ??= new Map(
    Object.entries(ZONE_NAMES).flatMap(([signature, names]) => {
      const abbreviations = parseSignature(signature);
      return names.split(' ').map((name): [string, ReadonlyMap<number, string>] => [name, abbreviations]);
    }),
  );
  return table;
}

/** `CET+60 CEST+120` */
function parseSignature(signature: string): ReadonlyMap<number, string> {
  const abbreviations = new Map<number, string>();
  for (const part of signature.split(' ')) {
    const sign = part.search(/[+-]/);
    if (sign > 0) abbreviations.set(Number(part.slice(sign)), part.slice(0, sign));
  }
  return abbreviations;
}

function intlZone(name: string, abbreviations: ReadonlyMap<number, string>): Zone | undefined {
  const format = dateTimeFormat(name);
  if (format === undefined) return undefined;
  // Offsets change on the quarter hour at most: the last few are remembered.
  const offsets = new Map<number, number>();
  return {
    name,
    at(unixSeconds) {
      const quarter = Math.floor(unixSeconds / 900);
      let offset = offsets.get(quarter);
      if (offset === undefined) {
        offset = offsetAt(format, unixSeconds);
        if (offsets.size >= ZONE_CACHE_MAX) offsets.clear();
        offsets.set(quarter, offset);
      }
      return { offset, abbreviation: abbreviations.get(offset / 60) ?? unnamed(offset, unixSeconds) };
    },
  };
}

function dateTimeFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
}

function offsetAt(format: Intl.DateTimeFormat, unixSeconds: number): number {
  const at = Math.max(Math.min(unixSeconds, INTL_SECONDS_MAX), -INTL_SECONDS_MAX);
  const parts = new Map(format.formatToParts(at * 1000).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year');
  const shown = new Date(0);
  shown.setUTCFullYear(year, part('month') - 1, part('day'));
  shown.setUTCHours(part('hour'), part('minute'), part('second'));
  return shown.getTime() / 1000 - Math.floor(at);
}

/** The database calls what it has no name for by its digits, and solar time before the railways LMT. */
function unnamed(offset: number, unixSeconds: number): string {
  if (unixSeconds < EPOCH_1900) return 'LMT';
  const minutes = Math.floor(Math.abs(offset) / 60);
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  const rest = minutes % 60 === 0 ? '' : String(minutes % 60).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${hours}${rest}`;
}

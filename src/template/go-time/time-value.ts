import {
  type GoMethod,
  type GoMethods,
  INT,
  INT64,
  namedType,
  pointerTo,
  structType,
  UINT64,
} from '../engine/go-type.js';
import { GoBasic, GoPointer, GoStruct, type GoValue, integerOf } from '../engine/go-value.js';
import { type Civil, civilOf, MONTHS, WEEKDAYS } from './calendar.js';
import type { Moment } from './format-time.js';
import { UTC_ZONE, type Zone } from './zone.js';

/** Seconds from Go's zero time, 0001-01-01, to the epoch. */
export const ZERO_SECONDS = -62_135_596_800;
/** About 285 million years: what a template can calculate stays a number that has all its digits. */
const SECONDS_MAX = Number.MAX_SAFE_INTEGER;
export const NANOS = 1_000_000_000n;

const locationMethods = new Map<string, GoMethod>();
/** Filled by time-methods.ts. */
export const timeMethods = new Map<string, GoMethod>();

const LOCATION_STRUCT = structType('time.Location', []);
export const LOCATION = { ...pointerTo(LOCATION_STRUCT), methods: locationMethods satisfies GoMethods };
export const MONTH = namedType('time.Month', INT, namesOf(MONTHS, 1));
export const WEEKDAY = namedType('time.Weekday', INT, namesOf(WEEKDAYS, 0));
export const TIME = structType(
  'time.Time',
  [
    { name: 'wall', type: UINT64 },
    { name: 'ext', type: INT64 },
    { name: 'loc', type: LOCATION },
  ],
  timeMethods,
);

/** time.Time: a moment, the zone that it is shown in, and the zone that `.Local` means. */
export class GoTime extends GoStruct implements Moment {
  readonly unixSeconds: number;
  #civil: Civil | undefined;

  /** @param unixSeconds whole; `nanos` from 0 to 999 999 999 */
  constructor(
    unixSeconds: number,
    readonly nanos: number,
    readonly zone: Zone,
    readonly local: Zone,
  ) {
    super(TIME, []);
    this.unixSeconds = Math.max(-SECONDS_MAX, Math.min(SECONDS_MAX, unixSeconds));
  }

  /** As Go keeps it, for the verbs that show it so. */
  override get fields(): readonly GoValue[] {
    const location = new GoPointer(LOCATION, this.zone === UTC_ZONE ? undefined : new GoLocation(this.zone));
    const ext = BigInt(this.unixSeconds - ZERO_SECONDS);
    return [new GoBasic(UINT64, BigInt(this.nanos)), new GoBasic(INT64, ext), location];
  }

  get civil(): Civil {
    this.#civil ??= civilOf(this.unixSeconds + this.zone.at(this.unixSeconds).offset);
    return this.#civil;
  }

  get unixNanos(): bigint {
    return BigInt(this.unixSeconds) * NANOS + BigInt(this.nanos);
  }

  get isZero(): boolean {
    return this.unixSeconds === ZERO_SECONDS && this.nanos === 0;
  }

  in(zone: Zone): GoTime {
    return new GoTime(this.unixSeconds, this.nanos, zone, this.local);
  }

  /** The moment that is `unixNanos` after the epoch, in this one's zone. */
  at(unixNanos: bigint): GoTime {
    const nanos = ((unixNanos % NANOS) + NANOS) % NANOS;
    return new GoTime(Number((unixNanos - nanos) / NANOS), Number(nanos), this.zone, this.local);
  }

  /** Go's `==`: the same moment in the same location. */
  override equals(other: GoStruct): boolean {
    const isSame = other instanceof GoTime && other.unixSeconds === this.unixSeconds && other.nanos === this.nanos;
    return isSame && other.zone === this.zone;
  }
}

/** What a *time.Location points to. */
export class GoLocation extends GoStruct {
  constructor(readonly zone: Zone) {
    super(LOCATION_STRUCT, []);
  }
}

export function zeroTime(local: Zone): GoTime {
  return new GoTime(ZERO_SECONDS, 0, UTC_ZONE, local);
}

/** The zone that a *time.Location stands for; nil is UTC. */
export function zoneOf(value: GoValue): Zone {
  const target = value instanceof GoPointer ? value.target : undefined;
  return target instanceof GoLocation ? target.zone : UTC_ZONE;
}

locationMethods.set('String', { params: [], call: (receiver) => zoneOf(receiver).name });

function namesOf(names: readonly string[], first: number): GoMethods {
  const text = (value: GoValue) => names[Number(integerOf(value) ?? 0n) - first];
  return new Map([['String', { params: [], call: (value) => text(value) ?? `%!(${integerOf(value)})` }]]);
}

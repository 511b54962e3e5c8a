import { type GoMethod, INT64, namedType } from '../engine/go-type.js';
import { GoBasic, type GoValue, integerOf } from '../engine/go-value.js';
import { durationText, roundDuration, truncateDuration } from './duration-text.js';

const methods = new Map<string, GoMethod>();

/** time.Duration: nanoseconds. */
export const DURATION = namedType('time.Duration', INT64, methods);

export function durationValue(nanos: bigint): GoBasic {
  return new GoBasic(DURATION, BigInt.asIntN(64, nanos));
}

const int64 = (value: bigint) => new GoBasic(INT64, value);
const nanosOf = (value: GoValue) => integerOf(value) ?? 0n;

/** Whole and fraction are divided apart, as Go does, so that large durations lose no digits. */
function inUnits(nanos: bigint, unit: bigint): number {
  return Number(nanos / unit) + Number(nanos % unit) / Number(unit);
}

const SIMPLE: Readonly<Record<string, (nanos: bigint) => GoValue>> = {
  String: durationText,
  Nanoseconds: int64,
  Microseconds: (nanos) => int64(nanos / 1000n),
  Milliseconds: (nanos) => int64(nanos / 1_000_000n),
  Seconds: (nanos) => inUnits(nanos, 1_000_000_000n),
  Minutes: (nanos) => inUnits(nanos, 60_000_000_000n),
  Hours: (nanos) => inUnits(nanos, 3_600_000_000_000n),
  Abs: (nanos) => durationValue(nanos < 0n ? -nanos : nanos),
};

for (const [name, compute] of Object.entries(SIMPLE)) {
  methods.set(name, { params: [], call: (receiver) => compute(nanosOf(receiver)) });
}
for (const [name, compute] of [
  ['Round', roundDuration],
  ['Truncate', truncateDuration],
] as const) {
  methods.set(name, {
    params: [DURATION],
    call: (receiver, [multiple]) => durationValue(compute(nanosOf(receiver), nanosOf(multiple))),
  });
}

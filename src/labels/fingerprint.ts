/**
 * 64-bit FNV-1a over `name 0xff value 0xff` for each label, names sorted bytewise (Alertmanager, common/model).
 * BigInt is fifteen times slower: the state is kept as four 16-bit limbs in local variables.
 *
 * @returns 16 lower-case hex digits
 */
export function fingerprint(names: readonly string[], values: readonly string[]): string {
  let h0 = 0x2325;
  let h1 = 0x8422;
  let h2 = 0x9ce4;
  let h3 = 0xcbf2;

  const step = (byte: number) => {
    h0 ^= byte;
    // The prime is 2^40 + 0x1b3: multiply each limb by 0x1b3, and add the state shifted by 40 bits.
    const t0 = h0 * 0x1b3;
    const t1 = h1 * 0x1b3 + (t0 >>> 16);
    const t2 = h2 * 0x1b3 + ((h0 << 8) & 0xffff) + (t1 >>> 16);
    const t3 = h3 * 0x1b3 + (((h1 << 8) | (h0 >>> 8)) & 0xffff) + (t2 >>> 16);
    h0 = t0 & 0xffff;
    h1 = t1 & 0xffff;
    h2 = t2 & 0xffff;
    h3 = t3 & 0xffff;
  };

  const text = (value: string) => {
    for (let i = 0; i < value.length; i++) {
      const unit = value.charCodeAt(i);
      if (unit < 0x80) {
        step(unit);
        continue;
      }
      const point = value.codePointAt(i) as number;
      if (point > 0xffff) i++;
      utf8(isSurrogate(point) ? REPLACEMENT : point, step);
    }
    step(0xff);
  };

  for (let i = 0; i < names.length; i++) {
    text(names[i] as string);
    text(values[i] as string);
  }
  return hex(h3) + hex(h2) + hex(h1) + hex(h0);
}

/** What UTF-8 has for a surrogate that stands alone, here as everywhere else. */
const REPLACEMENT = 0xfffd;

function isSurrogate(point: number): boolean {
  return point >= 0xd800 && point <= 0xdfff;
}

function utf8(point: number, emit: (byte: number) => void): void {
  if (point < 0x800) {
    emit(0xc0 | (point >> 6));
  } else {
    if (point < 0x10000) {
      emit(0xe0 | (point >> 12));
    } else {
      emit(0xf0 | (point >> 18));
      emit(0x80 | ((point >> 12) & 0x3f));
    }
    emit(0x80 | ((point >> 6) & 0x3f));
  }
  emit(0x80 | (point & 0x3f));
}

function hex(limb: number): string {
  return limb.toString(16).padStart(4, '0');
}

import { runeCount } from '../go-string.js';

/** The flags, width and precision of one verb. */
export class Flags {
  width: number | undefined;
  precision: number | undefined;
  minus = false;
  plus = false;
  sharp = false;
  space = false;
  zero = false;
  /** `%+v`: name the fields. It replaces `plus`. */
  plusV = false;
  /** `%#v`: Go syntax. It replaces `sharp`. */
  sharpV = false;

  /** For `%v`, plus and sharp mean something of their own. */
  turnIntoV(): void {
    this.sharpV = this.sharp;
    this.sharp = false;
    this.plusV = this.plus;
    this.plus = false;
  }

  /** Fills up to the width, counted in runes. */
  pad(text: string, zero = this.zero): string {
    if (this.width === undefined || this.width === 0) return text;
    const missing = this.width - runeCount(text);
    if (missing <= 0) return text;
    if (this.minus) return text + ' '.repeat(missing);
    return (zero ? '0' : ' ').repeat(missing) + text;
  }
}

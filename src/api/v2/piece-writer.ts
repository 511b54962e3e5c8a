/** Size of a piece of a long answer; most answers fit into the first one, which is smaller. */
const PIECE_BYTES = 256 * 1024;
const FIRST_PIECE_BYTES = 32 * 1024;

/** A UTF-16 code unit takes three bytes of UTF-8 at most. */
const BYTES_PER_UNIT_MAX = 3;

const NONE: readonly Buffer[] = [];

/**
 * Collects text into pieces of bytes. Each fragment is encoded where it will be sent from: joining texts first would
 * copy all of it once more.
 */
export class PieceWriter {
  #piece = Buffer.allocUnsafe(FIRST_PIECE_BYTES);
  #length = 0;

  /** @returns the pieces that are full; nearly always none */
  write(fragment: string): readonly Buffer[] {
    const bytesMax = fragment.length * BYTES_PER_UNIT_MAX;
    if (this.#length + bytesMax > this.#piece.length) return this.#writeAnew(fragment, bytesMax);
    this.#length += this.#piece.write(fragment, this.#length);
    return NONE;
  }

  /** What was written since the last full piece. Nothing may be written after it. */
  end(): Buffer {
    return this.#piece.subarray(0, this.#length);
  }

  #writeAnew(fragment: string, bytesMax: number): readonly Buffer[] {
    const full = this.end();
    this.#piece = Buffer.allocUnsafe(Math.max(PIECE_BYTES, bytesMax));
    this.#length = this.#piece.write(fragment, 0);
    return full.length === 0 ? NONE : [full];
  }
}

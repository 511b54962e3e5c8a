/** How many answers all memos keep together: thousands of silences have a pattern each, and a memo each. */
const TOTAL_MAX = 200_000;
/** How many answers one memo keeps. */
const MEMO_MAX = 10_000;
/** Longer texts are not worth their memory, in UTF-16 code units. */
const TEXT_MAX = 256;

let total = 0;
const filled = new Set<AnswerMemo>();

/** Remembers what a pattern answered: label values come again and again. Full, it forgets everything. */
export class AnswerMemo {
  readonly #answers = new Map<string, boolean>();

  constructor(private readonly answer: (text: string) => boolean) {}

  ask(text: string): boolean {
    const known = this.#answers.get(text);
    if (known !== undefined) return known;
    const fresh = this.answer(text);
    if (text.length <= TEXT_MAX) this.#keep(text, fresh);
    return fresh;
  }

  #keep(text: string, answer: boolean): void {
    if (this.#answers.size >= MEMO_MAX) this.#forget();
    if (total >= TOTAL_MAX) for (const memo of filled) memo.#forget();
    this.#answers.set(text, answer);
    filled.add(this);
    total++;
  }

  #forget(): void {
    total -= this.#answers.size;
    this.#answers.clear();
    filled.delete(this);
  }
}

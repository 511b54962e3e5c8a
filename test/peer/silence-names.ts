import type { PostedSilence, Question } from './history.js';
import type { Answer, Side } from './peer-server.js';

/** No silence has it. */
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

/** The names of silences in a history, and the ids that each server made for them. */
export class SilenceNames {
  readonly #names = new Map<string, string>();
  readonly #ids: Readonly<Record<Side, Map<string, string>>> = { alertmanager: new Map(), tocsin: new Map() };

  /** Takes in the answer to a silence that was posted: a new id, or that of the silence that was edited. */
  learn(side: Side, { name, edits }: PostedSilence, { status, body }: Answer): void {
    const ids = this.#ids[side];
    if (status !== 200) {
      ids.set(name, ids.get(edits ?? '') ?? UNKNOWN_ID);
      return;
    }
    const { silenceID } = JSON.parse(body) as { silenceID: string };
    ids.set(name, silenceID);
    if (!this.#names.has(silenceID)) this.#names.set(silenceID, `«${name}»`);
  }

  /** What a server said, with names in the place of ids. */
  withNames(text: string): string {
    let named = text;
    for (const [id, name] of this.#names) named = named.replaceAll(id, name);
    return named;
  }

  /** What a server is asked, with its ids in the place of names. */
  withIds(question: Question, side: Side): Question {
    const replace = (text: string) =>
      text.replace(/«(s\d+)»/g, (_, name: string) => this.#ids[side].get(name) ?? UNKNOWN_ID);
    const { path, body } = question;
    return { ...question, path: replace(path), ...(body === undefined ? {} : { body: replace(body) }) };
  }
}

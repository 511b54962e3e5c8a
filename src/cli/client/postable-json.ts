import { dateText, silenceContentShape } from './model-json.js';
import type { PostableAlert, PostableSilence } from './models.js';

/** The body of `POST /silences`. */
export function postableSilenceJson(silence: PostableSilence): string {
  return JSON.stringify({ id: silence.id || undefined, ...silenceContentShape(silence) });
}

/** An item of the body of `POST /alerts`. Times that are not given are left to the server. */
export function postableAlertJson({ labels, annotations, startsAt, endsAt, generatorURL }: PostableAlert): string {
  return JSON.stringify({
    annotations,
    endsAt: dateText(endsAt) ?? undefined,
    startsAt: dateText(startsAt) ?? undefined,
    generatorURL: generatorURL || undefined,
    labels,
  });
}

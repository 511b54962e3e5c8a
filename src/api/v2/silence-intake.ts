import { SilenceError } from '../../silences/silence-error.js';
import type { SilenceRequest } from '../../silences/silences.js';
import type { Engine } from '../engine.js';
import { handlerError } from './api-error.js';
import { decodePostableSilence } from './postable-silence.js';

/**
 * `POST /silences`. Resolves once the silence is durable.
 *
 * @returns its id
 * @throws {ApiError}
 */
export async function takeSilence(engine: Engine, body: unknown): Promise<string> {
  const request = decodePostableSilence(body);
  checkTimes(request, engine.now());
  try {
    const { id } = await engine.silences.set(request);
    return id;
  } catch (error) {
    if (!(error instanceof SilenceError)) throw error;
    throw handlerError(error.kind === 'notFound' ? 404 : 400, error.message);
  }
}

function checkTimes({ startsAtMs, endsAtMs }: SilenceRequest, nowMs: number): void {
  if (startsAtMs >= endsAtMs) {
    throw handlerError(400, 'Failed to create silence: start time must be before end time');
  }
  if (endsAtMs < nowMs) throw handlerError(400, "Failed to create silence: end time can't be in the past");
}

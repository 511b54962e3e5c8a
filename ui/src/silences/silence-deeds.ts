import type { Silence } from '../api/types';
import { useToast } from '../parts/toasts';
import { draftOf, useSilenceActions } from './silence-api';

/** What can be done with one silence or with many, each of which is told of and can be taken back. */
export interface SilenceDeeds {
  expire(silences: readonly Silence[]): Promise<void>;
  /** @param ms by how long */
  extend(silences: readonly Silence[], ms: number): Promise<void>;
}

export function useSilenceDeeds(): SilenceDeeds {
  const { save, expire } = useSilenceActions();
  const toast = useToast();

  /** Does it to all, whatever happens to one; tells of each that failed. */
  const forAll = async (
    silences: readonly Silence[],
    done: string,
    act: (silence: Silence) => Promise<unknown>,
    undo: (silence: Silence) => Promise<unknown>,
  ) => {
    const results = await Promise.allSettled(silences.map(act));
    const changed = silences.filter((_, i) => results[i]?.status === 'fulfilled');
    const failures = results.flatMap((result, i) =>
      result.status === 'rejected' ? [`${silences[i]?.id.slice(0, 8)}: ${messageOf(result.reason)}`] : [],
    );
    if (changed.length > 0) {
      const undoAll = async () => {
        await Promise.all(changed.map(undo));
      };
      toast({ text: `${done} ${counted(changed.length)}`, undo: undoAll });
    }
    if (failures.length > 0) {
      toast({ text: `${counted(failures.length)} not changed:\n${failures.join('\n')}`, isError: true });
    }
  };

  return {
    expire: (silences) =>
      forAll(
        silences,
        'Expired',
        ({ id }) => expire(id),
        (silence) => save(draftOf(silence)),
      ),
    extend: (silences, ms) =>
      forAll(
        silences,
        'Extended',
        (silence) => save({ ...draftOf(silence), id: silence.id, endsAt: later(silence.endsAt, ms) }),
        (silence) => save({ ...draftOf(silence), id: silence.id }),
      ),
  };
}

function later(time: string, ms: number): string {
  return new Date(Math.max(Date.parse(time), Date.now()) + ms).toISOString();
}

function counted(count: number): string {
  return count === 1 ? 'one silence' : `${count} silences`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

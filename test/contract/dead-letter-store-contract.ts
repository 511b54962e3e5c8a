import type { DeadLetter } from '../../src/notify/dead-letter.js';
import { deliveryOf, NOW_MS } from './builders.js';
import type { StoragePlace } from './storage-contract.js';

function letterOf(id: string, failures = 1): DeadLetter {
  const delivery = deliveryOf(`d-${id}`, { owed: [{ hash: '00000000000000aa', sinceMs: NOW_MS }], isDemanded: true });
  return { id, delivery, reason: 'authError', error: 'no', sinceMs: NOW_MS, failedAtMs: NOW_MS + failures, failures };
}

export function deadLetterStoreContract(newPlace: () => StoragePlace<'deadLetters'>): void {
  describe('DeadLetterStore', () => {
    it('has what was put and not removed, as it was put last, after a restart', async () => {
      const place = newPlace();
      const storage = await place.open();
      for (const id of ['a', 'b', 'c']) await storage.deadLetters.put(letterOf(id));
      await storage.deadLetters.put(letterOf('a', 2));
      storage.deadLetters.remove('b');
      storage.deadLetters.remove('unknown');
      await storage.close();
      const second = await place.open();
      expect(second.deadLetters.load().toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
        letterOf('a', 2),
        letterOf('c'),
      ]);
      await second.close();
    });
  });
}

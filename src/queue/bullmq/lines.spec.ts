import { setImmediate as turn } from 'node:timers/promises';
import { Lines } from './lines.js';

describe('Lines', () => {
  it('does one thing after another for a key, and does not let one key wait for another', async () => {
    const lines = new Lines();
    const done: string[] = [];
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    lines.add('a', async () => {
      await gate;
      done.push('a1');
    });
    lines.add('a', async () => void done.push('a2'));
    lines.add('b', async () => void done.push('b1'));
    await turn();
    expect(done).toEqual(['b1']);
    open();
    await turn();
    expect(done).toEqual(['b1', 'a1', 'a2']);
    lines.add('a', async () => void done.push('a3'));
    await turn();
    expect(done.at(-1)).toBe('a3');
  });
});

import { SharedRun } from './shared-run.js';

describe('a shared run', () => {
  let runs: { readonly end: (text: string) => void; readonly fail: (error: Error) => void }[];
  let shared: SharedRun<string>;
  beforeEach(() => {
    runs = [];
    shared = new SharedRun(() => new Promise<string>((end, fail) => runs.push({ end, fail })));
  });

  it('answers those who came during a run by the next one', async () => {
    const first = shared.ask();
    const others = [shared.ask(), shared.ask(), shared.ask()];
    expect(runs).toHaveLength(1);
    runs[0]?.end('before');
    expect(await first).toBe('before');
    await Promise.resolve();
    expect(runs).toHaveLength(2);
    runs[1]?.end('after');
    expect(await Promise.all(others)).toEqual(['after', 'after', 'after']);
  });

  it('goes on after a failure', async () => {
    const first = shared.ask();
    const second = shared.ask();
    runs[0]?.fail(new Error('broken'));
    await expect(first).rejects.toThrow('broken');
    await Promise.resolve();
    runs[1]?.end('mended');
    expect(await second).toBe('mended');
    const third = shared.ask();
    runs[2]?.end('still');
    expect(await third).toBe('still');
  });
});

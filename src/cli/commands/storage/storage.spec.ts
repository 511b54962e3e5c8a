import { tocsin } from '../../../../test/support/amtool-in-process.js';

describe('tocsin storage', () => {
  it('exports the store of a path, with the past, to stdout', async () => {
    const asked: unknown[] = [];
    const stores = {
      export: async (options: unknown) => asked.push(options) + 6,
      import: async () => ({ added: 0, known: 0 }),
    };
    expect(await tocsin('storage export', { stores })).toMatchObject({ code: 0, out: '', err: '7 records exported\n' });
    await tocsin('storage export --storage.path=elsewhere --out=x.jsonl --no-history', { stores });
    expect(asked).toEqual([
      { path: 'data/', to: '', withHistory: true },
      { path: 'elsewhere', to: 'x.jsonl', withHistory: false },
    ]);
  });

  it('imports a file, or stdin', async () => {
    const asked: unknown[] = [];
    const stores = {
      export: async () => 0,
      async import(options: unknown) {
        asked.push(options);
        return { added: 2, known: 1 };
      },
    };
    const files = { 'x.jsonl': '' };
    expect(await tocsin('storage import x.jsonl', { stores, files })).toMatchObject({
      code: 0,
      out: '2 records imported, 1 were there already\n',
    });
    await tocsin('storage import --storage.path=p', { stores });
    expect(asked).toEqual([
      { path: 'data/', from: 'x.jsonl' },
      { path: 'p', from: undefined },
    ]);
  });

  it('says what is wrong', async () => {
    expect(await tocsin('storage export --storage.path=p')).toMatchObject({
      code: 1,
      err: 'tocsin: error: there is no store in p\n',
    });
  });
});

import { cliWorld } from '../../../test/support/cli-world.js';
import { configuredDefaults } from './config-files.js';

const OWN = '/home/ana/.config/amtool/config.yml';
const MACHINE = '/etc/amtool/config.yml';

async function read(files: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  return Object.fromEntries(await configuredDefaults(cliWorld({ files, environment: { HOME: '/home/ana' } })));
}

describe('configuredDefaults', () => {
  it('is empty without files', async () => {
    expect(await read({})).toEqual({});
    expect(await read({ [OWN]: '', [MACHINE]: '# nothing\n' })).toEqual({});
  });

  it('prefers the file of the user, key by key', async () => {
    const files = { [OWN]: 'output: json\nauthor: ana', [MACHINE]: 'output: extended\ntimeout: 5s' };
    expect(await read(files)).toEqual({ output: 'json', author: 'ana', timeout: '5s' });
  });

  it('takes numbers, booleans and nothing for texts', async () => {
    expect(await read({ [OWN]: 'a: 1\nb: true\nc: ~\nd: "~"' })).toEqual({ a: '1', b: 'true', c: '', d: '~' });
  });

  it.each`
    text                                                | value
    ${'comment_required: false'}                        | ${'false'}
    ${'comment_required: false\nrequire-comment: true'} | ${'true'}
    ${'require-comment: true\ncomment_required: false'} | ${'true'}
  `('knows the old name of require-comment: $text', async ({ text, value }) => {
    expect(await read({ [OWN]: text })).toEqual({ 'require-comment': value });
  });

  it.each`
    text              | complaint
    ${'BAD'}          | ${'yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str `BAD` into map[string]string'}
    ${'a: b\nc: [1]'} | ${'yaml: unmarshal errors:\n  line 2: cannot unmarshal !!seq into string'}
    ${'a: "'}         | ${'yaml: line 1'}
  `('refuses $text', async ({ text, complaint }) => {
    await expect(read({ [OWN]: text })).rejects.toThrow(complaint);
  });
});

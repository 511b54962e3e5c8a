import { parse } from 'yaml';
import { parseConfig } from '../../src/config/load-config.js';
import { readVectors } from './vectors.js';

interface ConfigVector {
  readonly name: string;
  readonly config: string;
  readonly ok: boolean;
  readonly error?: string;
  readonly marshalled?: string;
}

const WHERE = { file: 'alertmanager.yml', folder: '.' };

describe('configurations', () => {
  it.each(readVectors<ConfigVector>('config_check').vectors)('$name: ok $ok', ({ config, ok, marshalled }) => {
    if (!ok) {
      expect(() => parseConfig(config, { mode: 'fallback' }, WHERE)).toThrow(/^alertmanager\.yml:\d+:\d+: /);
      return;
    }
    const { original } = parseConfig(config, { mode: 'fallback' }, WHERE);
    if (marshalled !== undefined) expect(parse(original)).toEqual(parse(marshalled));
  });
});

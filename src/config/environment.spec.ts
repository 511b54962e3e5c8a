// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the syntax under test
import { Issues } from '../schema/issues.js';
import { readYaml } from '../schema/yaml-tree.js';
import { expandEnvironment } from './environment.js';

const ENV = { HOST: 'redis-1', PORT: '6379', EMPTY: '', YAML: '{a: 1}' };

function expand(text: string): { readonly value: string; readonly issues: string } {
  const issues = new Issues();
  const yaml = readYaml(`key: ${text}\n`, issues);
  if (yaml?.kind !== 'map') throw new Error('no map');
  const expanded = expandEnvironment(yaml, ENV, issues);
  const value = expanded.kind === 'map' ? expanded.entries[0]?.value : undefined;
  return { value: value?.kind === 'scalar' ? value.text : '', issues: issues.describe('t.yml') };
}

describe('expandEnvironment', () => {
  it.each`
    text                          | value
    ${'redis://${HOST}:${PORT}/'} | ${'redis://redis-1:6379/'}
    ${'"${EMPTY}"'}               | ${''}
    ${'${YAML}'}                  | ${'{a: 1}'}
    ${'$$5 and $${HOST}'}         | ${'$5 and ${HOST}'}
    ${'cost $5'}                  | ${'cost $5'}
  `('makes "$value" of $text', ({ text, value }) => {
    expect(expand(text)).toEqual({ value, issues: '' });
  });

  it.each`
    text             | complaint
    ${'x${MISSING}'} | ${'t.yml:1:6: environment variable MISSING is not set'}
    ${'${HOST'}      | ${'t.yml:1:6: ${HOST is no reference to an environment variable'}
    ${'${a-b}'}      | ${'t.yml:1:6: ${a-b} is no reference to an environment variable'}
  `('refuses $text', ({ text, complaint }) => {
    expect(expand(text).issues).toContain(complaint);
  });
});

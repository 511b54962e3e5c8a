import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../src/config/load-config.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/configuration.md'), 'utf8');
const MISTAKE = /^\d+\. (.*):\n\n```yaml\n([^`]*)```\n\n```text\n([\s\S]*?)\n```/gm;

describe('docs/configuration.md', () => {
  const mistakes = [...page.matchAll(MISTAKE)].map(([, title, yaml, message]) => ({ title, yaml, message }));

  it('shows ten mistakes', () => {
    expect(mistakes).toHaveLength(10);
  });

  it.each(mistakes)('says what is said: $title', ({ yaml = '', message }) => {
    const parse = () => parseConfig(yaml, { mode: 'fallback' }, { file: 'alertmanager.yml', folder: '.' });
    let said = '';
    try {
      parse();
    } catch (error) {
      said = error instanceof Error ? error.message : String(error);
    }
    expect(said).toBe(message);
  });
});

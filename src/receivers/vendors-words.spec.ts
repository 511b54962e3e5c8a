import { vendorsWords } from './vendors-words.js';

describe('vendorsWords', () => {
  it.each`
    text                   | secrets             | words
    ${'invalid token'}     | ${['s3cr3t']}       | ${'invalid token'}
    ${'  two\n\tlines '}   | ${[]}               | ${'two lines'}
    ${'s3cr3t? s3cr3t!'}   | ${['s3cr3t']}       | ${'<secret>? <secret>!'}
    ${'/x?key=a%2Fb%3D&y'} | ${['a/b=']}         | ${'/x?key=<secret>&y'}
    ${'nothing to hide'}   | ${['', '']}         | ${'nothing to hide'}
    ${'not a/b but a/b/c'} | ${['a/b', 'a/b/c']} | ${'not <secret> but <secret>'}
  `('says $words for $text', ({ text, secrets, words }) => {
    expect(vendorsWords(text, secrets)).toBe(words);
  });

  it('is bounded, and looks for secrets before it cuts', () => {
    const secret = 'marker'.repeat(20);
    const words = vendorsWords(`${'x'.repeat(290)}${secret}${'y'.repeat(100_000)}`, [secret]);
    expect([...words]).toHaveLength(300);
    expect(words).not.toContain('marker');
  });
});

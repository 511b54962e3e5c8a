import { matrixMessage } from './matrix-message.js';

const make = (text: string, html = '') => matrixMessage({ type: 'm.text', text, html });
const bodyOf = (content: string) => (JSON.parse(content) as { body: string }).body;

describe('matrixMessage', () => {
  it.each`
    text          | html               | content
    ${' text \n'} | ${'\n<p>html</p>'} | ${{ msgtype: 'm.text', body: 'text', format: 'org.matrix.custom.html', formatted_body: '<p>html</p>' }}
    ${'text'}     | ${' '}             | ${{ msgtype: 'm.text', body: 'text' }}
    ${''}         | ${'<p>html</p>'}   | ${{ msgtype: 'm.text', body: '', format: 'org.matrix.custom.html', formatted_body: '<p>html</p>' }}
  `('is made of text "$text" and HTML "$html"', ({ text, html, content }) => {
    expect(JSON.parse(make(text, html))).toEqual(content);
  });

  it('goes without HTML that does not fit', () => {
    expect(JSON.parse(make('text', 'x'.repeat(60_000)))).toEqual({ msgtype: 'm.text', body: 'text' });
  });

  it.each(['x', 'é', '😀', '\n', '"', '\u0001'])(
    'cuts a text of %j to what an event holds, as it is encoded',
    (char) => {
      const content = make(`begin${char.repeat(70_000)}end`, '<p>html</p>');
      expect(Buffer.byteLength(content)).toBeLessThanOrEqual(60_000);
      expect(Buffer.byteLength(content)).toBeGreaterThan(59_980);
      expect(bodyOf(content).endsWith('…')).toBe(true);
      expect(content).not.toContain('formatted_body');
    },
  );

  it.each`
    text   | html                  | error
    ${' '} | ${'\n'}               | ${'text and html are empty after templating'}
    ${''}  | ${'x'.repeat(70_000)} | ${'html is longer than 60000 bytes, and there is no text'}
  `('says what is wrong: $error', ({ text, html, error }) => {
    expect(() => make(text, html)).toThrow(error);
  });
});

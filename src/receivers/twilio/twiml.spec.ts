import { twiml } from './twiml.js';

const SPOKEN = { text: 'Disk full', voice: '', language: '', repeat: 1 };

describe('twiml', () => {
  it.each`
    given                                           | document
    ${{}}                                           | ${'<Say>Disk full</Say>'}
    ${{ repeat: 3 }}                                | ${'<Say loop="3">Disk full</Say>'}
    ${{ voice: 'Polly.Amy', language: 'en-GB' }}    | ${'<Say voice="Polly.Amy" language="en-GB">Disk full</Say>'}
    ${{ voice: '"><Hangup/>' }}                     | ${'<Say voice="&quot;&gt;&lt;Hangup/&gt;">Disk full</Say>'}
    ${{ text: `</Say><Dial>+1</Dial> & "it's"` }}   | ${'<Say>&lt;/Say&gt;&lt;Dial&gt;+1&lt;/Dial&gt; &amp; &quot;it&apos;s&quot;</Say>'}
    ${{ text: '&amp;' }}                            | ${'<Say>&amp;amp;</Say>'}
    ${{ text: 'a\u0000b\u0007c\u000bd\ufffee\tf' }} | ${'<Say>abcde\tf</Say>'}
    ${{ text: 'broken \ud83d half, 😀' }}           | ${'<Say>broken \ufffd half, 😀</Say>'}
  `('says $given', ({ given, document }) => {
    expect(twiml({ ...SPOKEN, ...given })).toBe(`<Response>${document}</Response>`);
  });

  it.each(['x', 'é', '😀', '&', '<'])('cuts a text of %s before it is escaped to 4000 characters', (char) => {
    const document = twiml({ ...SPOKEN, text: `${char.repeat(5000)}end`, repeat: 2 });
    expect(document.length).toBeLessThanOrEqual(4000);
    expect(document.length).toBeGreaterThan(3990);
    expect(document).toMatch(/^<Response><Say loop="2">([^<&]|&(amp|lt);)*…<\/Say><\/Response>$/);
  });
});

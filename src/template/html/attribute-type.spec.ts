import { attributeType } from './attribute-type.js';

it.each([
  ['title', 'plain'],
  ['href', 'url'],
  ['style', 'css'],
  ['srcset', 'srcset'],
  ['srcdoc', 'html'],
  ['type', 'unsafe'],
  ['onclick', 'js'],
  ['onwhatever', 'js'],
  ['data-href', 'url'],
  ['data-onclick', 'js'],
  ['data-title', 'plain'],
  ['xlink:href', 'url'],
  ['xmlns', 'url'],
  ['xmlns:svg', 'url'],
  ['svg:onload', 'js'],
  ['g:tweeturl', 'url'],
  ['data-image-src', 'url'],
  ['some-uri', 'url'],
  ['foo', 'plain'],
])('takes %s for %s', (name, type) => {
  expect(attributeType(name)).toBe(type);
});

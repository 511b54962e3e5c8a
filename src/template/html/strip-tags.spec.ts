import { stripTags } from './strip-tags.js';

it.each([
  ['', ''],
  ['Hello, World!', 'Hello, World!'],
  ['foo&amp;bar', 'foo&amp;bar'],
  ['Hello <a href="www.example.com/">World</a>!', 'Hello World!'],
  ['Foo <textarea>Bar</textarea> Baz', 'Foo Bar Baz'],
  ['Foo <!-- Bar --> Baz', 'Foo  Baz'],
  ['<', '<'],
  ['foo < bar', 'foo < bar'],
  ['I <3 Ponies!', 'I <3 Ponies!'],
  ['Foo<script type="text/javascript">alert(1337)</script>Bar', 'FooBar'],
  [`Foo<div title="1>2">Bar`, 'FooBar'],
  [`Foo<div title='1>2'>Bar`, 'FooBar'],
  ['Foo<div title=x>Bar', 'FooBar'],
  [`Foo<div title="unclosed`, 'Foo'],
  ['Foo<meta charset=utf-8>Bar', 'FooBar'],
  [`Foo<div a"b>Bar`, 'Foo'],
])('of %j leaves %j', (html, want) => {
  expect(stripTags(html)).toBe(want);
});

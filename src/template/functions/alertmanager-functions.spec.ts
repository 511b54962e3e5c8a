import { executeTemplate } from '../engine/execution.js';
import { TemplateSet } from '../engine/template-set.js';
import { UTC_ZONE } from '../go-time/zone.js';
import { alertmanagerFunctions } from './alertmanager-functions.js';

const functions = alertmanagerFunctions({ nowMs: () => Date.parse('2026-01-02T03:04:05.006Z'), localZone: UTC_ZONE });

function render(source: string): string {
  const set = new TemplateSet(functions);
  set.parse('', source);
  return executeTemplate(set, '', undefined);
}

describe("Alertmanager's functions", () => {
  it.each([
    ['{{ title "hELLO wORLD o\'neil e.g. foo_bar a:b 2nd ǆ ß" }}', "Hello World O'neil E.g. Foo_bar A:b 2Nd ǅ Ss"],
    ['{{ toLower "ÀÉΣ" }} {{ toUpper "ß" }}', 'àéσ ß'],
    ['[{{ trimSpace "\\u0085 a \\ufeff" }}]', '[a \ufeff]'],
    ['{{ reReplaceAll "(?P<first>a)(b)?" "[$\u007bfirst}|$2|$1x|$$|$]" "abca" }}', '[a|b||$|$]c[a|||$|$]'],
    ['{{ reReplaceAll "b*" "X" "abc" }}', 'XaXcX'],
    ['{{ reReplaceAll "b" "<$constructor>" "abc" }}', 'a<>c'],
    ['{{ reReplaceAll "^" "> " "x" }}', '> x'],
    ['{{ match "^a.c$" "abc" }}{{ match "b" "abc" }}', 'truetrue'],
    ['{{ urlUnescape "a+b%20%C3%A9" }}', 'a b é'],
    ['{{ base64decode "aGVs\\nbG8=" }}', 'hello'],
    [
      '{{ toJson (list 1 1.5 1e21 "<\\n\\u2028\\xff>" nil true (stringSlice)) }}',
      '[1,1.5,1e+21,"\\u003c\\n\\u2028\\ufffd\\u003e",null,true,[]]',
    ],
    ['{{ toJson now }} {{ now }}', '"2026-01-02T03:04:05.006Z" 2026-01-02 03:04:05.006 +0000 UTC'],
    ['{{ (toDate "2006-01-02" "2026-01-01") | since }}', '27h4m5.006s'],
    ['{{ (toDate "2006" "nope").IsZero }}', 'true'],
    ['{{ date "Mon 2 Jan" (tz "Asia/Tokyo" now) }}', 'Fri 2 Jan'],
    [
      '{{ humanizeDuration 0.000012345 }} {{ humanizeDuration "1e3" }} {{ humanizeDuration "-Inf" }}',
      '12.35us 16m 40s -Inf',
    ],
    ['{{ append (list 1) 2 | len }} {{ (dict "a" 1).b }} {{ index (dict "a" 1) "a" }}', '2 <no value> 1'],
    ['{{ routeLabels "x" }}|', '|'],
  ])('%s', (source, want) => {
    expect(render(source)).toBe(want);
  });

  it.each([
    ['{{ urlUnescape "a%zz" }}', 'error calling urlUnescape: invalid URL escape "%zz"'],
    ['{{ base64decode "a" }}', 'error calling base64decode: illegal base64 data at input byte 0'],
    ['{{ base64decode "aGV*" }}', 'error calling base64decode: illegal base64 data at input byte 3'],
    [
      '{{ reReplaceAll "(" "" "" }}',
      'error calling reReplaceAll: regexp: Compile(`(`): error parsing regexp: missing closing ): `(`',
    ],
    ['{{ tz "Nope" now }}', 'error calling tz: unknown time zone Nope'],
    ['{{ dict "a" }}', 'error calling dict: dict requires an even number of arguments'],
    ['{{ dict 1 2 }}', 'error calling dict: dict keys must be strings'],
    ['{{ humanizeDuration nil }}', "error calling humanizeDuration: can't convert <nil> to float"],
    ['{{ env "HOME" }}', 'function "env" not defined'],
  ])('%s fails', (source, want) => {
    expect(() => render(source)).toThrow(want);
  });
});

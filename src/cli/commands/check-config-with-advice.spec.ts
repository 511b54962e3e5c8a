// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the syntax of tocsin.yml
import { tocsin } from '../../../test/support/amtool-in-process.js';

const GOOD = 'route: {receiver: a}\nreceivers: [{name: a}]\n';
const UNUSED = 'route: {receiver: a}\nreceivers:\n  - {name: a}\n  - {name: b}\n';
const WRONG = 'route:\n  receiver: b\n  grup_by: []\nreceivers: [{name: a}]\n';
const ADVICE = 'no route uses the receiver "b"; remove it, or name it in a route';

describe('tocsin check-config', () => {
  it('gives advice on a valid file, and is content', async () => {
    const { code, out, err } = await tocsin('check-config a.yml', { files: { 'a.yml': UNUSED } });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      `Checking 'a.yml'  SUCCESS\nFound:\n - global config\n - route\n - 0 inhibit rules\n - 2 receivers\n - 0 templates\n\nAdvice:\n - a.yml:4:5: receivers[1]: ${ADVICE}\n\n`,
    );
  });

  it.each`
    flags                  | config    | code
    ${''}                  | ${GOOD}   | ${0}
    ${' --fail-on-advice'} | ${GOOD}   | ${0}
    ${' --fail-on-advice'} | ${UNUSED} | ${2}
    ${''}                  | ${WRONG}  | ${1}
    ${' --fail-on-advice'} | ${WRONG}  | ${1}
    ${' --json'}           | ${WRONG}  | ${1}
  `('exits with $code for "$flags" and $config', async ({ flags, config, code }) => {
    expect(await tocsin(`check-config${flags} a.yml`, { files: { 'a.yml': config } })).toMatchObject({ code });
  });

  it('checks a tocsin.yml beside the file, with the environment', async () => {
    const files = { 'etc/a.yml': GOOD, 'etc/tocsin.yml': 'api:\n  body_bytes_max: ${MAX}\n  x: 1\n' };
    const { code, out } = await tocsin('check-config etc/a.yml', { files, environment: { MAX: '1000' } });
    expect(code).toBe(1);
    expect(out).toContain("Checking 'etc/tocsin.yml'  FAILED: etc/tocsin.yml:3:3: api: field x not found in type api");
    const fine = { ...files, 'etc/tocsin.yml': 'muting: strict\n' };
    expect((await tocsin('check-config etc/a.yml', { files: fine })).out).toContain(
      "Checking 'etc/tocsin.yml'  SUCCESS\n",
    );
  });

  it('holds it against the receivers of the file', async () => {
    const own = 'receivers:\n  - {name: b, ntfy_configs: [{topic: alerts}]}\n';
    const files = { 'etc/a.yml': GOOD, 'etc/tocsin.yml': own };
    const { code, out } = await tocsin('check-config etc/a.yml', { files });
    expect(code).toBe(1);
    expect(out).toContain(
      'etc/tocsin.yml:2:5: receivers[0]: receiver "b" is not defined in alertmanager.yml; did you mean "a"?',
    );
    const known = { ...files, 'etc/a.yml': UNUSED };
    expect((await tocsin('check-config etc/a.yml', { files: known })).code).toBe(0);
    expect((await tocsin('check-config etc/tocsin.yml', { files })).code).toBe(0);
  });

  it('prints everything as JSON for machines', async () => {
    const files = { 'a.yml': UNUSED, 'b.yml': WRONG };
    const { out } = await tocsin('check-config --json a.yml b.yml', { files });
    expect(JSON.parse(out)).toEqual([
      {
        file: 'a.yml',
        valid: true,
        errors: [],
        found: { inhibit_rules: 0, receivers: 2, templates: 0 },
        advice: [{ rule: 'unused-receiver', line: 4, column: 5, path: 'receivers[1]', message: ADVICE }],
      },
      {
        file: 'b.yml',
        valid: false,
        errors: [
          {
            line: 3,
            column: 3,
            message: 'route: field grup_by not found in type config.plain; did you mean "group_by"?',
          },
        ],
        advice: [],
      },
    ]);
  });

  it('holds repeat_interval against the retention of the server', async () => {
    const files = { 'a.yml': 'route: {receiver: a, repeat_interval: 10d}\nreceivers: [{name: a}]\n' };
    expect((await tocsin('check-config a.yml', { files })).out).toContain('longer than the data retention 5d');
    expect((await tocsin('check-config --data.retention=240h a.yml', { files })).out).not.toContain('Advice');
  });
});

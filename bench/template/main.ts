// How fast the default Slack message and mail are rendered, beside functions written by hand that build the same texts.
import { loadTemplates } from '../../src/template/templates.js';
import { type Measured, race, report } from '../bench.js';
import { mailByHand, slackByHand } from './by-hand.js';
import { sample } from './sample.js';

const SLACK = ['title', 'titlelink', 'fallback', 'color', 'username'].map((field) => `slack.default.${field}`);
const templates = loadTemplates([], { nowMs: () => 0, stopwatch: () => performance.now() });
const text = (name: string) => `{{ template "${name}" . }}`;
const slackTexts = SLACK.map(text);
const mail = text('email.default.html');
const writeMail = mailByHand(templates.html(mail, sample(2)), sample(2));

const lines: Measured[] = [];
for (const count of [1, 10, 100]) {
  const data = sample(count);
  // A notification has data of its own: what is kept for one must not make the next one cheap.
  const ways = {
    slack: () => ((fresh) => slackTexts.map((source) => templates.text(source, fresh)))({ ...data }),
    'slack by hand': () => slackByHand(data),
    mail: () => templates.html(mail, { ...data }),
    'mail by hand': () => writeMail(data),
  };
  for (const what of ['slack', 'mail'] as const) {
    const [rendered, written] = [ways[what](), ways[`${what} by hand`]()];
    if (JSON.stringify(rendered) !== JSON.stringify(written)) throw new Error(`${what}: the texts differ`);
  }
  const rates = race(ways);
  for (const what of ['slack', 'mail'] as const) {
    const byHand = rates[`${what} by hand`];
    const name = `${what}, ${count} alert${count === 1 ? '' : 's'}`;
    lines.push({ what: `${name}, by hand`, perSecond: byHand });
    lines.push({ what: name, perSecond: rates[what], ratio: rates[what] / byHand });
  }
}
report('template: renders of the default texts', lines);

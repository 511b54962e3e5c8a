import type { Command } from '../../command-line/command.js';
import { integer, text, texts } from '../../command-line/flag.js';
import { many } from '../../command-line/positional.js';
import { OUTPUT } from '../../global-flags.js';
import { withAlertname } from '../matcher-arguments.js';
import { matcherExamples } from '../matcher-examples.js';

const FROM = text('from', 'Since then: 2026-01-02T03:12:00Z, 03:12 (UTC, the last time it was), or 2h ago: 2h.', '');
const TO = text('to', 'Until then, written in the same way.', '');
const KINDS = texts('kind', 'Only this: fired, grouped, ungrouped, muted, unmuted, told, resolved, collected.', []);
const RECEIVER = text('receiver', 'What has to do with this receiver.', '');
const FINGERPRINT = text('fingerprint', 'Of the one alert with this fingerprint.', '');
const LIMIT = integer('limit', 'How many events to show at most; the newest are shown.', 100);
const MATCHERS = many('matcher-groups', 'What the labels of the alerts have to match.');

export const alertHistory: Command = {
  name: 'history',
  help: `Show what happened to alerts: when each fired, was grouped, muted, told, resolved and forgotten.

${matcherExamples('tocsin alert history')}`,
  needsServer: true,
  flags: [FROM, TO, KINDS, RECEIVER, FINGERPRINT, LIMIT],
  positionals: [MATCHERS],
  async run(context) {
    const { values, world } = context;
    const { given, readItems } = await import('../deliveries/read-page.js');
    const { askedMoment } = await import('../explain/asked-moment.js');
    const { alertEvent, eventsText } = await import('./event-text.js');
    const moment = (asked: string) => (asked === '' ? '' : new Date(askedMoment(asked, world.nowMs())).toISOString());
    const query = {
      ...given({
        from: moment(values.get(FROM)),
        to: moment(values.get(TO)),
        kind: values.get(KINDS).join(','),
        receiver: values.get(RECEIVER),
        fingerprint: values.get(FINGERPRINT),
      }),
      matchers: withAlertname(values.all(MATCHERS), context),
    };
    const items = await readItems(await context.connection(), '/alerts/history', query, values.get(LIMIT));
    // The newest come first; a story is told from its beginning.
    const events = items.toReversed();
    if (values.get(OUTPUT) === 'json') world.out(`${JSON.stringify(events)}\n`);
    else world.out(eventsText(events.map((item) => alertEvent(item, 'event'))));
    return 0;
  },
};

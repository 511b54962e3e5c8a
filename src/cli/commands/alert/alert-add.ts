import type { Command } from '../../command-line/command.js';
import { text, texts } from '../../command-line/flag.js';
import { many } from '../../command-line/positional.js';
import { readPairs, withAlertname } from '../matcher-arguments.js';

const GENERATOR_URL = text('generator-url', 'URL of what raised the alert.');
const START = text('start', 'When the alert starts, in RFC 3339: 2006-01-02T15:04:05-07:00. Now by default.');
const END = text('end', 'When the alert ends, in RFC 3339. After resolve_timeout by default.');
const ANNOTATIONS = texts('annotation', 'An annotation, name=value. May be repeated.', []);
const LABELS = many('labels', "The alert's labels, name=value.");

export const alertAdd: Command = {
  name: 'add',
  help: `Add an alert.

\tamtool alert add alertname=Full instance=db1 --annotation=summary='the disk is full'

A first argument that is no pair is the name of the alert:

\tamtool alert add Full instance=db1`,
  flags: [GENERATOR_URL, START, END, ANNOTATIONS],
  positionals: [LABELS],
  async run(context) {
    const { values } = context;
    const labels = readPairs(
      withAlertname(values.all(LABELS), context),
      context,
      'labels must be specified as key=value pairs',
    );
    const annotations = readPairs(values.get(ANNOTATIONS), context, 'annotations must be specified as key=value pairs');
    const { rfc3339 } = await import('../moments.js');
    const moment = (given: string) => (given === '' ? null : rfc3339(given));
    const [startsAt, endsAt] = [moment(values.get(START)), moment(values.get(END))];
    const api = await context.api();
    await api.postAlert({ labels, annotations, startsAt, endsAt, generatorURL: values.get(GENERATOR_URL) });
  },
};

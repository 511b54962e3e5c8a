import type { LabelSet } from '../../src/labels/label-set.js';
import type { NotificationData } from '../../src/template/notification-data.js';

/** The texts of a Slack message of a firing group by default, as a function written by hand makes them. */
export function slackByHand(data: NotificationData): readonly string[] {
  const others = data.commonLabels.filter((name) => data.groupLabels.get(name) === undefined);
  const more = others.size > 0 ? `(${values(others)})` : '';
  const title = `[FIRING:${data.alerts.length}] ${values(data.groupLabels)} ${more}`;
  const link = `${data.externalURL}/#/alerts?receiver=${encodeURIComponent(data.receiver)}`;
  return [title, link, `${title} | ${link}`, 'danger', 'Alertmanager'];
}

/**
 * Makes the mail of a firing group, by hand.
 *
 * @param page one that was rendered, of a group of two alerts: its fixed parts are cut out of it
 */
export function mailByHand(page: string, group: NotificationData): (data: NotificationData) => string {
  const [lineEnd = ''] = /<br[^>]*>/.exec(page) ?? [];
  const written = mailValues(group, lineEnd);
  const fixed = cut(page, [written.title, '2 alerts', ...written.groupLabels, written.link, '[2] Firing']);
  const [alerts = '', footer = ''] = cut(fixed.pop() ?? '', [`"${written.externalURL}"`]);
  const [before = '', middle = '', source = '', between = '', , , after = ''] = cut(alerts, written.alerts.flat());

  return (data) => {
    const { title, link, externalURL, groupLabels, alerts: told } = mailValues(data, lineEnd);
    const count = `${told.length} alert${told.length > 1 ? 's' : ''}`;
    const heads = [title, count, ...groupLabels, link, `[${told.length}] Firing`];
    const head = heads.map((value, at) => `${fixed[at] ?? ''}${value}`).join('');
    const body = told.map(([labels, annotations, url]) => `${labels}${middle}${annotations}${source}${url}`);
    return `${head}${before}${body.join(between)}${after}"${externalURL}"${footer}`;
  };
}

function mailValues(data: NotificationData, lineEnd: string) {
  const [title = '', link = ''] = slackByHand(data);
  return {
    title: htmlText(title),
    link: htmlText(link),
    externalURL: htmlText(data.externalURL),
    groupLabels: [...data.groupLabels.names].map((name) => `${name}=${htmlText(data.groupLabels.get(name) ?? '')}`),
    alerts: data.alerts.map(
      ({ labels, annotations, generatorURL }) =>
        [lines(labels, lineEnd), lines(annotations, lineEnd), htmlText(generatorURL)] as const,
    ),
  };
}

/** What stands before, between and after these texts. */
function cut(page: string, texts: readonly string[]): string[] {
  const parts: string[] = [];
  let rest = page;
  for (const text of texts) {
    const at = rest.indexOf(text);
    if (at < 0) throw new Error(`the page does not have ${text}`);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at + text.length);
  }
  return [...parts, rest];
}

function lines(labels: LabelSet, lineEnd: string): string {
  let text = '';
  for (const name of labels.names) text += `${htmlText(name)} = ${htmlText(labels.get(name) ?? '')}${lineEnd}`;
  return text;
}

function values(labels: LabelSet): string {
  return [...labels.names].map((name) => labels.get(name)).join(' ');
}

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
  '+': '&#43;',
};

function htmlText(text: string): string {
  return text.replace(/[&<>"'+]/g, (char) => ESCAPED[char] ?? char);
}

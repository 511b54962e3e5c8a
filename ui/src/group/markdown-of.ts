import type { GroupDetail } from '../api/types';
import { matchersOf, printMatchers } from '../parts/matchers';
import { alertTitle, titleOf } from '../parts/title-of';

const SHOWN_MAX = 20;

/** The group for a chat or a ticket. */
export function markdownOf(group: GroupDetail): string {
  const { counts, receiver, commonLabels, commonAnnotations, alerts } = group;
  const lines = alerts.slice(0, SHOWN_MAX).map(({ labels, annotations, startsAt }) => {
    const own = Object.fromEntries(Object.entries(labels).filter(([name]) => commonLabels[name] === undefined));
    return `- ${alertTitle(labels, annotations)} \`${printMatchers(matchersOf(own))}\` since ${startsAt}`;
  });
  const more = alerts.length > SHOWN_MAX ? [`- and ${alerts.length - SHOWN_MAX} more`] : [];
  const links = Object.entries(commonAnnotations)
    .filter(([, value]) => /^https?:\/\//.test(value))
    .map(([name, value]) => `[${name}](${value})`);
  return [
    `**${titleOf(group)}** (${group.severity || 'no severity'}, ${counts.firing + counts.suppressed} alerts, ${receiver})`,
    '',
    `\`${printMatchers(matchersOf(commonLabels))}\``,
    ...(links.length > 0 ? ['', links.join(' · ')] : []),
    '',
    ...lines,
    ...more,
    '',
    window.location.href,
  ].join('\n');
}

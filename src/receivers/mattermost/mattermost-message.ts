import { filled } from '../go-json.js';
import { truncateInRunes } from '../truncate.js';
import type { MattermostConfig } from './config.js';

/** Of the text at the top, not of those in attachments (Mattermost, "Incoming webhooks"). */
const TEXT_MAX = 16_383;

type AttachmentConfig = MattermostConfig['attachments'][number];
type Render = (source: string) => string;

/**
 * What is posted, keys in Alertmanager's order; empty ones are left out. Without `attachments` there is one, made of the
 * keys beside it.
 */
export function mattermostMessage(config: MattermostConfig, render: Render): Record<string, unknown> {
  const hasOwn = config.attachments.length > 0;
  const { card = '' } = config.props ?? {};
  const priority = messagePriority(config.priority, render);
  return {
    ...filled({
      text: hasOwn ? truncateInRunes(render(config.text), TEXT_MAX).text : '',
      channel: render(config.channel),
      username: render(config.username),
      icon_url: render(config.iconUrl),
      icon_emoji: render(config.iconEmoji),
    }),
    attachments: (hasOwn ? config.attachments : [config]).map((each) => attachment(each, render)),
    ...filled({ type: render(config.type) }),
    ...(card === '' ? {} : { props: filled({ card: render(card) }) }),
    ...(priority === undefined ? {} : { priority }),
  };
}

function attachment(config: AttachmentConfig, render: Render): unknown {
  const fields = config.fields.map(({ title, value, short }) => ({
    ...filled({ title: render(title), value: render(value) }),
    ...(short === undefined ? {} : { short }),
  }));
  return {
    ...filled({
      fallback: render(config.fallback),
      color: render(config.color),
      pretext: render(config.pretext),
      text: render(config.text),
      author_name: render(config.authorName),
      author_link: render(config.authorLink),
      author_icon: render(config.authorIcon),
      title: render(config.title),
      title_link: render(config.titleLink),
    }),
    ...(fields.length === 0 ? {} : { fields }),
    ...filled({
      thumb_url: render(config.thumbUrl),
      footer: render(config.footer),
      footer_icon: render(config.footerIcon),
      image_url: render(config.imageUrl),
    }),
  };
}

/** Mattermost takes an acknowledgement for important and urgent messages alone, reminders for urgent ones alone. */
function messagePriority(config: MattermostConfig['priority'], render: Render): unknown {
  if (config === undefined || config.priority === '') return undefined;
  const given = render(config.priority).toLowerCase();
  const priority = ['urgent', 'important'].includes(given) ? given : 'standard';
  return {
    priority,
    ...(config.requestedAck && priority !== 'standard' ? { requested_ack: true } : {}),
    ...(config.persistentNotifications && priority === 'urgent' ? { persistent_notifications: true } : {}),
  };
}

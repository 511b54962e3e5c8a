import { truncateInRunes } from '../truncate.js';
import type { SlackConfig } from './config.js';

const TITLE_MAX = 1024;
const DEFAULT_MARKDOWN = ['fallback', 'pretext', 'text'];

/** What is posted. Keys in Alertmanager's order; undefined ones are left out. */
export interface SlackMessage {
  readonly channel?: string;
  readonly ts?: string;
  /** Of the message that this one answers. */
  readonly thread_ts?: string;
  readonly username?: string;
  readonly icon_emoji?: string;
  readonly icon_url?: string;
  readonly link_names?: boolean;
  readonly text?: string;
  readonly attachments: readonly unknown[];
}

/** @param place where a message of this group is to be updated */
export function slackMessage(
  config: SlackConfig,
  render: (source: string) => string,
  place?: { readonly ts: string; readonly channel: string },
): SlackMessage {
  const channel = place?.channel ?? render(config.channel);
  return {
    ...filled({ channel, ts: place?.ts ?? '', username: render(config.username) }),
    ...filled({ icon_emoji: render(config.iconEmoji), icon_url: render(config.iconUrl) }),
    ...(config.linkNames ? { link_names: true } : {}),
    ...filled({ text: render(config.messageText) }),
    attachments: [attachment(config, render)],
  };
}

function attachment(config: SlackConfig, render: (source: string) => string): unknown {
  const title = truncateInRunes(render(config.title), TITLE_MAX).text;
  return {
    ...filled({ title, title_link: render(config.titleLink), pretext: render(config.pretext) }),
    text: render(config.text),
    fallback: render(config.fallback),
    callback_id: render(config.callbackId),
    ...listed({ fields: config.fields.map((field) => messageField(field, config.shortFields, render)) }),
    ...listed({ actions: config.actions.map((action) => messageAction(action, render)) }),
    ...filled({ image_url: render(config.imageUrl), thumb_url: render(config.thumbUrl) }),
    footer: render(config.footer),
    ...filled({ color: render(config.color) }),
    ...listed({ mrkdwn_in: config.mrkdwnIn ?? DEFAULT_MARKDOWN }),
  };
}

function messageField(
  { title, value, short }: SlackConfig['fields'][number],
  shortByDefault: boolean,
  render: (source: string) => string,
): unknown {
  return { title: render(title), value: render(value), short: short ?? shortByDefault };
}

function messageAction(action: SlackConfig['actions'][number], render: (source: string) => string): unknown {
  const { confirm } = action;
  return {
    type: render(action.type),
    text: render(action.text),
    ...filled({
      url: render(action.url),
      style: render(action.style),
      name: render(action.name),
      value: render(action.value),
    }),
    ...(confirm === undefined
      ? {}
      : {
          confirm: {
            text: render(confirm.text),
            ...filled({
              title: render(confirm.title),
              ok_text: render(confirm.okText),
              dismiss_text: render(confirm.dismissText),
            }),
          },
        }),
  };
}

function filled(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
}

function listed(lists: Readonly<Record<string, readonly unknown[]>>): Record<string, readonly unknown[]> {
  return Object.fromEntries(Object.entries(lists).filter(([, items]) => items.length > 0));
}

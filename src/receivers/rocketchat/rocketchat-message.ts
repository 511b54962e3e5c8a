import { filled } from '../go-json.js';
import { truncateInRunes } from '../truncate.js';
import type { RocketchatConfig } from './config.js';

const TITLE_MAX = 1024;

/** What is posted. Keys in Alertmanager's order; empty texts are left out. */
export interface RocketchatMessage {
  readonly channel?: string;
  readonly emoji?: string;
  readonly avatar?: string;
  readonly attachments: readonly unknown[];
}

export function rocketchatMessage(config: RocketchatConfig, render: (source: string) => string): RocketchatMessage {
  const fields = config.fields.map(({ title, value, short }) => ({
    short: short ?? config.shortFields,
    ...filled({ title: render(title), value: render(value) }),
  }));
  const actions = config.actions.map((action) => messageAction(action, render));
  return {
    ...filled({
      channel: render(config.channel),
      emoji: render(config.emoji),
      avatar: render(config.iconUrl),
    }),
    attachments: [
      {
        ...filled({
          title: truncateInRunes(render(config.title), TITLE_MAX).text,
          title_link: render(config.titleLink),
          text: render(config.text),
          image_url: render(config.imageUrl),
          thumb_url: render(config.thumbUrl),
          color: render(config.color),
        }),
        ...(fields.length === 0 ? {} : { fields }),
        ...(actions.length === 0 ? {} : { actions }),
      },
    ],
  };
}

/** A button: of the keys that an action may have, Alertmanager sends these, and two that are always false. */
function messageAction(action: RocketchatConfig['actions'][number], render: (source: string) => string): unknown {
  return {
    type: 'button',
    ...filled({ text: render(action.text), url: render(action.url) }),
    is_webview: false,
    ...filled({ msg: render(action.msg) }),
    msg_in_chat_window: false,
  };
}

import { filled } from '../go-json.js';
import { truncateInRunes } from '../truncate.js';
import type { DiscordConfig } from './config.js';

const CONTENT_MAX = 2000;
const TITLE_MAX = 256;
const DESCRIPTION_MAX = 4096;

/** Of the bar beside the embed. */
const COLORS = { firing: 0x992d22, resolved: 0x2ecc71 };

/** One embed; the user's name and picture are sent as they are configured. */
export function discordMessage(
  config: DiscordConfig,
  status: 'firing' | 'resolved',
  render: (source: string) => string,
): object {
  const title = truncateInRunes(render(config.title), TITLE_MAX).text;
  const description = truncateInRunes(render(config.message), DESCRIPTION_MAX).text;
  const content = truncateInRunes(render(config.content), CONTENT_MAX).text;
  // Discord refuses a whole message for a picture that is no address.
  const avatarUrl = URL.canParse(config.avatarUrl) ? config.avatarUrl : '';
  return {
    content,
    embeds: [{ title, description, color: COLORS[status] }],
    ...filled({ username: config.username, avatar_url: avatarUrl }),
  };
}

import { filled, goJson } from '../go-json.js';
import { truncateInBytes } from '../truncate.js';
import type { WechatConfig } from './config.js';

/** WeChat cuts texts by itself, and refuses longer markdown, which Alertmanager sends whole. */
const MARKDOWN_BYTES_MAX = 2048;

/** The body, keys in Alertmanager's order: both contents are always there, the one of the other type empty. */
export function wechatMessage(config: WechatConfig, render: (source: string) => string): string {
  const content = render(config.message);
  const isMarkdown = config.messageType === 'markdown';
  return goJson({
    text: { content: isMarkdown ? '' : content },
    ...filled({
      touser: render(config.toUser),
      toparty: render(config.toParty),
      totag: render(config.toTag),
      agentid: render(config.agentId),
      safe: '0',
      msgtype: config.messageType,
    }),
    markdown: { content: isMarkdown ? truncateInBytes(content, MARKDOWN_BYTES_MAX).text : '' },
  });
}

import { filled, goJson } from '../go-json.js';
import type { WechatConfig } from './config.js';

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
    markdown: { content: isMarkdown ? content : '' },
  });
}

import { DISCORD_WEBHOOK, startDiscord } from '../vendors/discord.js';
import { GOOGLECHAT_WEBHOOK, startGooglechat } from '../vendors/googlechat.js';
import { startMatrix } from '../vendors/matrix.js';
import { startMattermost } from '../vendors/mattermost.js';
import { startMsteams } from '../vendors/msteams.js';
import { startMsteamsv2 } from '../vendors/msteamsv2.js';
import { startRocketchat } from '../vendors/rocketchat.js';
import { startTelegram, TELEGRAM_TOKEN } from '../vendors/telegram.js';
import { startWebex } from '../vendors/webex.js';
import { startWechat } from '../vendors/wechat.js';
import { type DemoVendor, httpVendor, textAt } from './demo-vendor.js';

const ROOM = '!ops:example.org';
const HOOK = 'abcdefghijklmnopqrstuvwxyz';
const CONNECTOR = '/webhookb2/group@tenant/IncomingWebhook/0123456789abcdef/owner';
const WORKFLOW =
  '/workflows/0123456789abcdef/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0';

export function startChatVendors(): Promise<readonly DemoVendor[]> {
  return Promise.all([
    discord(),
    googlechat(),
    matrix(),
    mattermost(),
    msteams(),
    msteamsv2(),
    rocketchat(),
    telegram(),
    webex(),
    wechat(),
  ]);
}

async function discord(): Promise<DemoVendor> {
  const standIn = await startDiscord();
  const config = { webhook_url: `${standIn.url}${DISCORD_WEBHOOK}` };
  return httpVendor('Discord', 'discord_configs', standIn, config, (request) => textAt(request, 'embeds.0.title'));
}

async function googlechat(): Promise<DemoVendor> {
  const standIn = await startGooglechat();
  const config = { webhook_url: `${standIn.url}${GOOGLECHAT_WEBHOOK}` };
  return httpVendor('Google Chat', 'googlechat_configs', standIn, config, (request) => textAt(request, 'text'));
}

async function matrix(): Promise<DemoVendor> {
  const standIn = await startMatrix({ token: 'matrix-token', rooms: new Map([[ROOM, ROOM]]) });
  const config = { homeserver_url: standIn.url, access_token: 'matrix-token', room_id: ROOM };
  return httpVendor('Matrix', 'matrix_configs', standIn, config, (request) => textAt(request, 'body'));
}

async function mattermost(): Promise<DemoVendor> {
  const standIn = await startMattermost(HOOK);
  const config = { webhook_url: `${standIn.url}/hooks/${HOOK}` };
  return httpVendor('Mattermost', 'mattermost_configs', standIn, config, (request) =>
    textAt(request, 'attachments.0.title'),
  );
}

async function msteams(): Promise<DemoVendor> {
  const standIn = await startMsteams();
  const config = { webhook_url: `${standIn.url}${CONNECTOR}` };
  return httpVendor('Teams (connector)', 'msteams_configs', standIn, config, (request) => textAt(request, 'title'));
}

async function msteamsv2(): Promise<DemoVendor> {
  const standIn = await startMsteamsv2('workflow-signature');
  const config = { webhook_url: `${standIn.url}${WORKFLOW}&sig=workflow-signature` };
  return httpVendor('Teams (workflow)', 'msteamsv2_configs', standIn, config, (request) =>
    textAt(request, 'attachments.0.content.body.0.text'),
  );
}

async function rocketchat(): Promise<DemoVendor> {
  const standIn = await startRocketchat({ token: 'rocket-token', userId: 'tocsin', channels: ['#ops'] });
  const config = { api_url: `${standIn.url}/`, channel: '#ops', token: 'rocket-token', token_id: 'tocsin' };
  return httpVendor('Rocket.Chat', 'rocketchat_configs', standIn, config, (request) =>
    textAt(request, 'attachments.0.title'),
  );
}

async function telegram(): Promise<DemoVendor> {
  const standIn = await startTelegram();
  const config = { api_url: standIn.url, bot_token: TELEGRAM_TOKEN, chat_id: -1001234567890, parse_mode: '' };
  return httpVendor('Telegram', 'telegram_configs', standIn, config, (request) => textAt(request, 'text'));
}

async function webex(): Promise<DemoVendor> {
  const standIn = await startWebex();
  const config = {
    api_url: `${standIn.url}/v1/messages`,
    room_id: 'ops',
    http_config: { authorization: { credentials: 'webex-token' } },
  };
  return httpVendor('Webex', 'webex_configs', standIn, config, (request) => textAt(request, 'markdown'));
}

async function wechat(): Promise<DemoVendor> {
  const standIn = await startWechat({ corpId: 'corp', secret: 'wechat-secret' });
  const config = {
    api_url: `${standIn.url}/cgi-bin/`,
    corp_id: 'corp',
    api_secret: 'wechat-secret',
    to_user: '@all',
    agent_id: '1000002',
  };
  // It is asked for a token before.
  return httpVendor('WeChat', 'wechat_configs', standIn, config, (request) =>
    request.method === 'POST' ? textAt(request, 'text.content') : undefined,
  );
}

import { startIncidentio } from '../vendors/incidentio.js';
import { startJira } from '../vendors/jira.js';
import { startNtfy } from '../vendors/ntfy.js';
import { startOpsgenie } from '../vendors/opsgenie.js';
import { PUSHOVER_TOKEN, PUSHOVER_USER, parametersOf, startPushover } from '../vendors/pushover.js';
import { AWS_KEY, AWS_SECRET, startSns } from '../vendors/sns.js';
import { formOf, startTwilio } from '../vendors/twilio.js';
import { startVictorops } from '../vendors/victorops.js';
import { type DemoVendor, httpVendor, textAt } from './demo-vendor.js';
import { startTunnelTo } from './tunnel-to.js';

const SOURCE = '/v2/alert_events/alertmanager/01GW2G3V0S59R238FAHPDS1R66';

/** Phones, pagers and tickets. */
export function startPagingVendors(): Promise<readonly DemoVendor[]> {
  return Promise.all([sns(), incidentio(), jira(), ntfy(), opsgenie(), pushover(), twilio(), victorops()]);
}

async function sns(): Promise<DemoVendor> {
  const standIn = await startSns();
  const sigv4 = { region: 'eu-central-1', access_key: AWS_KEY, secret_key: AWS_SECRET };
  const config = { api_url: standIn.url, sigv4, topic_arn: 'arn:aws:sns:eu-central-1:123456789012:pages' };
  return httpVendor('Amazon SNS', 'sns_configs', standIn, config, (request) => formOf(request)['Subject']);
}

async function incidentio(): Promise<DemoVendor> {
  const standIn = await startIncidentio('incident-token');
  const config = { url: `${standIn.url}${SOURCE}`, alert_source_token: 'incident-token' };
  return httpVendor('incident.io', 'incidentio_configs', standIn, config, (request) => textAt(request, 'groupKey'));
}

async function jira(): Promise<DemoVendor> {
  const authorization = 'Bearer jira-token';
  const standIn = await startJira({ project: 'OPS', authorization, isCloud: false, nowMs: () => Date.now() });
  const config = {
    api_url: `${standIn.url}/rest/api/2`,
    project: 'OPS',
    issue_type: 'Bug',
    http_config: { authorization: { credentials: 'jira-token' } },
  };
  // It is asked for issues before.
  return httpVendor('Jira', 'jira_configs', standIn, config, (request) =>
    request.path.endsWith('/issue') ? textAt(request, 'fields.summary') : undefined,
  );
}

async function ntfy(): Promise<DemoVendor> {
  const standIn = await startNtfy();
  const config = { url: standIn.url, topic: 'ops' };
  return httpVendor('ntfy', 'ntfy_configs', standIn, config, (request) => textAt(request, 'title'));
}

async function opsgenie(): Promise<DemoVendor> {
  const standIn = await startOpsgenie();
  const config = { api_url: `${standIn.url}/`, api_key: 'opsgenie-key' };
  return httpVendor('Opsgenie', 'opsgenie_configs', standIn, config, (request) => textAt(request, 'message'));
}

/** Pushover has one address: it is reached through a proxy that leads to the stand-in. */
async function pushover(): Promise<DemoVendor> {
  const standIn = await startPushover();
  const tunnel = await startTunnelTo(standIn.url);
  const config = {
    user_key: PUSHOVER_USER,
    token: PUSHOVER_TOKEN,
    http_config: { proxy_url: tunnel.url, tls_config: { insecure_skip_verify: true } },
  };
  const vendor = httpVendor('Pushover', 'pushover_configs', standIn, config, (request) => {
    return parametersOf(request).get('title') ?? undefined;
  });
  return {
    ...vendor,
    async close() {
      await tunnel.close();
      await vendor.close();
    },
  };
}

async function twilio(): Promise<DemoVendor> {
  const standIn = await startTwilio({ accountSid: 'AC1', user: 'AC1', password: 'twilio-token' });
  const config = {
    api_url: standIn.url,
    account_sid: 'AC1',
    auth_token: 'twilio-token',
    from: '+15005550006',
    to: '+15005550009',
  };
  return httpVendor('Twilio', 'twilio_configs', standIn, config, (request) => formOf(request)['Body']);
}

async function victorops(): Promise<DemoVendor> {
  const standIn = await startVictorops();
  const api_url = `${standIn.url}/integrations/generic/20131114/alert/`;
  const config = { api_url, api_key: 'victorops-key', routing_key: 'ops' };
  return httpVendor('VictorOps', 'victorops_configs', standIn, config, (request) =>
    textAt(request, 'entity_display_name'),
  );
}

import type { HttpResponse } from '../../httpclient/http-message.js';
import { verdict } from '../../httpclient/retry-verdict.js';
import { delivered, giveUp, type Outcome, retry } from '../../notify/outcome.js';

interface SlackAnswer {
  readonly ok?: boolean;
  readonly error?: string;
  readonly ts?: string;
  readonly channel?: string;
}

export interface SlackContext {
  readonly channel: string;
  readonly nowMs: number;
  /** What is needed to update the message later is kept. */
  readonly isUpdating: boolean;
}

/** What Slack's answer means: first its status, then its words, which say `ok` or what is wrong under status 200, too. */
export function slackVerdict(response: HttpResponse, context: SlackContext): Outcome {
  const byStatus = verdict(response, context.nowMs);
  if (byStatus.kind !== 'delivered') return inChannel(context.channel, byStatus);
  const contentType = String(response.headers['content-type'] ?? '');
  if (!contentType.startsWith('application/json')) {
    if (response.body === 'ok') return delivered();
    return inChannel(context.channel, giveUp('clientError', `received an error response from Slack: ${response.body}`));
  }
  const answer = parse(response.body);
  if (answer === undefined) {
    const shown = JSON.stringify(response.body);
    return inChannel(context.channel, retry('clientError', `could not unmarshal JSON response ${shown}`));
  }
  if (answer.ok !== true) {
    return inChannel(context.channel, giveUp('clientError', `error response from Slack: ${answer.error ?? ''}`));
  }
  return deliveredAt(answer, context.isUpdating);
}

/** Remembers the message's place, so that the next notification can update it. */
function deliveredAt({ ts, channel }: SlackAnswer, isUpdating: boolean): Outcome {
  if (!isUpdating || !ts || !channel) return delivered();
  return delivered({ threadTs: ts, channelId: channel });
}

/** Says which channel a failure is about. */
export function inChannel(channel: string, outcome: Outcome): Outcome {
  if (outcome.kind === 'delivered') return outcome;
  return { ...outcome, error: `channel ${JSON.stringify(channel)}: ${outcome.error}` };
}

/** Undefined where the body is no JSON object; `null` is one without members to Go, and so it is here. */
function parse(body: string): SlackAnswer | undefined {
  try {
    const answer: unknown = JSON.parse(body);
    return typeof answer === 'object' && !Array.isArray(answer) ? { ...answer } : undefined;
  } catch {
    return undefined;
  }
}

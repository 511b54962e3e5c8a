import { truncateToFit } from '../truncate-to-fit.js';
import type { TwilioConfig } from './config.js';
import { twiml } from './twiml.js';

/** Of an SMS, all its segments together. */
const BODY_MAX = 1600;

export interface TwilioMessage {
  /** What is created: the last part of the address. */
  readonly resource: 'Messages' | 'Calls';
  readonly form: URLSearchParams;
}

/** @throws {Error} when a text is empty without which there is no message */
export function twilioMessage(config: TwilioConfig, render: (source: string) => string): TwilioMessage {
  const { channel, repeat } = config;
  const needed = (name: 'to' | 'from' | 'message' | 'messagingServiceSid') => {
    const text = render(config[name]).trim();
    if (text === '') throw new Error(`${KEYS[name]} is empty after templating`);
    return text;
  };
  const to = needed('to');
  if (channel === 'voice') {
    // Line ends are no pauses; the voice would read the words on either side as one sentence anyway.
    const text = needed('message').replace(/\s+/g, ' ');
    const spoken = { text, voice: render(config.voice).trim(), language: render(config.language).trim(), repeat };
    return { resource: 'Calls', form: new URLSearchParams({ To: to, From: needed('from'), Twiml: twiml(spoken) }) };
  }
  const sender: Record<string, string> =
    config.messagingServiceSid === ''
      ? { From: needed('from') }
      : { MessagingServiceSid: needed('messagingServiceSid') };
  // Counted in UTF-16 code units: whichever way Twilio counts, it is not longer.
  const body = truncateToFit(needed('message'), ({ length }) => length <= BODY_MAX);
  return { resource: 'Messages', form: new URLSearchParams({ To: to, ...sender, Body: body }) };
}

const KEYS = {
  to: 'to',
  from: 'from',
  message: 'message',
  messagingServiceSid: 'messaging_service_sid',
} as const;

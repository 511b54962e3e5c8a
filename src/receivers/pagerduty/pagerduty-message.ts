import type { AnyValue } from '../../schema/collections.js';
import type { NotificationData } from '../../template/notification-data.js';
import { deepTemplate } from '../deep-template.js';
import { explainedNow } from '../explained.js';
import { goJson } from '../go-json.js';
import { groupKeyHash } from '../group-key-hash.js';
import { truncateInRunes } from '../truncate.js';
import type { PagerdutyConfig } from './config.js';

const SUMMARY_MAX = 1024;
const BODY_BYTES_MAX = 512_000;
const DETAILS_REMOVED = {
  error: 'Custom details have been removed because the original event exceeds the maximum size of 512KB',
};

export interface MessageParts {
  readonly key: string;
  readonly groupKey: string;
  readonly data: NotificationData;
  readonly render: (source: string) => string;
  readonly details: AnyValue;
}

/** Events API v2. */
export function messageV2(config: PagerdutyConfig, { key, groupKey, data, render, details }: MessageParts): string {
  const summary = truncateInRunes(render(config.description), SUMMARY_MAX).text;
  const images = config.images
    .map(({ src, alt, href }) => ({ src: render(src), alt: render(alt), href: render(href) }))
    .filter(({ src }) => src !== '');
  const links = config.links
    .map(({ href, text }) => ({ href: render(href), text: render(text) }))
    .filter(({ href }) => href !== '');
  const build = (custom_details: AnyValue) =>
    goJson({
      routing_key: key,
      dedup_key: groupKeyHash(groupKey),
      event_action: data.status === 'firing' ? 'trigger' : 'resolve',
      payload: {
        summary,
        source: render(config.source),
        severity: render(config.severity) || 'error',
        ...filled({ class: render(config.class), component: render(config.component), group: render(config.group) }),
        custom_details,
      },
      ...filled({ client: render(config.client), client_url: render(config.clientUrl) }),
      ...(images.length === 0 ? {} : { images }),
      ...(links.length === 0 ? {} : { links }),
    });
  return withinLimit(build, details);
}

/** Events API v1. Alertmanager sends `event_action` and `payload` here, too, always empty. */
export function messageV1(config: PagerdutyConfig, { key, groupKey, data, render, details }: MessageParts): string {
  const isFiring = data.status === 'firing';
  const description = truncateInRunes(render(config.description), SUMMARY_MAX).text;
  const client = isFiring ? filled({ client: render(config.client), client_url: render(config.clientUrl) }) : {};
  const build = (shown: AnyValue) =>
    goJson({
      service_key: key,
      incident_key: groupKeyHash(groupKey),
      event_type: isFiring ? 'trigger' : 'resolve',
      description,
      event_action: '',
      payload: null,
      ...client,
      details: shown,
    });
  return withinLimit(build, details);
}

/** @throws {Error} where a template of them fails */
export function renderDetails({ details }: PagerdutyConfig, render: (source: string) => string): AnyValue {
  return explainedNow('failed to render details', () => deepTemplate(details, render));
}

function withinLimit(build: (details: AnyValue) => string, details: AnyValue): string {
  const body = build(details);
  return Buffer.byteLength(body) > BODY_BYTES_MAX ? build(DETAILS_REMOVED) : body;
}

/** Without empty texts, as Go's `omitempty` leaves them out. */
function filled(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
}

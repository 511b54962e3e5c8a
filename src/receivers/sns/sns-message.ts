import type { PublishCommandInput } from '@aws-sdk/client-sns';
import type { Notification } from '../../notify/notifier.js';
import { groupKeyHash } from '../group-key-hash.js';
import { firstBytes, truncateInRunes } from '../truncate.js';
import type { SnsConfig } from './config.js';

/** Of a message with its attributes. */
const PUBLISH_BYTES_MAX = 256 * 1024;
const SMS_BYTES_MAX = 1600;
/** SNS refuses a message whose subject has 100 characters or more, or a line break. */
const SUBJECT_MAX = 99;
const TRUNCATED = 'truncated';

export interface MessageParts {
  readonly notification: Pick<Notification, 'id' | 'groupKey'>;
  /** @param field as it is named where its template fails */
  readonly render: (field: string, source: string) => string;
}

/** @throws {Error} where a template fails, or renders what is no text */
export function snsMessage(config: SnsConfig, { notification, render }: MessageParts): PublishCommandInput {
  const rendered = new Map(
    Object.entries(config.attributes).map(([name, value]) => [render('attributes', name), render('attributes', value)]),
  );
  const target = targetOf(config, notification, render);
  const message = render('message', config.message);
  if (!message.isWellFormed()) throw new Error('non utf8 encoded message string');
  const whole = attributes(rendered);
  const marked = attributes(new Map([...rendered, [TRUNCATED, 'true']]));
  const isSms = config.phoneNumber !== '';
  const isCut = Buffer.byteLength(message) > (isSms ? SMS_BYTES_MAX : PUBLISH_BYTES_MAX - sizeOf(whole));
  const subject = singleLine(render('subject', config.subject));
  return {
    ...target,
    Message: isCut ? firstBytes(message, isSms ? SMS_BYTES_MAX : PUBLISH_BYTES_MAX - sizeOf(marked)) : message,
    MessageAttributes: isCut ? marked : whole,
    ...(subject === '' ? {} : { Subject: truncateInRunes(subject, SUBJECT_MAX).text }),
  };
}

type Attributes = NonNullable<PublishCommandInput['MessageAttributes']>;

function targetOf(
  { topicArn, phoneNumber, targetArn }: SnsConfig,
  { groupKey, id }: MessageParts['notification'],
  render: MessageParts['render'],
): Partial<PublishCommandInput> {
  if (phoneNumber !== '') return { PhoneNumber: render('phone_number', phoneNumber) };
  if (targetArn !== '') return { TargetArn: render('target_arn', targetArn) };
  const TopicArn = render('topic_arn', topicArn);
  if (!TopicArn.endsWith('.fifo')) return { TopicArn };
  const group = groupKeyHash(groupKey);
  // Within five minutes SNS drops what has the same id: every notification but the first, with Alertmanager. An attempt
  // that is made again is the same notification, and is to be dropped.
  return { TopicArn, MessageGroupId: group, MessageDeduplicationId: `${group}-${groupKeyHash(id).slice(0, 32)}` };
}

/** Empty ones are left out: SNS refuses a message for one of them. */
function attributes(values: ReadonlyMap<string, string>): Attributes {
  const kept = [...values].filter(([, value]) => value !== '');
  return Object.fromEntries(kept.map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]));
}

function sizeOf(given: Attributes): number {
  return Object.entries(given).reduce(
    (sum, [name, { DataType, StringValue }]) => sum + Buffer.byteLength(`${name}${DataType}${StringValue}`),
    0,
  );
}

function singleLine(text: string): string {
  return text.toWellFormed().replace(/\p{Cc}+/gu, ' ');
}

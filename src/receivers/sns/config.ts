import { map } from '../../schema/collections.js';
import { Issues } from '../../schema/issues.js';
import { boolean, type Infer, string } from '../../schema/shape.js';
import { defaultsOf, field, struct } from '../../schema/struct.js';
import { secret } from '../../schema/texts.js';
import { httpFields, isSet, NO_SECRET } from '../common-fields.js';

const sigv4 = struct(
  'sigv4.plain',
  {
    region: field('region', string, ''),
    accessKey: field('access_key', string, ''),
    secretKey: field('secret_key', secret, NO_SECRET),
    profile: field('profile', string, ''),
    roleArn: field('role_arn', string, ''),
    externalId: field('external_id', string, ''),
    useFipsStsEndpoint: field('use_fips_sts_endpoint', boolean, false),
    serviceName: field('service_name', string, ''),
  },
  ({ accessKey, secretKey }, complain) => {
    if (isSet(accessKey) !== isSet(secretKey)) {
      complain('must provide a AWS SigV4 Access key and Secret Key if credentials are specified in the SigV4 config');
    }
  },
);

export const snsConfig = struct(
  'sns.plain',
  {
    ...httpFields(true),
    apiUrl: field('api_url', string, ''),
    sigv4: field('sigv4', sigv4, defaultsOf(sigv4, { issues: new Issues(), path: 'sigv4' }), 'always'),
    topicArn: field('topic_arn', string, ''),
    phoneNumber: field('phone_number', string, ''),
    targetArn: field('target_arn', string, ''),
    subject: field('subject', string, '{{ template "sns.default.subject" . }}'),
    message: field('message', string, '{{ template "sns.default.message" . }}'),
    attributes: field('attributes', map(string), {}),
    useAwsHttpClient: field('use_aws_http_client', boolean, false),
  },
  ({ targetArn, topicArn, phoneNumber }, complain) => {
    // Alertmanager chains exclusive ors, and so lets all three pass; SNS takes one.
    const given = [targetArn, topicArn, phoneNumber].filter(isSet).length;
    if (given !== 1) complain('must provide either a Target ARN, Topic ARN, or Phone Number for SNS config');
  },
);

export type SnsConfig = Infer<typeof snsConfig>;

import { configOf } from '../../../test/support/receiver-deps.js';
import { snsConfig } from './config.js';

const TOPIC = 'topic_arn: a';
const read = (yaml: string) => configOf(snsConfig, `{${yaml}}`);

describe('snsConfig', () => {
  it.each([TOPIC, 'phone_number: "+49"', 'target_arn: a'])('needs %s alone', (yaml) => {
    expect(read(yaml)).toMatchObject({
      apiUrl: '',
      subject: '{{ template "sns.default.subject" . }}',
      message: '{{ template "sns.default.message" . }}',
      attributes: {},
      useAwsHttpClient: false,
      sendResolved: true,
    });
  });

  it.each`
    yaml                                                  | complaint
    ${'subject: s'}                                       | ${'must provide either a Target ARN, Topic ARN, or Phone Number for SNS config'}
    ${`${TOPIC}, target_arn: b`}                          | ${'must provide either a Target ARN, Topic ARN, or Phone Number for SNS config'}
    ${`${TOPIC}, target_arn: b, phone_number: '+49'`}     | ${'must provide either a Target ARN, Topic ARN, or Phone Number for SNS config'}
    ${`${TOPIC}, sigv4: {access_key: k}`}                 | ${'must provide a AWS SigV4 Access key and Secret Key if credentials are specified in the SigV4 config'}
    ${`${TOPIC}, sigv4: {secret_key: s3cr3t, region: r}`} | ${'must provide a AWS SigV4 Access key and Secret Key if credentials are specified in the SigV4 config'}
  `('refuses {$yaml}', ({ yaml, complaint }) => {
    expect(() => read(yaml)).toThrow(complaint);
    expect(() => read(yaml)).not.toThrow(/s3cr3t/);
  });
});

import type { SNSClient } from '@aws-sdk/client-sns';
import type { SnsConfig } from './config.js';
import type { SdkRequestHandler } from './sdk-request-handler.js';

/**
 * Makes a client of SNS. The SDK is large, and is loaded here: no start waits for it, and nobody without an SNS receiver
 * ever does.
 *
 * @param endpoint takes the place of the region's; empty for that one
 */
export async function createSnsClient(
  { sigv4 }: SnsConfig,
  endpoint: string,
  requestHandler: SdkRequestHandler,
): Promise<SNSClient> {
  // Which Node runs is not the user's to change; the SDK would tell it on the standard error all the same.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const [{ SNSClient }, { fromNodeProviderChain, fromTemporaryCredentials }] = await Promise.all([
    import('@aws-sdk/client-sns'),
    import('@aws-sdk/credential-providers'),
  ]);
  const { region, accessKey, secretKey, profile, roleArn, externalId, useFipsStsEndpoint } = sigv4;
  const common = {
    requestHandler,
    // The queue tries again.
    maxAttempts: 1,
    ...(region === '' ? {} : { region }),
    ...(profile === '' ? {} : { profile }),
  };
  const own =
    accessKey === ''
      ? fromNodeProviderChain({ ignoreCache: true, clientConfig: common, ...(profile === '' ? {} : { profile }) })
      : { accessKeyId: accessKey, secretAccessKey: secretKey.reveal() };
  const credentials =
    roleArn === ''
      ? own
      : fromTemporaryCredentials({
          masterCredentials: own,
          params: {
            RoleArn: roleArn,
            RoleSessionName: 'tocsin',
            ...(externalId === '' ? {} : { ExternalId: externalId }),
          },
          clientConfig: { ...common, ...(useFipsStsEndpoint ? { useFipsEndpoint: true } : {}) },
        });
  const client = new SNSClient({ ...common, credentials, ...(endpoint === '' ? {} : { endpoint }) });
  await checkRegion(client);
  return client;
}

async function checkRegion({ config }: SNSClient): Promise<void> {
  try {
    await config.region();
  } catch (error) {
    throw new MissingRegionError('region not configured in sns.sigv4.region or in default credentials chain', {
      cause: error,
    });
  }
}

/** Nobody can be told before somebody writes the region down. */
export class MissingRegionError extends Error {}

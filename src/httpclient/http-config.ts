import { any, list, map } from '../schema/collections.js';
import { named } from '../schema/located.js';
import { Secret } from '../schema/secret.js';
import { boolean, type Infer, string } from '../schema/shape.js';
import { type Complain, field, optional, struct } from '../schema/struct.js';
import { proxyUrl, secret } from '../schema/texts.js';
import { tlsConfig } from './tls-config.js';

const NO_SECRET = new Secret('');

/** Headers that the client sets itself, or that belong to the connection (prometheus/common). */
const RESERVED_HEADERS = new Set(
  [
    'Authorization',
    'Host',
    'Content-Encoding',
    'Content-Length',
    'Content-Type',
    'User-Agent',
    'Connection',
    'Keep-Alive',
    'Proxy-Authenticate',
    'Proxy-Authorization',
    'Www-Authenticate',
    'Accept-Encoding',
    'X-Prometheus-Remote-Write-Version',
    'X-Prometheus-Remote-Read-Version',
    'X-Prometheus-Scrape-Timeout-Seconds',
    'X-Amz-Date',
    'X-Amz-Security-Token',
    'X-Amz-Content-Sha256',
  ].map((name) => name.toLowerCase()),
);

const basicAuth = struct('config.BasicAuth', {
  username: field('username', string, ''),
  usernameFile: field('username_file', string, ''),
  usernameRef: field('username_ref', string, ''),
  password: field('password', secret, NO_SECRET),
  passwordFile: field('password_file', string, ''),
  passwordRef: field('password_ref', string, ''),
});

const authorization = struct('config.Authorization', {
  type: field('type', string, ''),
  credentials: field('credentials', secret, NO_SECRET),
  credentialsFile: field('credentials_file', string, ''),
  credentialsRef: field('credentials_ref', string, ''),
});

const proxyFields = {
  proxyUrl: optional('proxy_url', proxyUrl),
  noProxy: field('no_proxy', string, ''),
  proxyFromEnvironment: field('proxy_from_environment', boolean, false),
  proxyConnectHeader: field('proxy_connect_header', map(list(secret)), {}),
};

const oauth2 = struct('config.OAuth2', {
  clientId: field('client_id', string, ''),
  clientSecret: field('client_secret', secret, NO_SECRET),
  clientSecretFile: field('client_secret_file', string, ''),
  clientSecretRef: field('client_secret_ref', string, ''),
  clientCertificateKeyId: field('client_certificate_key_id', string, ''),
  clientCertificateKey: field('client_certificate_key', secret, NO_SECRET),
  clientCertificateKeyFile: field('client_certificate_key_file', string, ''),
  clientCertificateKeyRef: field('client_certificate_key_ref', string, ''),
  grantType: field('grant_type', string, ''),
  signatureAlgorithm: field('signature_algorithm', string, ''),
  iss: field('iss', string, ''),
  audience: field('audience', string, ''),
  claims: field('claims', map(any), {}),
  scopes: field('scopes', list(string), []),
  tokenUrl: field('token_url', string, '', 'always'),
  endpointParams: field('endpoint_params', map(string), {}),
  tlsConfig: optional('tls_config', tlsConfig),
  ...proxyFields,
});

export const httpHeader = struct('config.Header', {
  values: field('values', list(string), []),
  secrets: field('secrets', list(secret), []),
  files: field('files', list(string), []),
});

const shape = struct(
  'config.HTTPClientConfig',
  {
    basicAuth: optional('basic_auth', basicAuth),
    authorization: optional('authorization', authorization),
    oauth2: optional('oauth2', oauth2),
    bearerToken: field('bearer_token', secret, NO_SECRET),
    bearerTokenFile: field('bearer_token_file', string, ''),
    tlsConfig: optional('tls_config', tlsConfig),
    followRedirects: field('follow_redirects', boolean, true, 'always'),
    enableHttp2: field('enable_http2', boolean, true, 'always'),
    ...proxyFields,
    httpHeaders: field('http_headers', map(httpHeader), {}),
  },
  (config, complain) => {
    checkAuthorization(config, complain);
    if (config.oauth2 !== undefined) checkOAuth2(config.oauth2, complain);
    checkProxy(config, complain);
    for (const name of Object.keys(config.httpHeaders)) {
      if (RESERVED_HEADERS.has(name.toLowerCase()))
        complain(`setting header "${canonical(name)}" is not allowed`, 'http_headers');
    }
  },
);

/**
 * `http_config` (prometheus/common, HTTPClientConfig). A receiver's own replaces the global one as a whole. A bearer
 * token becomes the authorization that it stands for.
 */
export const httpConfig: typeof shape = {
  ...named('http_config', shape),
  decode(value, place) {
    const config = shape.decode(value, place);
    if (config === undefined) return undefined;
    const { bearerToken: credentials, bearerTokenFile: credentialsFile, authorization: own } = config;
    if (credentials.reveal() !== '' || credentialsFile !== '') {
      const bearer = { type: 'Bearer', credentials, credentialsFile, credentialsRef: '' };
      return { ...config, bearerToken: NO_SECRET, bearerTokenFile: '', authorization: bearer };
    }
    return own === undefined ? config : { ...config, authorization: { ...own, type: own.type.trim() || 'Bearer' } };
  },
};

export type HttpConfig = Infer<typeof httpConfig>;
export type OAuth2Config = NonNullable<HttpConfig['oauth2']>;

/** What holds where no `http_config` is written. */
export const DEFAULT_HTTP_CONFIG: HttpConfig = {
  basicAuth: undefined,
  authorization: undefined,
  oauth2: undefined,
  bearerToken: NO_SECRET,
  bearerTokenFile: '',
  tlsConfig: undefined,
  followRedirects: true,
  enableHttp2: true,
  proxyUrl: undefined,
  noProxy: '',
  proxyFromEnvironment: false,
  proxyConnectHeader: {},
  httpHeaders: {},
};

type Authorized = Pick<HttpConfig, 'basicAuth' | 'authorization' | 'oauth2' | 'bearerToken' | 'bearerTokenFile'>;

function checkAuthorization(config: Authorized, complain: Complain): void {
  const { basicAuth: basic, authorization: auth, oauth2: oauth, bearerTokenFile } = config;
  const bearers = count(config.bearerToken.reveal(), bearerTokenFile);
  if (bearers > 1) complain('at most one of bearer_token & bearer_token_file must be configured');
  if (bearers > 0 && (basic !== undefined || oauth !== undefined)) {
    complain('at most one of basic_auth, oauth2, bearer_token & bearer_token_file must be configured');
  }
  if (basic !== undefined) {
    if (count(basic.username, basic.usernameFile, basic.usernameRef) > 1) {
      complain('at most one of basic_auth username, username_file & username_ref must be configured', 'basic_auth');
    }
    if (count(basic.password.reveal(), basic.passwordFile, basic.passwordRef) > 1) {
      complain('at most one of basic_auth password, password_file & password_ref must be configured', 'basic_auth');
    }
  }
  if (auth !== undefined) {
    if (bearers > 0) complain('authorization is not compatible with bearer_token & bearer_token_file');
    if (count(auth.credentials.reveal(), auth.credentialsFile, auth.credentialsRef) > 1) {
      complain('at most one of authorization credentials & credentials_file must be configured', 'authorization');
    }
    if (auth.type.trim().toLowerCase() === 'basic') {
      complain('authorization type cannot be set to "basic", use "basic_auth" instead', 'authorization');
    }
  }
  if (count(basic && 'basic', auth && 'authorization', oauth && 'oauth2') > 1) {
    complain('at most one of basic_auth, oauth2 & authorization must be configured');
  }
}

function checkOAuth2(config: OAuth2Config, complain: Complain): void {
  if (config.clientId === '') complain('oauth2 client_id must be configured', 'oauth2');
  if (config.tokenUrl === '') complain('oauth2 token_url must be configured', 'oauth2');
  if (config.grantType === 'urn:ietf:params:oauth:grant-type:jwt-bearer') {
    if (!['', 'RS256', 'RS384', 'RS512'].includes(config.signatureAlgorithm)) {
      complain('valid signature algorithms are RS256, RS384 and RS512', 'oauth2');
    }
  } else if (count(config.clientSecret.reveal(), config.clientSecretFile, config.clientSecretRef) > 1) {
    complain(
      'at most one of oauth2 client_secret, client_secret_file & client_secret_ref must be configured using grant-type=client_credentials',
      'oauth2',
    );
  }
  checkProxy(config, complain);
}

type Proxied = Pick<HttpConfig, 'proxyUrl' | 'noProxy' | 'proxyFromEnvironment' | 'proxyConnectHeader'>;

function checkProxy(config: Proxied, complain: Complain): void {
  const hasUrl = config.proxyUrl !== undefined;
  if (Object.keys(config.proxyConnectHeader).length > 0 && !hasUrl && !config.proxyFromEnvironment) {
    complain('if proxy_connect_header is configured, proxy_url or proxy_from_environment must also be configured');
  }
  if (config.proxyFromEnvironment && hasUrl) {
    complain('if proxy_from_environment is configured, proxy_url must not be configured');
  }
  if (config.proxyFromEnvironment && config.noProxy !== '') {
    complain('if proxy_from_environment is configured, no_proxy must not be configured');
  }
  if (config.noProxy !== '' && !hasUrl) complain('if no_proxy is configured, proxy_url must also be configured');
}

function count(...values: readonly (string | undefined)[]): number {
  return values.filter((value) => value !== undefined && value !== '').length;
}

/** `x-amz-date` as `X-Amz-Date`. */
function canonical(name: string): string {
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}

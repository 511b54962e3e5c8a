import { createSign } from 'node:crypto';
import { type ReadFile, secretValue } from './file-secret.js';
import type { OAuth2Config } from './http-config.js';
import type { HttpRequest, HttpResponse } from './http-message.js';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** A token is renewed so long before it ends (golang.org/x/oauth2). */
const EARLY_MS = 10_000;

type Send = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;

/** Fetches an access token and keeps it until it ends, or until the secret in its file changes. */
export class OAuth2Token {
  #token: { readonly value: string; readonly endsAtMs: number; readonly secret: string } | undefined;

  constructor(
    private readonly config: OAuth2Config,
    private readonly read: ReadFile,
    private readonly send: Send,
    private readonly nowMs: () => number,
  ) {}

  /** @throws {Error} when the token endpoint refuses; the message shows neither secret nor URL */
  async value(signal: AbortSignal): Promise<string> {
    const isJwt = this.config.grantType === JWT_BEARER;
    const secret = isJwt
      ? await secretValue(this.config.clientCertificateKey, this.config.clientCertificateKeyFile, this.read)
      : await secretValue(this.config.clientSecret, this.config.clientSecretFile, this.read);
    const known = this.#token;
    if (known !== undefined && known.secret === secret && this.nowMs() < known.endsAtMs) return known.value;

    const response = isJwt ? await this.#byJwt(secret, signal) : await this.#bySecret(secret, signal);
    if (response.status < 200 || response.status > 299) {
      throw new Error(`oauth2: cannot fetch token: the token endpoint answered ${response.status}`);
    }
    const { access_token: value, expires_in: seconds } = JSON.parse(response.body) as {
      access_token?: string;
      expires_in?: number | string;
    };
    if (typeof value !== 'string' || value === '') throw new Error('oauth2: server response missing access_token');
    const lifeMs = seconds === undefined ? Number.POSITIVE_INFINITY : Number(seconds) * 1000 - EARLY_MS;
    this.#token = { value, secret, endsAtMs: this.nowMs() + lifeMs };
    return value;
  }

  /** Id and secret as basic authorization, or in the form where the server does not take that. */
  async #bySecret(secret: string, signal: AbortSignal): Promise<HttpResponse> {
    const { clientId } = this.config;
    const form = this.#form({ grant_type: 'client_credentials' });
    const credentials = `${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`;
    const basic = `Basic ${Buffer.from(credentials).toString('base64')}`;
    const response = await this.#post(form, { authorization: basic }, signal);
    if (response.status !== 400 && response.status !== 401) return response;
    form.set('client_id', clientId);
    form.set('client_secret', secret);
    return this.#post(form, {}, signal);
  }

  #byJwt(key: string, signal: AbortSignal): Promise<HttpResponse> {
    const { iss, clientId, audience, tokenUrl, claims, clientCertificateKeyId, signatureAlgorithm } = this.config;
    const algorithm = signatureAlgorithm || 'RS256';
    const seconds = Math.floor(this.nowMs() / 1000);
    const payload = {
      iss: iss || clientId,
      sub: clientId,
      aud: audience || tokenUrl,
      iat: seconds,
      exp: seconds + 3600,
      scope: this.config.scopes.join(' '),
      ...claims,
    };
    const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const unsigned = `${encode({ alg: algorithm, typ: 'JWT', kid: clientCertificateKeyId || undefined })}.${encode(payload)}`;
    const signature = createSign(`RSA-SHA${algorithm.slice(2)}`)
      .update(unsigned)
      .sign(key, 'base64url');
    return this.#post(this.#form({ grant_type: JWT_BEARER, assertion: `${unsigned}.${signature}` }), {}, signal);
  }

  #form(fields: Readonly<Record<string, string>>): URLSearchParams {
    const { scopes, endpointParams } = this.config;
    const form = new URLSearchParams(fields);
    if (scopes.length > 0) form.set('scope', scopes.join(' '));
    for (const [name, value] of Object.entries(endpointParams)) form.set(name, value);
    return form;
  }

  #post(form: URLSearchParams, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<HttpResponse> {
    const request: HttpRequest = {
      method: 'POST',
      url: this.config.tokenUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: form.toString(),
    };
    return this.send(request, signal);
  }
}

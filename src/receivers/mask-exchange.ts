import type { RawExchange } from '../httpclient/transcript.js';
import type { Exchange } from '../notify/exchange.js';
import { MASK } from '../schema/secret.js';
import { partsOfUrl } from './secret-parts.js';

/** What is kept of bodies, in characters. */
const REQUEST_MAX = 16 * 1024;
const RESPONSE_MAX = 4 * 1024;

/** What is shorter stands in many a word, and without it no error could be read. */
const WORD_MIN = 4;

/** Of a longer body no more is looked at. */
const LOOKED_AT_MAX = 1024 * 1024;

/** A header with such a name is a secret as a whole; of a scheme and credentials, the credentials. */
const SECRET_HEADER = /auth|cookie|token|secret|key|password|signature/i;
const SCHEME = /^(\S+) \S/;

/** Values with such names are secret, also where nobody knew them before: a vendor's own tokens come so. */
const SECRET_NAME = '[\\w-]*(?:token|secret|password|passwd|api_?key|routing_key|service_key|signature)[\\w-]*';
const IN_JSON = new RegExp(`("${SECRET_NAME}"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*"`, 'gi');
const IN_QUERY = new RegExp(`((?:^|[?&])(?:${SECRET_NAME}|key|sig)=)[^&#\\s]*`, 'gi');
const IN_XML = new RegExp(`(<(${SECRET_NAME})>)[^<]*(?=</)`, 'gi');

/** Takes everything secret out of an exchange, by value and by name, and cuts it. */
export class ExchangeMask {
  readonly #forms: readonly string[];
  /** A URL that is made of a template may be any: of such ones only the host is shown. */
  readonly #hidesPaths: boolean;

  /** @param secrets their values, and the templates that some of them are made of */
  constructor(secrets: Iterable<string>) {
    const all = [...secrets];
    this.#hidesPaths = all.some((secret) => secret.includes('{{') && /^\s*(https?:|\{\{)/.test(secret));
    const forms = all.flatMap((secret) => (URL.canParse(secret) ? partsOfUrl(secret) : [secret])).flatMap(formsOf);
    // One may begin with another, whose end would stay.
    this.#forms = [...new Set(forms)].filter((form) => form !== '').sort((a, b) => b.length - a.length);
  }

  exchange({ method, url, headers, body, startedMs, endedMs, response, error }: RawExchange): Exchange {
    const [shown, isBodyCut] = this.#body(body, REQUEST_MAX);
    const answer = response && this.#body(response.body, RESPONSE_MAX);
    return {
      method,
      url: this.#url(url),
      headers: this.#headers(headers),
      body: shown,
      isBodyCut,
      atMs: startedMs,
      seconds: (endedMs - startedMs) / 1000,
      ...(response === undefined || answer === undefined
        ? {}
        : {
            response: {
              status: response.status,
              headers: this.#headers(response.headers),
              body: answer[0],
              isBodyCut: answer[1],
            },
          }),
      ...(error === undefined ? {} : { error: this.text(error) }),
    };
  }

  /** What is said of a failure: nothing of it is changed but values that are known as secrets. */
  words(text: string): string {
    return without(
      this.#forms.filter(({ length }) => length >= WORD_MIN),
      text,
    );
  }

  text(text: string): string {
    return without(this.#forms, text)
      .replace(IN_JSON, `$1${MASK}"`)
      .replace(IN_QUERY, `$1${MASK}`)
      .replace(IN_XML, `$1${MASK}`);
  }

  #url(url: string): string {
    if (!URL.canParse(url)) return this.text(url);
    const parsed = new URL(url);
    const base = parsed.host === '' ? `${parsed.protocol}//` : `${parsed.protocol}//${parsed.host}`;
    const rest = `${parsed.pathname}${parsed.search}`;
    if (this.#hidesPaths && rest.length > 1) return `${base}/${MASK}`;
    // The whole of it may be the secret; its host never is.
    const masked = this.text(rest);
    return `${base}${masked.startsWith('/') || masked === '' ? '' : '/'}${masked}`;
  }

  #headers(headers: RawExchange['headers']): Record<string, string> {
    return Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) => {
        if (value === undefined) return [];
        const text = typeof value === 'string' ? value : value.join(', ');
        if (!SECRET_HEADER.test(name)) return [[name, this.text(text)]];
        const [, scheme] = SCHEME.exec(text) ?? [];
        return [[name, scheme !== undefined && /authorization/i.test(name) ? `${this.text(scheme)} ${MASK}` : MASK]];
      }),
    );
  }

  #body(body: string, max: number): [text: string, isCut: boolean] {
    const masked = this.text(body.slice(0, LOOKED_AT_MAX));
    return masked.length <= max && body.length <= LOOKED_AT_MAX ? [masked, false] : [masked.slice(0, max), true];
  }
}

function without(forms: readonly string[], text: string): string {
  return forms.reduce((rest, form) => rest.replaceAll(form, MASK), text);
}

/** A secret as it may stand in a URL, in JSON, and in a form. */
function formsOf(secret: string): string[] {
  const encoded = encodeURIComponent(secret.toWellFormed());
  return [secret, secret.trim(), encoded, encoded.replaceAll('%20', '+'), JSON.stringify(secret).slice(1, -1)];
}

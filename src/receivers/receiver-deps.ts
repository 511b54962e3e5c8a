import type { ReadFile } from '../httpclient/file-secret.js';
import type { HttpClient } from '../httpclient/http-client.js';
import type { HttpConfig } from '../httpclient/http-config.js';
import type { OutboundGuard } from '../httpclient/outbound-guard.js';
import type { Templates } from '../template/templates.js';

/** What a notifier is built with. */
export interface ReceiverDeps {
  readonly templates: Templates;
  readonly httpClient: (config: HttpConfig) => HttpClient;
  /** Reads a file that the configuration names. */
  readonly read: ReadFile;
  /** Which addresses may be dialled; all of them without it. The HTTP client heeds it. */
  readonly guard?: OutboundGuard | undefined;
  /** Of this machine, for message ids. */
  readonly hostname: string;
}

import type { DynamicModule } from '@nestjs/common';
import type { RequestTracing } from './request-tracing.js';

export interface HttpOptions {
  /** `""`, or a path such as `/foo` without a trailing slash, before every path of the server. */
  readonly routePrefix: string;
  /** How many GET requests are answered at once. */
  readonly getConcurrencyMax: number;
  /** How long a request may take, milliseconds; 0: no limit. */
  readonly timeoutMs: number;
  /** The largest request body, after decompression too. */
  readonly bodyBytesMax: number;
  /** Where the built pages of the web UI are. */
  readonly uiFolder: string;
  /** What else runs in the server's Nest application. */
  readonly modules?: readonly DynamicModule[];
  readonly tracing?: RequestTracing | undefined;
}

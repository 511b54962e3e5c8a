import { Past, type PastAnswer, type PastPage } from '../../src/api/past.js';

/** The past of an engine to which nothing ever happened. */
export class TestPast extends Past {
  override async explain(): Promise<PastAnswer> {
    return { explanations: [], total: 0, missing: 'Not sent: no alert has arrived.' };
  }

  override async alertEvents(): Promise<PastPage<never>> {
    return { items: [], next: undefined };
  }

  override async flushes(): Promise<PastPage<never>> {
    return { items: [], next: undefined };
  }
}

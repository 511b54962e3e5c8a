import type { HttpStandIn } from './vendors/http-stand-in.js';

interface NetworkFault {
  readonly fault: string;
  /** Breaks the way to the vendor. @returns the signal of the attempt */
  readonly arrange: (server: HttpStandIn) => AbortSignal | Promise<AbortSignal>;
  readonly reason: string;
}

const PATIENT = () => AbortSignal.timeout(5000);

/** What can happen between us and a vendor; each is tried again. */
export const NETWORK_FAULTS: readonly NetworkFault[] = [
  {
    fault: 'the connection ends without an answer',
    arrange: (server) => {
      server.behave(() => 'drop');
      return PATIENT();
    },
    reason: 'other',
  },
  {
    fault: 'nobody listens',
    arrange: async (server) => {
      await server.close();
      return PATIENT();
    },
    reason: 'other',
  },
  {
    fault: 'no answer comes in time',
    arrange: (server) => {
      const deadline = new AbortController();
      server.behave(() => {
        deadline.abort();
        return new Promise(() => {});
      });
      return deadline.signal;
    },
    reason: 'contextDeadlineExceeded',
  },
];

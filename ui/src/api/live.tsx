import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { ChangeApplier, type LiveChange } from './apply-changes';

const KINDS = ['alert', 'group', 'silence', 'delivery', 'config'];

/** Whether what is shown is what is: `sinceMs` says since when it may not be. */
export type Liveness =
  | { readonly state: 'live' }
  | { readonly state: 'connecting' | 'stale'; readonly sinceMs: number };

/** Changes are gathered for so long before anything is drawn: at most four times a second. */
const GATHER_MS = 250;

/** A break that is shorter is not worth a word. */
const STALE_AFTER_MS = 3_000;

const LiveContext = createContext<Liveness>({ state: 'live' });

/** Whether the pages follow the server. */
export function useLiveness(): Liveness {
  return useContext(LiveContext);
}

/** Follows the server's changes. The browser connects again by itself, and says where it stopped. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [liveness, setLiveness] = useState<Liveness>({ state: 'connecting', sinceMs: Date.now() });

  useEffect(() => {
    const source = new EventSource('api/tocsin/v1/events');
    const applier = new ChangeApplier(queries);
    let gathered: LiveChange[] = [];
    let gathering: number | undefined;
    let stale: number | undefined;

    const apply = () => {
      gathering = undefined;
      const changes = gathered;
      gathered = [];
      applier.apply(changes);
    };
    for (const kind of KINDS) {
      source.addEventListener(kind, ({ data }) => {
        gathered.push({ kind, data: JSON.parse(data) });
        gathering ??= window.setTimeout(apply, GATHER_MS);
      });
    }
    source.addEventListener('reset', () => applier.reset());
    source.onopen = () => {
      window.clearTimeout(stale);
      stale = undefined;
      setLiveness({ state: 'live' });
    };
    source.onerror = () => {
      const sinceMs = Date.now();
      stale ??= window.setTimeout(() => setLiveness({ state: 'stale', sinceMs }), STALE_AFTER_MS);
    };
    return () => {
      source.close();
      applier.stop();
      window.clearTimeout(gathering);
      window.clearTimeout(stale);
    };
  }, [queries]);

  return <LiveContext value={liveness}>{children}</LiveContext>;
}

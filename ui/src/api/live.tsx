import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

/** What the event stream tells of. */
const EVENT_KINDS = ['alert', 'group', 'silence', 'delivery', 'config'] as const;

/** Whether what is shown is what is: `sinceMs` says since when it may not be. */
export type Liveness =
  | { readonly state: 'live' }
  | { readonly state: 'connecting' | 'stale'; readonly sinceMs: number };

/** Changes are gathered for so long before anything is read again: at most four times a second. */
const GATHER_MS = 250;

/** A break that is shorter is not worth a word. */
const STALE_AFTER_MS = 3_000;

const LiveContext = createContext<Liveness>({ state: 'live' });

/** Whether the pages follow the server. */
export function useLiveness(): Liveness {
  return useContext(LiveContext);
}

/**
 * Listens to the server's changes and has read again what they concern: queries whose key begins with the kind of an
 * event. The browser connects again by itself and says where it stopped.
 */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [liveness, setLiveness] = useState<Liveness>({ state: 'connecting', sinceMs: Date.now() });

  useEffect(() => {
    const source = new EventSource('api/tocsin/v1/events');
    const changed = new Set<string>();
    let gathering: number | undefined;
    let stale: number | undefined;

    const readAgain = () => {
      gathering = undefined;
      for (const kind of changed) void queries.invalidateQueries({ queryKey: [kind] });
      changed.clear();
    };
    const note = (kind: string) => {
      changed.add(kind);
      gathering ??= window.setTimeout(readAgain, GATHER_MS);
    };
    const missed = () => {
      for (const kind of EVENT_KINDS) note(kind);
    };

    for (const kind of EVENT_KINDS) source.addEventListener(kind, () => note(kind));
    source.addEventListener('reset', missed);
    source.onopen = () => {
      window.clearTimeout(stale);
      stale = undefined;
      setLiveness((last) => {
        if (last.state === 'stale') missed();
        return { state: 'live' };
      });
    };
    source.onerror = () => {
      const sinceMs = Date.now();
      stale ??= window.setTimeout(() => setLiveness({ state: 'stale', sinceMs }), STALE_AFTER_MS);
    };
    return () => {
      source.close();
      window.clearTimeout(gathering);
      window.clearTimeout(stale);
    };
  }, [queries]);

  return <LiveContext value={liveness}>{children}</LiveContext>;
}

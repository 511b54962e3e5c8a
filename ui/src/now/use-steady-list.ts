import { useCallback, useEffect, useRef, useState } from 'react';

export interface SteadyList<T> {
  /** In an order that does not change by itself. */
  readonly rows: readonly { readonly item: T; readonly isGone: boolean }[];
  /** How many have come that are not shown yet. */
  readonly newCount: number;
  /** Shows the list as it is. */
  readonly catchUp: () => void;
}

/** Who does nothing for so long, as a screen on a wall does, is shown the list as it is. */
const IDLE_MS = 20_000;

/**
 * Keeps the rows of a live list where they are while somebody reads it: what is known changes in its place, what has gone
 * stays, marked, and what is new waits until it is asked for.
 *
 * @param key of what is asked; with another one the list begins anew
 */
export function useSteadyList<T extends { readonly id: string }>(
  items: readonly T[] | undefined,
  key: string,
): SteadyList<T> {
  const [shown, setShown] = useState<{ readonly key: string; readonly items: readonly T[] } | undefined>();
  const lastActive = useRef(0);

  const catchUp = useCallback(() => {
    if (items !== undefined) setShown({ key, items });
  }, [items, key]);

  useEffect(() => {
    const onActivity = () => {
      lastActive.current = performance.now();
    };
    const kinds = ['pointermove', 'keydown', 'wheel', 'touchstart'];
    for (const kind of kinds) window.addEventListener(kind, onActivity, { passive: true });
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, onActivity);
    };
  }, []);

  const isFirst = shown === undefined || shown.key !== key || shown.items.length === 0;
  useEffect(() => {
    const isIdle = performance.now() - lastActive.current > IDLE_MS;
    if (isFirst || isIdle) catchUp();
  }, [isFirst, catchUp]);

  if (items === undefined) return { rows: [], newCount: 0, catchUp };
  if (isFirst) return { rows: items.map((item) => ({ item, isGone: false })), newCount: 0, catchUp };
  const current = new Map(items.map((item) => [item.id, item]));
  const rows = shown.items.map((known) => {
    const item = current.get(known.id);
    return { item: item ?? known, isGone: item === undefined };
  });
  const known = new Set(shown.items.map(({ id }) => id));
  return { rows, newCount: items.filter(({ id }) => !known.has(id)).length, catchUp };
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { del, get, post } from '../api/client';
import type { Matcher, Silence, SilenceDraft } from '../api/types';

export const SILENCE_PAGES = 'api/v2/silences';

/** Who would go quiet: `POST /silences/preview`. */
export interface SilencePreview {
  /** Alerts that match now. */
  readonly total: number;
  /** Of all alerts, from 0 to 1. */
  readonly share: number;
  readonly receivers: readonly { readonly name: string; readonly alerts: number }[];
  /** The first hundred. */
  readonly alerts: readonly { readonly fingerprint: string; readonly labels: Readonly<Record<string, string>> }[];
}

export function useSilences() {
  return useQuery({
    queryKey: ['silence', 'list'],
    queryFn: ({ signal }) => get<readonly Silence[]>(SILENCE_PAGES, {}, signal),
  });
}

/** How many alerts each active silence hides now, by its id. */
export function useHiding() {
  return useQuery({
    queryKey: ['silence', 'hiding'],
    queryFn: async ({ signal }) => {
      const { items } = await get<{ readonly items: readonly { readonly id: string; readonly alerts: number }[] }>(
        'api/tocsin/v1/silences/hiding',
        {},
        signal,
      );
      return new Map(items.map(({ id, alerts }) => [id, alerts]));
    },
  });
}

export function usePreview(matchers: readonly Matcher[]) {
  return useQuery({
    queryKey: ['alert', 'preview', matchers],
    queryFn: ({ signal }) => post<SilencePreview>('api/tocsin/v1/silences/preview', { matchers }, signal),
    enabled: matchers.length > 0,
  });
}

/** Makes, changes and ends silences; the list is read again after each. */
export function useSilenceActions() {
  const queries = useQueryClient();
  const after = { onSettled: () => queries.invalidateQueries({ queryKey: ['silence'] }) };
  const save = useMutation({
    mutationFn: (draft: SilenceDraft) => post<{ readonly silenceID: string }>(SILENCE_PAGES, draft),
    ...after,
  });
  const expire = useMutation({ mutationFn: (id: string) => del(`api/v2/silence/${encodeURIComponent(id)}`), ...after });
  return { save: save.mutateAsync, expire: expire.mutateAsync, isBusy: save.isPending || expire.isPending };
}

/** The same again, as a new one. */
export function draftOf({ matchers, startsAt, endsAt, createdBy, comment }: Silence): SilenceDraft {
  return { matchers, startsAt, endsAt, createdBy, comment };
}

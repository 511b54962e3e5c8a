import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post } from '../api/client';
import type { DeliveryState, DeliverySummary, Labels, Page } from '../api/types';
import { isInTrouble } from './integration-trouble';

/** How one configured integration does. */
export interface IntegrationHealth {
  readonly receiver: string;
  /** `slack[0]` */
  readonly integration: string;
  readonly waiting: number;
  readonly running: number;
  readonly oldestWaitingSeconds: number | null;
  readonly deadLetters: number;
  readonly lastDeliveredAt: string | null;
  readonly lastFailure: { readonly at: string; readonly reason: string; readonly error: string } | null;
  readonly attemptsLastHour: number;
  readonly failuresLastHour: number;
  readonly rateLimitedUntil: string | null;
}

export interface Exchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Labels;
    readonly body: string;
    /** There is more of it. */
    readonly bodyCut: boolean;
  };
  readonly response: { readonly status: number; readonly body: string; readonly bodyCut: boolean } | null;
}

export interface DeliveryDetail extends Omit<DeliverySummary, 'attempts'> {
  readonly attempts: readonly (DeliverySummary['attempts'][number] & {
    readonly exchanges: readonly Exchange[];
    /** Not where it was too much to keep. */
    readonly exchangesKept: boolean;
  })[];
}

export interface DeadLetter {
  readonly id: string;
  readonly receiver: string;
  readonly integration: string;
  readonly groupLabels: Labels;
  readonly failedAt: string;
  readonly reason: string;
  readonly error: string;
}

export function useIntegrations() {
  return useQuery({
    queryKey: ['delivery', 'integrations'],
    queryFn: ({ signal }) => integrations(signal),
    refetchInterval: 10_000,
  });
}

/** How many integrations fail. It is asked now and then alone, whatever is delivered: every screen shows it. */
export function useFailingCount(): number {
  const { data } = useQuery({
    queryKey: ['health', 'integrations'],
    queryFn: async ({ signal }) => (await integrations(signal)).filter(isInTrouble).length,
    refetchInterval: 10_000,
  });
  return data ?? 0;
}

async function integrations(signal: AbortSignal): Promise<readonly IntegrationHealth[]> {
  return (await get<Page<IntegrationHealth>>('api/tocsin/v1/integrations', { limit: 1000 }, signal)).items;
}

export interface DeliveryFilter {
  readonly state: DeliveryState | undefined;
  readonly receiver: string | undefined;
}

export function useDeliveries(filter: DeliveryFilter) {
  return useQuery({
    queryKey: ['delivery', 'log', filter],
    queryFn: async ({ signal }) =>
      (await get<Page<DeliverySummary>>('api/tocsin/v1/deliveries', { ...filter, limit: 100 }, signal)).items,
  });
}

export function useDelivery(id: string) {
  return useQuery({
    queryKey: ['delivery', 'one', id],
    queryFn: ({ signal }) => get<DeliveryDetail>(`api/tocsin/v1/deliveries/${encodeURIComponent(id)}`, {}, signal),
  });
}

export function useDeadLetters() {
  return useQuery({
    queryKey: ['delivery', 'dead'],
    queryFn: async ({ signal }) =>
      (await get<Page<DeadLetter>>('api/tocsin/v1/dead-letters', { limit: 200 }, signal)).items,
  });
}

/** What became of each of several. */
export interface Replayed {
  readonly results: readonly { readonly id: string; readonly outcome: 'queued' | 'refused'; readonly error?: string }[];
}

export interface TestResult {
  readonly integrations: readonly {
    readonly integration: string;
    readonly outcome: 'delivered' | 'failed';
    readonly seconds: number;
    readonly error?: string;
  }[];
}

export function useDeliveryActions() {
  const queries = useQueryClient();
  const after = { onSettled: () => queries.invalidateQueries({ queryKey: ['delivery'] }) };
  const retry = useMutation({
    mutationFn: (id: string) => post<void>(`api/tocsin/v1/deliveries/${encodeURIComponent(id)}/retry`),
    ...after,
  });
  const replay = useMutation({
    mutationFn: (ids: readonly string[]) => post<Replayed>('api/tocsin/v1/dead-letters/replay', { ids }),
    ...after,
  });
  const test = useMutation({
    mutationFn: (receiver: string) =>
      post<TestResult>(`api/tocsin/v1/receivers/${encodeURIComponent(receiver)}/test`, {}),
  });
  return { retry: retry.mutateAsync, replay: replay.mutateAsync, test: test.mutateAsync, isTesting: test.isPending };
}

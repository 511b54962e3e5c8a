import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import type { Page } from '../api/types';

export interface Suggestion {
  /** What the field holds when it is taken. */
  readonly text: string;
  /** On how many alerts it is. */
  readonly note: string;
}

interface Counted {
  readonly name: string;
  readonly alerts: number;
}

const SHOWN = 12;

/**
 * How a half-written matcher could go on: label names, then operators, then the values that there are.
 *
 * @param isAsked they are looked up only then
 */
export function useSuggestions(text: string, isAsked: boolean): readonly Suggestion[] {
  const { name, operator, value } = partsOf(text);
  const isValue = operator !== undefined;
  const answer = useQuery({
    queryKey: ['alert', 'suggestions', isValue ? name : '', isValue ? value : name],
    queryFn: async ({ signal }) => {
      const path = isValue ? `api/tocsin/v1/labels/${encodeURIComponent(name)}/values` : 'api/tocsin/v1/labels';
      const page = await get<Page<Counted>>(path, { prefix: isValue ? value : name, limit: SHOWN }, signal);
      return page.items;
    },
    staleTime: 5_000,
    enabled: isAsked,
  });
  return (answer.data ?? []).map((item) => ({
    text: isValue
      ? `${name}${operator}"${item.name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
      : `${item.name}=`,
    note: String(item.alerts),
  }));
}

function partsOf(text: string): {
  readonly name: string;
  readonly operator: string | undefined;
  readonly value: string;
} {
  const [, name = '', operator, value = ''] =
    /^\s*"?([^=!~"\s]*)"?\s*(=~|!~|!=|=)?\s*"?([\s\S]*?)"?$/u.exec(text) ?? [];
  return { name, operator, value };
}

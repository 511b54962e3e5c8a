import { QueryClient } from '@tanstack/react-query';

/** What was read stays shown while it is read again; the event stream says when that is needed. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 300_000,
      retry: 1,
      refetchOnWindowFocus: false,
      placeholderData: (last: unknown) => last,
    },
    mutations: { retry: false },
  },
});

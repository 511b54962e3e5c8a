import { useLocalStorage } from '@mantine/hooks';
import { createContext, type ReactNode, useContext, useMemo } from 'react';

/** How this browser likes to be shown things; kept in it, known to nobody else. */
export interface Preferences {
  readonly timeZone: 'browser' | 'UTC';
  readonly setTimeZone: (zone: 'browser' | 'UTC') => void;
  /** Who makes silences here. */
  readonly author: string;
  readonly setAuthor: (author: string) => void;
  readonly density: 'compact' | 'comfortable';
  readonly setDensity: (density: 'compact' | 'comfortable') => void;
}

const PreferencesContext = createContext<Preferences | undefined>(undefined);

export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext);
  if (preferences === undefined) throw new Error('there is no PreferencesProvider above');
  return preferences;
}

export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [timeZone, setTimeZone] = useLocalStorage<'browser' | 'UTC'>({
    key: 'tocsin-time-zone',
    defaultValue: 'browser',
  });
  const [author, setAuthor] = useLocalStorage({ key: 'tocsin-author', defaultValue: '' });
  const [density, setDensity] = useLocalStorage<'compact' | 'comfortable'>({
    key: 'tocsin-density',
    defaultValue: 'comfortable',
  });
  const preferences = useMemo(
    () => ({ timeZone, setTimeZone, author, setAuthor, density, setDensity }),
    [timeZone, setTimeZone, author, setAuthor, density, setDensity],
  );
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>;
}

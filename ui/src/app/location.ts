import { useSyncExternalStore } from 'react';

/** Where in the pages somebody is. All of it is in the URL's fragment, as in Alertmanager: `#/alerts?filter=…`. */
export interface Place {
  /** `/silences/0123` */
  readonly path: string;
  readonly params: URLSearchParams;
}

let last: { readonly hash: string; readonly place: Place } | undefined;

/** Where somebody is at this moment: for what is done on a click, and not drawn. */
export function currentPlace(): Place {
  const { hash } = window.location;
  if (last?.hash !== hash) last = { hash, place: parse(hash) };
  return last.place;
}

function parse(hash: string): Place {
  const text = hash.replace(/^#\/?/, '');
  const query = text.indexOf('?');
  const path = query < 0 ? text : text.slice(0, query);
  return { path: `/${path}`, params: new URLSearchParams(query < 0 ? '' : text.slice(query + 1)) };
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function usePlace(): Place {
  return useSyncExternalStore(subscribe, currentPlace);
}

/** The path alone: for what stays as it is while somebody filters. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => currentPlace().path);
}

export type Params = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The URL of a place, to be used as `href`: a link can be opened in another tab, copied and shared. */
export function hrefOf(path: string, params: Params = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) query.append(name, one);
  }
  const text = query.toString();
  return text === '' ? `#${path}` : `#${path}?${text}`;
}

export function go(href: string): void {
  window.location.hash = href.replace(/^#/, '');
}

/** Changes parameters of the place without a step in the history: for what is typed. */
export function replaceParams(changes: Params): void {
  const { path, params } = currentPlace();
  const merged = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    merged.delete(name);
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) merged.append(name, one);
  }
  const text = merged.toString();
  window.history.replaceState(window.history.state, '', text === '' ? `#${path}` : `#${path}?${text}`);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

import { useRef } from 'react';

/** The same array as long as what is in it is the same, so that what is drawn from it is not drawn again. */
export function useKept(list: readonly string[]): readonly string[] {
  const kept = useRef(list);
  if (list.length !== kept.current.length || list.some((each, i) => each !== kept.current[i])) kept.current = list;
  return kept.current;
}

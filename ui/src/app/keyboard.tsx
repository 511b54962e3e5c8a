import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';

/** Something that can be done with a key, and is listed in the help and the command palette. */
export interface Command {
  /** `j`, `shift+x`, `g n` (one after the other), `?`; none where it is in the palette alone. */
  readonly keys: readonly string[];
  readonly title: string;
  /** Under which heading the help lists it. */
  readonly section: string;
  readonly run: () => void;
}

interface Keyboard {
  add(command: Command): () => void;
  /** What can be done now; what was added last comes first. */
  readonly commands: readonly Command[];
}

const KeyboardContext = createContext<Keyboard | undefined>(undefined);

/** The second key of two has to follow within this. */
const SEQUENCE_MS = 1_000;

/** Commands that can be given while the component is there. */
export function useCommands(commands: readonly Command[]): void {
  const add = useKeyboard().add;
  const latest = useRef(commands);
  latest.current = commands;
  const shape = commands.map(({ keys, title, section }) => `${keys.join(',')}|${title}|${section}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: what a command does is looked up when it is given
  useEffect(() => {
    const removals = latest.current.map((command, i) => add({ ...command, run: () => latest.current[i]?.run() }));
    return () => {
      for (const remove of removals) remove();
    };
  }, [add, shape]);
}

export function useKeyboard(): Keyboard {
  const keyboard = useContext(KeyboardContext);
  if (keyboard === undefined) throw new Error('there is no KeyboardProvider above');
  return keyboard;
}

export function KeyboardProvider({ children }: { readonly children: ReactNode }) {
  const [commands, setCommands] = useState<readonly Command[]>([]);
  const latest = useRef(commands);
  latest.current = commands;

  const add = useMemo(
    () => (command: Command) => {
      setCommands((known) => [command, ...known]);
      return () => setCommands((known) => known.filter((other) => other !== command));
    },
    [],
  );

  useEffect(() => {
    let first: { readonly key: string; readonly atMs: number } | undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.altKey || isTyping(event.target)) return;
      const key = nameOf(event);
      const isSequence = first !== undefined && performance.now() - first.atMs < SEQUENCE_MS;
      const asked = isSequence ? `${first?.key} ${key}` : key;
      const command = find(asked) ?? (isSequence ? find(key) : undefined);
      first = undefined;
      if (command !== undefined) {
        event.preventDefault();
        command.run();
      } else if (latest.current.some(({ keys }) => keys.some((other) => other.startsWith(`${key} `)))) {
        first = { key, atMs: performance.now() };
      }
    };
    const find = (keys: string) => latest.current.find((command) => command.keys.includes(keys));
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  const keyboard = useMemo(() => ({ add, commands }), [add, commands]);
  return <KeyboardContext value={keyboard}>{children}</KeyboardContext>;
}

/** Keys belong to whoever types, and to a dialog that is open. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, [role="dialog"][data-keys="own"]') !== null)
  );
}

/** `ctrl+k`, `shift+x`; a sign that needs shift, such as `?`, is itself. */
function nameOf({ key, ctrlKey, shiftKey }: KeyboardEvent): string {
  const isLetter = /^[a-z]$/i.test(key);
  const name = isLetter ? key.toLowerCase() : key;
  return `${ctrlKey ? 'ctrl+' : ''}${shiftKey && (isLetter || key.length > 1) ? 'shift+' : ''}${name.length > 1 ? name.toLowerCase() : name}`;
}

import { Button, CloseButton, Paper, Text } from '@mantine/core';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import classes from './toasts.module.css';

export interface Toast {
  readonly text: string;
  readonly isError?: boolean;
  /** Takes back what was done; offered for ten seconds. */
  readonly undo?: () => Promise<void>;
}

interface Shown extends Toast {
  readonly id: number;
}

const SHOWN_MS = 10_000;
const SHOWN_MAX = 5;

const ToastContext = createContext<((toast: Toast) => void) | undefined>(undefined);

/** Says in a corner what was done. Errors stay until they are closed. */
export function useToast(): (toast: Toast) => void {
  const show = useContext(ToastContext);
  if (show === undefined) throw new Error('there is no ToastProvider above');
  return show;
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const made = useRef(0);

  const close = useCallback((id: number) => setShown((all) => all.filter((toast) => toast.id !== id)), []);
  const show = useCallback(
    (toast: Toast) => {
      const id = ++made.current;
      setShown((all) => [...all, { ...toast, id }].slice(-SHOWN_MAX));
      if (toast.isError !== true) window.setTimeout(() => close(id), SHOWN_MS);
    },
    [close],
  );
  const undo = useMemo(
    () => async (toast: Shown) => {
      close(toast.id);
      try {
        await toast.undo?.();
      } catch (error) {
        show({ text: `Not undone: ${error instanceof Error ? error.message : String(error)}`, isError: true });
      }
    },
    [close, show],
  );

  return (
    <ToastContext value={show}>
      {children}
      <div className={classes.corner} aria-live="polite">
        {shown.map((toast) => (
          <Paper key={toast.id} className={classes.toast} data-error={toast.isError} shadow="md" withBorder>
            <Text size="sm" className={classes.text}>
              {toast.text}
            </Text>
            {toast.undo !== undefined && (
              <Button size="compact-sm" variant="subtle" onClick={() => undo(toast)}>
                Undo
              </Button>
            )}
            <CloseButton size="sm" aria-label="Close" onClick={() => close(toast.id)} />
          </Paper>
        ))}
      </div>
    </ToastContext>
  );
}

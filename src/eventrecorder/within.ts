/** Runs something that has so long. Resolves when it is done, or when its time is over: `signal` aborts then. */
export async function within(ms: number, run: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      over.abort();
      resolve();
    }, ms);
  });
  try {
    await Promise.race([run(over.signal), end]);
  } finally {
    clearTimeout(timer);
  }
}

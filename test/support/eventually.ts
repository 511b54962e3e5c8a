/** Looks again and again until the expectation holds; fails with what it says once the time is over. */
export async function eventually(expectation: () => void | Promise<void>, timeoutMs = 5_000): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  for (;;) {
    try {
      await expectation();
      return;
    } catch (error) {
      if (Date.now() > endMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

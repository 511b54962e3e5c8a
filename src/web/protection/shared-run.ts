/**
 * Does the same for many askers at once. Whoever asks gets the outcome of a run that began after they asked: with one
 * run at work and one that waits, what a hundred requests ask is found out twice.
 */
export class SharedRun<T> {
  #running: Promise<T> | undefined;
  #waiting: Promise<T> | undefined;

  constructor(private readonly run: () => Promise<T>) {}

  ask(): Promise<T> {
    if (this.#running === undefined) return this.#start();
    if (this.#waiting === undefined) {
      const start = () => {
        this.#waiting = undefined;
        return this.#start();
      };
      this.#waiting = this.#running.then(start, start);
    }
    return this.#waiting;
  }

  #start(): Promise<T> {
    const running = this.run().finally(() => {
      if (this.#running === running) this.#running = undefined;
    });
    this.#running = running;
    return running;
  }
}

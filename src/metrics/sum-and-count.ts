import { Summary, type SummaryConfiguration } from 'prom-client';

/** A summary that keeps no quantiles: two additions, where prom-client would feed a t-digest for each alert. */
export class SumAndCount extends Summary {
  readonly #name: string;
  readonly #help: string;
  #sum = 0;
  #count = 0;

  constructor(configuration: SummaryConfiguration<string>) {
    super(configuration);
    this.#name = configuration.name;
    this.#help = configuration.help;
  }

  override observe(...args: [value: number] | [labels: unknown, value: number]): void {
    this.#sum += args.length === 1 ? args[0] : args[1];
    this.#count++;
  }

  override async get(): ReturnType<Summary['get']> {
    const base = await super.get();
    const values = [
      { metricName: `${this.#name}_sum`, labels: {}, value: this.#sum },
      { metricName: `${this.#name}_count`, labels: {}, value: this.#count },
    ];
    return { ...base, name: this.#name, help: this.#help, values };
  }
}

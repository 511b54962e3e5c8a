import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { SumAndCount } from './sum-and-count.js';

/** Which additional labels the feature flags ask for. */
export interface MetricFeatures {
  /** `receiver-name-in-metrics` */
  readonly receiverName: boolean;
  /** `alert-names-in-metrics` */
  readonly alertNames: boolean;
  /** `group-key-in-metrics` */
  readonly groupKey: boolean;
}

/** Makes metrics in one registry, under one prefix. */
export class MetricMaker {
  constructor(
    private readonly registry: Registry,
    private readonly prefix: string,
  ) {}

  counter<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    return new Counter({ ...this.#identity(name, help), labelNames: [...labelNames] });
  }

  gauge<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> {
    return new Gauge({ ...this.#identity(name, help), labelNames: [...labelNames] });
  }

  /** @param buckets upper bounds; Prometheus' default ones when left out */
  histogram<L extends string = never>(
    name: string,
    help: string,
    labelNames: readonly L[] = [],
    buckets: readonly number[] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  ): Histogram<L> {
    return new Histogram({ ...this.#identity(name, help), labelNames: [...labelNames], buckets: [...buckets] });
  }

  /** A summary without quantiles, as all of Alertmanager's are. */
  summary(name: string, help: string): SumAndCount {
    return new SumAndCount({ ...this.#identity(name, help), percentiles: [] });
  }

  #identity(name: string, help: string): { name: string; help: string; registers: Registry[] } {
    return { name: `${this.prefix}${name}`, help, registers: [this.registry] };
  }
}

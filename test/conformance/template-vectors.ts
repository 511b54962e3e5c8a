import type { Timestamp } from '../../src/clock/timestamp.js';
import { LabelSet } from '../../src/labels/label-set.js';
import { dataValue } from '../../src/template/data-values.js';
import type { GoValue } from '../../src/template/engine/go-value.js';
import { jsonValue } from '../../src/template/engine/json-value.js';
import { TemplateError } from '../../src/template/engine/template-error.js';
import { UTC_ZONE } from '../../src/template/go-time/zone.js';
import { RouteLabelRenderer } from '../../src/template/route-labels.js';
import { readTemplateData } from '../../src/template/template-data-json.js';
import { type Rendering, TemplateRenderer } from '../../src/template/template-renderer.js';
import { readVectors, type VectorFile } from './vectors.js';

export interface TemplateVector {
  readonly name: string;
  readonly group: string;
  readonly kind: Rendering;
  readonly template: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly data?: unknown;
  readonly dataRef?: string;
  readonly want?: string;
  readonly error?: string;
  readonly stage?: 'load' | 'parse' | 'exec';
}

/** The data of a template as JSON, in Alertmanager's names. */
export interface WireData {
  readonly receiver: string;
  readonly status: 'firing' | 'resolved';
  readonly alerts: readonly WireAlert[];
  readonly notification_reason: string;
  readonly groupLabels: Record<string, string>;
  readonly commonLabels: Record<string, string>;
  readonly commonAnnotations: Record<string, string>;
  readonly routeLabels: Record<string, string>;
  readonly externalURL: string;
}

export interface WireAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL: string;
  readonly fingerprint: string;
}

interface TemplateVectorFile extends VectorFile<TemplateVector> {
  readonly datasets: Readonly<Record<string, WireData>>;
}

/** What rendering a vector gave, in the words of the vectors. */
export type Rendered = { readonly want: string } | { readonly stage: string; readonly error: string };

export interface TemplateCase {
  readonly title: string;
  readonly vector: TemplateVector;
  readonly render: () => Rendered;
}

/** The vectors of a file, each ready to be rendered as Alertmanager would. */
export function templateCases(file: string): readonly TemplateCase[] {
  const { vectors, datasets } = readVectors<TemplateVector, TemplateVectorFile>(file);
  return vectors.map((vector) => ({
    title: `${vector.name}: ${vector.template.slice(0, 100).replaceAll('\n', '⏎')}`,
    vector,
    render: () => renderVector(vector, datasets),
  }));
}

function renderVector(vector: TemplateVector, datasets: Readonly<Record<string, WireData>>): Rendered {
  const wire = vector.dataRef === undefined ? undefined : datasets[vector.dataRef];
  try {
    const renderer = rendererOf(vector.files);
    const data = wire && readTemplateData(wire);
    const dot: GoValue = data
      ? dataValue(data, { localZone: UTC_ZONE, routeLabelsRendered: false })
      : jsonValue(vector.data);
    const labels = new RouteLabelRenderer(renderer, vector.kind, data?.routeLabels ?? LabelSet.EMPTY, dot);
    return { want: renderer.render(vector.kind, vector.template, dot, labels.functions) };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { stage: error.kind, error: error.message };
  }
}

const nowMs = () => Date.parse('2030-01-01T00:00:00Z');
let plain: TemplateRenderer | undefined;

function rendererOf(files: TemplateVector['files']): TemplateRenderer {
  const time = { nowMs, localZone: UTC_ZONE };
  if (files === undefined) {
    plain ??= new TemplateRenderer([], time);
    return plain;
  }
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return new TemplateRenderer(
    sorted.map(([name, text]) => ({ name, text })),
    time,
  );
}

/** RFC 3339 with up to nine digits of fraction. */
export function parseTimestamp(text: string): Timestamp {
  const [, seconds = '', fraction = '', zone = 'Z'] = /^([^.Z+]+?)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  const digits = fraction.padEnd(9, '0');
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? [];
  const offset = Number(hours) * 60 + Number(minutes);
  return {
    ms: Date.parse(`${seconds}${zone}`) + Number(digits.slice(0, 3)),
    nanos: Number(digits.slice(3)),
    offsetMinutes: sign === '-' ? -offset : offset,
  };
}

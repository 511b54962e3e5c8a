import { LabelSet } from '../labels/label-set.js';
import { GoError, type GoFunction, type GoFunctions } from './engine/go-function.js';
import { goString } from './engine/go-string.js';
import { STRING } from './engine/go-type.js';
import { type GoValue, stringOf } from './engine/go-value.js';
import { TemplateError } from './engine/template-error.js';
import type { Rendering, TemplateRenderer } from './template-renderer.js';

/** The labels of a route, rendered for a group, and what went wrong with those that are left out. */
export interface RenderedRouteLabels {
  readonly labels: LabelSet;
  readonly errors: readonly { readonly name: string; readonly error: TemplateError }[];
}

/** `routeLabels` for values that are rendered already: it gives them as they are, and nothing for an unknown name. */
export function renderedRouteLabels(labels: LabelSet): GoFunctions {
  return routeLabelsFunction((name) => goString(labels.get(name) ?? ''));
}

/**
 * Renders the labels of one route over one group's data. A label may refer to another by `routeLabels "name"`: each is
 * rendered once, and a circle is an error of every label on it.
 */
export class RouteLabelRenderer {
  readonly functions: GoFunctions = routeLabelsFunction((name) => this.#refer(name));
  readonly #rendered = new Map<string, string>();
  /** The labels that are being rendered, outermost first. */
  readonly #path: string[] = [];

  /** @param templates label name to template */
  constructor(
    private readonly renderer: TemplateRenderer,
    private readonly rendering: Rendering,
    private readonly templates: LabelSet,
    private readonly dot: GoValue,
  ) {}

  renderAll(): RenderedRouteLabels {
    const labels: [string, string][] = [];
    const errors: { name: string; error: TemplateError }[] = [];
    for (const name of this.templates.names) {
      try {
        labels.push([name, this.#render(name)]);
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        errors.push({ name, error });
      }
    }
    return { labels: LabelSet.from(labels), errors };
  }

  #render(name: string): string {
    const known = this.#rendered.get(name);
    const source = this.templates.get(name);
    if (known !== undefined || source === undefined) return known ?? '';
    if (this.#path.includes(name)) {
      throw new GoError(`route label cycle detected: ${[...this.#path, name].join(' -> ')}`);
    }
    this.#path.push(name);
    try {
      const text = this.renderer.render(this.rendering, source, this.dot, this.functions);
      this.#rendered.set(name, text);
      return text;
    } finally {
      this.#path.pop();
    }
  }

  /** A label that another one asks for: what fails there fails here. */
  #refer(name: string): string {
    try {
      return goString(this.#render(name));
    } catch (error) {
      throw error instanceof TemplateError ? new GoError(error.message, { cause: error }) : error;
    }
  }
}

function routeLabelsFunction(labelOf: (name: string) => string): GoFunctions {
  const definition: GoFunction = { params: [STRING], call: ([name]) => labelOf(stringOf(name) ?? '') };
  return new Map([['routeLabels', definition]]);
}

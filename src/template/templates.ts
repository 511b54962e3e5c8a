import { dataValue } from './data-values.js';
import { DEFAULT_BOUNDS, type TemplateBounds } from './engine/bounds.js';
import type { GoPointer } from './engine/go-value.js';
import { namedZone, UTC_ZONE } from './go-time/zone.js';
import type { TemplateData } from './notification-data.js';
import { type RenderedRouteLabels, RouteLabelRenderer, renderedRouteLabels } from './route-labels.js';
import { type Rendering, type TemplateFile, type TemplateLimits, TemplateRenderer } from './template-renderer.js';

/** The templates of one configuration: the built-in ones and those that the `templates` globs name. */
export interface Templates {
  /**
   * Renders a template text with Go's text/template rules; all loaded definitions are available to it.
   *
   * @throws {TemplateError} when it does not parse, fails, or exceeds its bounds
   */
  text(source: string, data: TemplateData): string;

  /** The same with html/template's contextual escaping. */
  html(source: string, data: TemplateData): string;

  /** The names of all definitions, sorted. */
  readonly names: readonly string[];
}

/** Templates that were loaded, which render a route's labels too. */
export interface LoadedTemplates extends Templates {
  /**
   * Renders the labels of a route for a group.
   *
   * @param data its `routeLabels` are the templates, by label name
   */
  routeLabels(data: TemplateData): RenderedRouteLabels;
}

export interface TemplatesOptions extends Omit<TemplateLimits, 'bounds'> {
  /** Milliseconds since the epoch, for `now` and `since`. */
  readonly nowMs: () => number;
  /** The IANA name of the zone that `now` is in and `.Local` means; UTC when it is not given or not known. */
  readonly localZone?: string;
  /** Those that are not given are the default ones. */
  readonly bounds?: Partial<TemplateBounds>;
}

/**
 * Loads the built-in templates and then the files, in the order given: a later definition replaces an earlier one.
 *
 * @param files as the globs found them; `name` is the base name
 * @throws {TemplateError} of kind `load`, which names file and line
 */
export function loadTemplates(files: readonly TemplateFile[], options: TemplatesOptions): LoadedTemplates {
  const localZone = namedZone(options.localZone ?? 'UTC') ?? UTC_ZONE;
  const time = { nowMs: options.nowMs, localZone };
  const renderer = new TemplateRenderer(files, time, { ...options, bounds: { ...DEFAULT_BOUNDS, ...options.bounds } });
  // One message renders many fields over the same data.
  const dots = new WeakMap<TemplateData, GoPointer>();

  const dotOf = (data: TemplateData) => {
    let dot = dots.get(data);
    if (dot === undefined) {
      dot = dataValue(data, { localZone, routeLabelsRendered: true });
      dots.set(data, dot);
    }
    return dot;
  };
  const render = (rendering: Rendering, source: string, data: TemplateData) =>
    renderer.render(rendering, source, dotOf(data), renderedRouteLabels(data.routeLabels));

  return {
    names: renderer.names,
    text: (source, data) => render('text', source, data),
    html: (source, data) => render('html', source, data),
    routeLabels: (data) => {
      const dot = dataValue(data, { localZone, routeLabelsRendered: false });
      return new RouteLabelRenderer(renderer, 'text', data.routeLabels, dot).renderAll();
    },
  };
}

import { readTemplateFiles } from '../../../config/template-files.js';
import { dataValue } from '../../../template/data-values.js';
import { namedZone, UTC_ZONE } from '../../../template/go-time/zone.js';
import type { TemplateData } from '../../../template/notification-data.js';
import { RouteLabelRenderer } from '../../../template/route-labels.js';
import { type Rendering, TemplateRenderer } from '../../../template/template-renderer.js';
import type { World } from '../../world.js';

export type Render = (rendering: Rendering, source: string, data: TemplateData) => string;

/**
 * Loads the built-in templates and those of the files.
 *
 * @throws {Error} when a pattern or a template is no good
 */
export async function openTemplates(globs: readonly string[], world: World): Promise<Render> {
  const localZone = namedZone(world.localZone) ?? UTC_ZONE;
  const renderer = new TemplateRenderer(await readTemplateFiles(globs), { nowMs: world.nowMs, localZone });
  return (rendering, source, data) => {
    // amtool hands over the data itself, the server a pointer to it: errors name the type.
    const { target } = dataValue(data, { localZone, routeLabelsRendered: false });
    const { functions } = new RouteLabelRenderer(renderer, rendering, data.routeLabels, target);
    return renderer.render(rendering, source, target, functions);
  };
}

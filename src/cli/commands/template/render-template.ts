import type { Rendering } from '../../../template/template-renderer.js';
import type { World } from '../../world.js';
import { decodeTemplateData } from './decode-template-data.js';
import { exampleData } from './example-data.js';
import { openTemplates } from './open-templates.js';

/** What is to be rendered. */
export interface RenderJob {
  readonly globs: readonly string[];
  readonly rendering: Rendering;
  readonly text: string;
  /** Empty: made-up data. */
  readonly dataFile: string;
}

/** @throws {Error} when a file cannot be read, or the text cannot be rendered */
export async function renderTemplate({ globs, rendering, text, dataFile }: RenderJob, world: World): Promise<string> {
  const render = await openTemplates(globs, world);
  const data = dataFile === '' ? exampleData(world.nowMs()) : decodeTemplateData(world.files.readText(dataFile));
  return render(rendering, text, data);
}

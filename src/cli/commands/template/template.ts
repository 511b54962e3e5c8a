import type { Command } from '../../command-line/command.js';
import { templatePreview } from './template-preview.js';
import { templateRender } from './template-render.js';

/** As amtool has it. */
export const template: Command = { name: 'template', help: 'Render templates.', commands: [templateRender] };

export const tocsinTemplate: Command = { ...template, commands: [templatePreview] };

import type { Command } from '../../command-line/command.js';
import { templateRender } from './template-render.js';

export const template: Command = { name: 'template', help: 'Render templates.', commands: [templateRender] };

import { EMAIL_TEMPLATES } from './defaults/email-template.js';
import { TEXT_TEMPLATES } from './defaults/text-templates.js';
import type { Stopwatch, TemplateBounds } from './engine/bounds.js';
import { executeTemplate } from './engine/execution.js';
import type { GoFunctions } from './engine/go-function.js';
import { goString } from './engine/go-string.js';
import type { GoValue } from './engine/go-value.js';
import { TemplateError } from './engine/template-error.js';
import { TemplateSet } from './engine/template-set.js';
import { alertmanagerFunctions } from './functions/alertmanager-functions.js';
import type { TimeSource } from './functions/time-functions.js';
import { escapeTemplates } from './html/escape-templates.js';
import { Recent } from './recent.js';

/** A template file; `name` is its base name, by which errors and other templates know it. */
export interface TemplateFile {
  readonly name: string;
  readonly text: string;
}

/** How a text is escaped. */
export type Rendering = 'text' | 'html';

/** What keeps a template from running on and on. */
export interface TemplateLimits {
  readonly bounds?: TemplateBounds;
  /** Without it, time has no bound. */
  readonly stopwatch?: Stopwatch;
  /** Told when a template was stopped. */
  readonly onBoundReached?: () => void;
}

/** Texts that are kept parsed, of each rendering: more than a configuration has. */
const SOURCES_MAX = 2000;
/** The name of a text that a receiver's field holds: it has none. */
const INLINE = '';

/** Renders texts over any Go value, with the definitions of the built-in templates and of files. */
export class TemplateRenderer {
  readonly #set: TemplateSet;
  readonly #texts = new Recent<TemplateSet>(SOURCES_MAX);
  readonly #pages = new Recent<TemplateSet>(SOURCES_MAX);

  /** @throws {TemplateError} of kind `load` */
  constructor(
    files: readonly TemplateFile[],
    time: TimeSource,
    private readonly limits: TemplateLimits = {},
  ) {
    this.#set = new TemplateSet(alertmanagerFunctions(time));
    // Alertmanager's own templates have no file name in its errors.
    for (const text of [TEXT_TEMPLATES, EMAIL_TEMPLATES]) this.#load(INLINE, text);
    for (const { name, text } of files) this.#load(name, text);
  }

  /**
   * An empty text renders to an empty text.
   *
   * @param functions for this rendering alone
   * @throws {TemplateError} of kind `parse`, `exec` or `bound`
   */
  render(rendering: Rendering, source: string, dot: GoValue, functions?: GoFunctions): string {
    if (source === '') return '';
    try {
      const set = rendering === 'text' ? this.#parsed(source) : this.#escaped(source);
      return executeTemplate(set, INLINE, dot, {
        ...(this.limits.bounds !== undefined && { bounds: this.limits.bounds }),
        ...(this.limits.stopwatch !== undefined && { stopwatch: this.limits.stopwatch }),
        ...(functions !== undefined && { functions }),
      });
    } catch (error) {
      const failure = error instanceof TemplateError ? error : unforeseen(error);
      if (failure.kind === 'bound') this.limits.onBoundReached?.();
      throw failure;
    }
  }

  /** The names of all definitions, sorted. */
  get names(): readonly string[] {
    return [...this.#set.trees.keys()].filter((name) => name !== INLINE).sort();
  }

  #load(name: string, text: string): void {
    try {
      this.#set.parse(name, goString(text));
    } catch (error) {
      throw error instanceof TemplateError ? error.as('load') : error;
    }
  }

  #parsed(source: string): TemplateSet {
    return this.#texts.getOrMake(source, () => {
      const set = this.#set.clone();
      // A receiver's text is its own template, whatever the built-in ones left under this name.
      set.trees.delete(INLINE);
      set.parse(INLINE, goString(source));
      return set;
    });
  }

  #escaped(source: string): TemplateSet {
    return this.#pages.getOrMake(source, () => escapeTemplates(this.#parsed(source), INLINE));
  }
}

/** A stack that is used up is a bound that was reached; anything else is a bug, and must not stop more than a message. */
function unforeseen(cause: unknown): TemplateError {
  const message = `template: stopped: ${cause instanceof Error ? cause.message : String(cause)}`;
  return new TemplateError(cause instanceof RangeError ? 'bound' : 'exec', message, 0, -1, { cause });
}

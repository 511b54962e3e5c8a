import { errorContext } from '../engine/node-text.js';
import { TemplateError } from '../engine/template-error.js';
import type { TemplateSet } from '../engine/template-set.js';
import { printContext, textContext } from './context.js';
import { EscapeFailure } from './escape-failure.js';
import { escaperFunctions } from './escaper-functions.js';
import { TreeEscaper } from './tree-escaper.js';

/**
 * Go's html/template: makes a template safe to execute, with all that it calls, by adding to each pipeline the escapers
 * that its place in the HTML needs. The result depends on nothing but the trees: escape once, execute often.
 *
 * @param set is not changed
 * @param name the template that will be executed
 * @returns a set for executing that template and no other; calls go to copies made for their contexts
 * @throws {TemplateError} of kind `exec`, as Go fails when the template is executed first; `bound` where calls nest
 *   too deep
 */
export function escapeTemplates(set: TemplateSet, name: string): TemplateSet {
  const escaper = new TreeEscaper((called) => set.trees.get(called));
  try {
    const end = escaper.escapeTree(name, textContext);
    if (end.state !== 'Text') {
      throw new EscapeFailure('end context', `ends in a non-text context: ${printContext(end)}`);
    }
  } catch (failure) {
    throw failure instanceof EscapeFailure ? templateError(name, failure) : failure;
  }
  const escaped = set.clone();
  for (const [derived, tree] of escaper.trees) escaped.trees.set(derived, tree);
  for (const [called, definition] of escaperFunctions) escaped.addFunction(called, definition);
  return escaped;
}

/** Go gives the node's place, or the executed template's name with the line if there is one, or as much as it knows. */
function templateError(name: string, failure: EscapeFailure): TemplateError {
  const { node, line = 0 } = failure;
  if (node !== undefined) {
    const place = errorContext(node);
    return inPlace(`${place.location}:`, failure, place.line, place.column);
  }
  return inPlace(line > 0 ? `${name}:${line}:` : name && `${name}:`, failure, line);
}

function inPlace(place: string, failure: EscapeFailure, line: number, column?: number): TemplateError {
  return new TemplateError('exec', `html/template:${place} ${failure.description}`, line, column, { cause: failure });
}

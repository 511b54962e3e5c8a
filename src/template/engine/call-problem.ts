import type { GoSignature } from './go-type.js';

/**
 * Why a function cannot be called, in Go's words; undefined when it can.
 *
 * @param args how many arguments are written behind its name
 * @param isPiped whether one more comes down the pipeline
 */
export function callProblem(signature: GoSignature, name: string, args: number, isPiped: boolean): string | undefined {
  const { params, variadic = false, results = [] } = signature;
  const given = isPiped ? args + 1 : args;
  if (variadic) {
    const fixed = params.length - 1;
    if (given < fixed) return `wrong number of args for ${name}: want at least ${fixed} got ${args}`;
  } else if (given !== params.length) {
    return `wrong number of args for ${name}: want ${params.length} got ${given}`;
  }
  if (results.length === 2 && results[1] !== 'error') {
    return `invalid function signature for ${name}: second return value should be error; is ${results[1]}`;
  }
  return results.length > 2 ? `function ${name} has ${results.length} return values; should be 1 or 2` : undefined;
}

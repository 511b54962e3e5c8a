import type { BoolNode, NumberNode, StringNode } from './ast.js';
import type { Converted } from './convert-argument.js';
import { BOOL, FLOAT64, type GoType, INT, STRING } from './go-type.js';
import { GoBasic, GoComplex } from './go-value.js';
import { nodeText } from './node-text.js';

/** A constant takes the type of the parameter that it is given for. */
export function literalOfType(node: BoolNode | NumberNode | StringNode, type: GoType): Converted {
  switch (type.kind) {
    case 'bool':
      return node.kind === 'bool' ? typed(type, BOOL, node.value) : expected('bool', node);
    case 'string':
      return node.kind === 'string' ? typed(type, STRING, node.text) : expected('string', node);
    case 'int':
    case 'int64':
      return node.kind === 'number' && node.isInt ? typed(type, INT, node.int64) : expected('integer', node);
    case 'uint8':
    case 'uint64':
      return node.kind === 'number' && node.isUint ? typed(type, INT, node.uint64) : expected('unsigned integer', node);
    case 'float64':
      return node.kind === 'number' && node.isFloat ? typed(type, FLOAT64, node.float64) : expected('float', node);
    case 'complex128':
      return node.kind === 'number' && node.isComplex
        ? { value: new GoComplex(node.complex128.re, node.complex128.im) }
        : expected('complex', node);
    default:
      return { error: `can't handle ${nodeText(node)} for arg of type ${type.name}` };
  }
}

/** A value of a basic type is a plain one; of any other type of its kind it carries the type. */
function typed(type: GoType, basic: GoType, value: string | boolean | number | bigint): Converted {
  return { value: type === basic ? value : new GoBasic(type, value) };
}

function expected(what: string, node: BoolNode | NumberNode | StringNode): Converted {
  return { error: `expected ${what}; found ${nodeText(node)}` };
}

/**
 * A Go value as reflection sees it. What templates meet most is a plain JavaScript value: string is string, boolean
 * is bool, number is float64, bigint is int, and undefined is the invalid value that an untyped nil gives.
 */
export type GoValue = undefined | string | boolean | number | bigint | GoObject;

/** Any other value says what it is; its classes are in go-value.ts. */
export interface GoObject {
  readonly type: GoType;
}

/** What a function or method takes and gives. */
export interface GoSignature {
  readonly params: readonly GoType[];
  /** The last parameter takes any number of arguments; `params` then names the type of one of them. */
  readonly variadic?: boolean;
  /** The names of the result types, where they are not simply one result, or one and an error. */
  readonly results?: readonly string[];
}

type Kind =
  | 'bool'
  | 'int'
  | 'int64'
  | 'uint8'
  | 'uint64'
  | 'float64'
  | 'complex128'
  | 'string'
  | 'slice'
  | 'map'
  | 'struct'
  | 'ptr'
  | 'interface';

export interface StructField {
  readonly name: string;
  readonly type: GoType;
  /** The name in JSON; undefined where the field has no tag. */
  readonly jsonName?: string;
}

export interface GoMethod extends GoSignature {
  readonly call: (receiver: GoValue, args: readonly GoValue[]) => GoValue;
}

/** Methods by name. The map may be filled after the type is made, because methods name their own type. */
export type GoMethods = ReadonlyMap<string, GoMethod>;

/** What reflection would say about a Go type: as much as templates can see. */
export interface GoType {
  /** As `%T` prints it. */
  readonly name: string;
  readonly kind: Kind;
  /** Declared with a name of its own; `[]string` is not. */
  readonly isNamed: boolean;
  /** The name of the underlying type: two types with the same one may be assigned if one of them is not named. */
  readonly underlying: string;
  /** Of a slice, map or pointer. Maps are keyed by strings. */
  readonly elem: GoType | undefined;
  readonly fields: readonly StructField[];
  /** The position of each field. */
  readonly fieldAt: ReadonlyMap<string, number>;
  readonly methods: GoMethods;
}

const NO_FIELDS: readonly StructField[] = [];
const NO_METHODS: GoMethods = new Map();

export const BOOL = basicType('bool');
export const INT = basicType('int');
export const INT64 = basicType('int64');
export const UINT8 = basicType('uint8');
export const UINT64 = basicType('uint64');
export const FLOAT64 = basicType('float64');
export const COMPLEX128 = basicType('complex128');
export const STRING = basicType('string');
export const ANY: GoType = { ...unnamed('interface {}', 'interface', undefined) };
/** The type of parameters that take any value as it is, with its interface and without conversion. */
export const REFLECT_VALUE: GoType = { ...unnamed('reflect.Value', 'struct', undefined), isNamed: true };
export const ANY_SLICE = sliceOf(ANY);
export const ANY_MAP = mapOf(ANY);
export const STRING_SLICE = sliceOf(STRING);

export function sliceOf(elem: GoType): GoType {
  return unnamed(`[]${elem.name}`, 'slice', elem);
}

export function mapOf(elem: GoType): GoType {
  return unnamed(`map[string]${elem.name}`, 'map', elem);
}

/** A pointer has the methods of what it points to. */
export function pointerTo(elem: GoType): GoType {
  return { ...unnamed(`*${elem.name}`, 'ptr', elem), methods: elem.methods };
}

/** `type name base`, with methods of its own and none of the base's. */
export function namedType(name: string, base: GoType, methods: GoMethods = NO_METHODS): GoType {
  return { ...base, name, isNamed: true, methods };
}

export function structType(name: string, fields: readonly StructField[], methods: GoMethods = NO_METHODS): GoType {
  return {
    name,
    kind: 'struct',
    isNamed: true,
    underlying: `struct ${name}`,
    elem: undefined,
    fields,
    fieldAt: new Map(fields.map((field, at) => [field.name, at])),
    methods,
  };
}

/** Go's assignability, for the types there are. */
export function isAssignable(from: GoType, to: GoType): boolean {
  if (from === to || to === ANY || from.name === to.name) return true;
  return from.underlying === to.underlying && !(from.isNamed && to.isNamed);
}

/** Whether an untyped nil can be assigned to the type. */
export function canBeNil(type: GoType): boolean {
  return (
    type.kind === 'slice' ||
    type.kind === 'map' ||
    type.kind === 'ptr' ||
    type.kind === 'interface' ||
    type === REFLECT_VALUE
  );
}

export function isComparable(type: GoType): boolean {
  if (type.kind === 'struct') return type.fields.every((field) => isComparable(field.type));
  return type.kind !== 'slice' && type.kind !== 'map';
}

function basicType(name: Kind): GoType {
  return { ...unnamed(name, name, undefined), isNamed: true };
}

function unnamed(name: string, kind: Kind, elem: GoType | undefined): GoType {
  return {
    name,
    kind,
    isNamed: false,
    underlying: name,
    elem,
    fields: NO_FIELDS,
    fieldAt: new Map(),
    methods: NO_METHODS,
  };
}

import type { Position } from './position.js';
import type { Shape } from './shape.js';

/** A value that knows where it stands, for checks that come after decoding. */
export interface Located<T> {
  readonly value: T;
  readonly position: Position;
  /** The keys that lead to it. */
  readonly path: string;
}

export function located<T>(shape: Shape<T>): Shape<Located<T>> {
  return {
    decode(yaml, place) {
      const value = shape.decode(yaml, place);
      return value === undefined ? undefined : { value, position: yaml.position, path: place.path };
    },
    print: ({ value }) => shape.print(value),
    isEmpty: ({ value }) => shape.isEmpty(value),
    schema: (place) => shape.schema(place),
  };
}

/** A shape that stands in several places: its part of the schema is written once. */
export function named<T>(name: string, shape: Shape<T>): Shape<T> {
  return { ...shape, schema: (place) => place.shared(name, (at) => shape.schema(at)) };
}

/** A shape that is made at its first use: for shapes that contain themselves. @param name of its part of the schema */
export function lazy<T>(name: string, make: () => Shape<T>): Shape<T> {
  let made: Shape<T> | undefined;
  const shape = () => {
    made ??= make();
    return made;
  };
  return {
    decode: (yaml, place) => shape().decode(yaml, place),
    print: (value) => shape().print(value),
    isEmpty: (value) => shape().isEmpty(value),
    schema: (place) => place.shared(name, (at) => shape().schema(at)),
  };
}

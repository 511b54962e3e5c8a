/** A JSON Schema, draft 7: what editors understand. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** Where a schema is being written: the keys that lead here, what is known of them, and the parts that are shared. */
export class SchemaPlace {
  private constructor(
    /** `receivers[].slack_configs[].channel`. */
    readonly path: string,
    private readonly help: (path: string) => string | undefined,
    private readonly definitions: Map<string, JsonSchema>,
  ) {}

  /** @param help one line on what stands at a path */
  static root(help: (path: string) => string | undefined): SchemaPlace {
    return new SchemaPlace('', help, new Map());
  }

  key(key: string): SchemaPlace {
    return this.#at(this.path === '' ? key : `${this.path}.${key}`);
  }

  item(): SchemaPlace {
    return this.#at(`${this.path}[]`);
  }

  /** A schema that stands in several places, or contains itself: written once, under a name, and referred to. */
  shared(name: string, write: (place: SchemaPlace) => JsonSchema): JsonSchema {
    if (!this.definitions.has(name)) {
      this.definitions.set(name, {});
      this.definitions.set(name, write(new SchemaPlace(name, this.help, this.definitions)));
    }
    return { $ref: `#/definitions/${name}` };
  }

  describe(): { readonly description?: string } {
    const description = this.help(this.path);
    return description === undefined ? {} : { description };
  }

  /** What `shared` wrote. */
  shareds(): { readonly definitions?: Readonly<Record<string, JsonSchema>> } {
    return this.definitions.size === 0 ? {} : { definitions: Object.fromEntries(this.definitions) };
  }

  #at(path: string): SchemaPlace {
    return new SchemaPlace(path, this.help, this.definitions);
  }
}

/** The same, or null: what an absent key is. */
export function orNull(schema: JsonSchema): JsonSchema {
  const { type } = schema;
  if (type === undefined) return '$ref' in schema ? { anyOf: [schema, { type: 'null' }] } : schema;
  return { ...schema, type: [...(Array.isArray(type) ? type : [type]), 'null'], ...withNull(schema['enum']) };
}

function withNull(words: unknown): { readonly enum?: readonly unknown[] } {
  return Array.isArray(words) ? { enum: [...words, null] } : {};
}

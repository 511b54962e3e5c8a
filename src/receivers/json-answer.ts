/** The members of a vendor's JSON answer; none where it is no JSON object. */
export type JsonAnswer = Readonly<Record<string, unknown>>;

export function jsonAnswer(body: string): JsonAnswer {
  return jsonObject(body) ?? {};
}

/** The same; undefined where it is no JSON object, for whom that makes a difference. */
export function jsonObject(body: string): JsonAnswer | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

export function membersOf(value: unknown): JsonAnswer {
  return isObject(value) ? { ...value } : {};
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

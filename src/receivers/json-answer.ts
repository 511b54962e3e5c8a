/** The members of a vendor's JSON answer; none where it is no JSON object. */
export type JsonAnswer = Readonly<Record<string, unknown>>;

export function jsonAnswer(body: string): JsonAnswer {
  try {
    return membersOf(JSON.parse(body));
  } catch {
    return {};
  }
}

export function membersOf(value: unknown): JsonAnswer {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

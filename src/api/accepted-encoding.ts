/**
 * The first of the encodings that a client takes, by its `Accept-Encoding` (RFC 9110, 12.5.3).
 *
 * @param header as it was sent; absent, only the plain form is taken
 * @param available in the order in which they are liked best
 * @returns undefined for the plain form
 */
export function acceptedEncoding<const T extends string>(
  header: string | readonly string[] | undefined,
  available: readonly T[],
): T | undefined {
  if (header === undefined) return undefined;
  const weights = new Map(String(header).split(',').map(weighed));
  return available.find((name) => (weights.get(name) ?? weights.get('*') ?? 0) > 0);
}

function weighed(item: string): [string, number] {
  const [name = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  return [name, weight === undefined ? 1 : Number(weight.slice(2))];
}

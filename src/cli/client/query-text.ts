/** A query as Go's url.Values encodes it: names in order, a list as one parameter for each item. */
export function queryText(parameters: Readonly<Record<string, string | boolean | readonly string[]>>): string {
  return Object.entries(parameters)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) =>
      (typeof value === 'object' ? value : [`${value}`]).map((one) => `${name}=${queryEscape(one)}`),
    )
    .join('&');
}

/** Go's url.QueryEscape. */
function queryEscape(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

/** A path below that of a URL; its query stays (Go's url.JoinPath). @throws {Error} where it is no URL */
export function joinPath(base: string, path: string): string {
  if (!URL.canParse(base)) throw new Error('api_url is not a URL');
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`;
  return url.href;
}

/** What the style elements of the component library are allowed by; the server makes a new one for each document. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

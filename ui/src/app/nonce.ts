/** What the style elements of the component library are allowed by; the server makes a new one for each document. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

declare global {
  /** Where the library that keeps a page from scrolling below a dialog looks for the nonce of its style. */
  var __webpack_nonce__: string | undefined;
}

globalThis.__webpack_nonce__ = styleNonce();

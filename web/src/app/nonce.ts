/** What makes the server's content security policy accept style elements that the widgets and the editor add. */
export function pageNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";
}

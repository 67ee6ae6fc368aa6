// Naive UI writes its styles into <style> elements while the page runs. With a content security
// policy of style-src 'self' 'unsafe-inline' that is allowed; with style-src 'self' 'nonce-…' each
// of them must carry the page's nonce, which the server puts in place of FIRSTLINE_CSP_NONCE in
// index.html. Vite leaves it in <meta property="csp-nonce">.
export function passNonceToStyles(page: Document = document): void {
  const meta = page.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')
  const nonce = meta?.nonce ?? ''
  if (nonce === '' || nonce === 'FIRSTLINE_CSP_NONCE') return
  const create = page.createElement.bind(page) as (
    name: string,
    options?: ElementCreationOptions,
  ) => HTMLElement
  page.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }) as typeof page.createElement
}

// What a site puts into its pages, and how its server vouches for who is signed in there.

export function embedSnippet(origin: string, key: string): string {
  return `<script src="${origin}/widget.js" data-key="${key}" defer></script>`
}

// The page hands the token over; before the script has arrived it waits in the queue.
export function identifySnippet(): string {
  return [
    '<script>',
    '  window.Firstline = window.Firstline || { queue: [] }',
    "  Firstline.queue.push(['identify', TOKEN])  // the token that your server signed",
    '</script>',
  ].join('\n')
}

// On the site's server; Node has everything that is needed.
export function signingSnippet(): string {
  return [
    "import { createHmac } from 'node:crypto'",
    "const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')",
    'function tokenFor(customer, secret) {',
    '  const now = Math.floor(Date.now() / 1000)',
    "  const head = part({ alg: 'HS256', typ: 'JWT' })",
    '  const body = part({ sub: customer.id, name: customer.name, exp: now + 3600 })',
    "  const sign = createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url')",
    '  return `${head}.${body}.${sign}`',
    '}',
  ].join('\n')
}

/** See `browser.mjs`, which runs before anything is installed that knows TypeScript. */
export function findBrowser(options?: { readonly headed?: boolean }): string | undefined

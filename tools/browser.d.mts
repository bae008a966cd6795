/** See `browser.mjs`, which runs before anything is installed that knows TypeScript. */
export function findBrowser(): string | undefined

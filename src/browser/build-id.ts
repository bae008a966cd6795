/** Build id, replaced by the bundler. */
declare const __BUILD__: string | undefined

export const buildId: string = typeof __BUILD__ === 'string' ? __BUILD__ : 'dev'

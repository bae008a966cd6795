import { build, preview } from 'vite'

const outDir = 'output/walkthrough/page'

export interface PageServer {
  readonly url: string
  close(): Promise<void>
}

/** Builds the page from the current sources and serves it on a free local port. */
export async function servePage(): Promise<PageServer> {
  await build({ logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  const server = await preview({
    logLevel: 'warn',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, open: false },
  })
  const url = server.resolvedUrls?.local[0]
  if (url === undefined) throw new Error('The page is built, but no port of [127.0.0.1] could be had for it.')
  return { url, close: () => server.close() }
}

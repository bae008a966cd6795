// Serves the static build under a sub-path, for browser tests and films.
import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { readCommandLine, refuse, wholeNumber } from './command-line.mjs'

const usage = `Serves the built page of dist on 127.0.0.1.

  node tools/serve.mjs [PORT] [BASE]

  PORT   default 4173
  BASE   the path below which the page is served; default /`

const { positionals } = readCommandLine({ usage, positionals: true })
const [portText = '4173', base = '/', ...others] = positionals
if (others.length > 0) refuse(`[${others.join(' ')}] was not understood. See --help.`)
const port = wholeNumber('PORT', portText, { min: 1, max: 65_535 })
const kinds = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}
/** Files with a hash in their name. Browsers store them, because each of a page's workers would load and compile them again. */
const assets = join('dist', 'assets', '/')

createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
  const inside = path.startsWith(base) ? normalize(path.slice(base.length)) : undefined
  const file =
    inside === undefined || inside.startsWith('..')
      ? undefined
      : join('dist', inside === '.' ? 'index.html' : inside)
  if (file === undefined || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not here.')
    return
  }
  response.writeHead(200, {
    'content-type': kinds[extname(file)] ?? 'application/octet-stream',
    ...(file.startsWith(assets) && { 'cache-control': 'max-age=31536000, immutable' }),
  })
  createReadStream(file).pipe(response)
}).listen(port, '127.0.0.1')

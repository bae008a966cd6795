// `npm start`: installs what is missing, builds when a source changed, serves the built page and opens it.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCommandLine, wholeNumber } from './command-line.mjs'
import { installPackages } from './install.mjs'

const usage = `Builds the playground when a source changed, serves it and opens it.

  npm start -- [--port N] [--no-open]

  --port N    default 5173, or the next free one
  --no-open   only print the address; also so without a terminal and under CI`

/** The build reads nothing else. */
const sources = ['src', 'public', 'index.html', 'vite.config.ts', 'tsconfig.json', 'package-lock.json']
/** Inside `dist`, so that every other build removes it. */
const stampFile = 'dist/.sources'

const { values } = readCommandLine({
  usage,
  options: { port: { type: 'string', default: '5173' }, 'no-open': { type: 'boolean', default: false } },
})
const port = wholeNumber('--port', values.port, { min: 1, max: 65_535 })
const open = Boolean(process.stdout.isTTY && !process.env.CI && !values['no-open'])
installPackages()
const { build, preview } = await import('vite')

const stamp = stampOf(sources)
if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
  console.log('Building the page …')
  await build({ logLevel: 'warn' })
  writeFileSync(stampFile, stamp)
}
const server = await preview({ preview: { port, host: '127.0.0.1', open }, logLevel: 'warn' })
console.log(`Actorium is at ${server.resolvedUrls.local[0]} (Ctrl+C ends it)`)

/** A digest of path, size and time of change of every file below the given paths. */
function stampOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) add(path)
  return hash.digest('hex')

  function add(path) {
    const stats = statSync(path)
    if (stats.isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name))
    else hash.update(`${path} ${stats.size} ${stats.mtimeMs}\n`)
  }
}

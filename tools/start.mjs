// `npm start`: installs what is missing, builds when a source changed, serves the built page and opens it.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { installPackages } from './install.mjs'

const usage = `Builds the playground when a source changed, serves it and opens it.

  npm start -- [--port N] [--no-open]

  --port N    default 5173, or the next free one
  --no-open   only print the address; also so without a terminal and under CI`

/** The build reads nothing else. */
const sources = ['src', 'public', 'index.html', 'vite.config.ts', 'tsconfig.json', 'package-lock.json']
/** Inside `dist`, so that every other build removes it. */
const stampFile = 'dist/.sources'

const { port, open } = readCommandLine()
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

function readCommandLine() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '5173' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) {
      console.log(usage)
      process.exit(0)
    }
    const port = Number(values.port)
    if (!/^\d+$/.test(values.port) || port < 1 || port > 65_535) {
      refuse(`--port must be a whole number from 1 to 65535, but is [${values.port}].`)
    }
    return { port, open: Boolean(process.stdout.isTTY && !process.env.CI && !values['no-open']) }
  } catch (error) {
    refuse(`${error.message.split(/\.\s/)[0]}. See npm start -- --help.`)
  }
}

function refuse(sentence) {
  console.error(sentence)
  process.exit(2)
}

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

// Checks the build: the page's bundle holds no runtime, the workers' bundles no React, both stay small, and no chunk
// imports an entry.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const pageLimit = 166_500
const workerLimit = 60_000
/**
 * All that a desktop loads until the cluster of the first scenario runs: page, wide layout, workers. The project's bar is
 * 260 kB; this limit keeps the distance to it from growing.
 */
const desktopLimit = 472_000
/** The share of that which the page's own thread loads: all but the scripts of workers. */
const pageThreadLimit = 307_000
/** The workers of edited code may import the whole runtime, and only a run with edited code starts them. */
const sandboxLimit = 113_000

const assets = 'dist/assets'
const scripts = readdirSync(assets).filter(file => file.endsWith('.js'))
const text = (file: string) => readFileSync(`${assets}/${file}`, 'utf8')

const imported = (file: string, pattern: RegExp) => [...text(file).matchAll(pattern)].map(match => match[1]!)
const importedAtOnce = (file: string) => imported(file, /(?:from|import)\s*"\.\/([^"]+\.js)"/g)
const importedWhenUsed = (file: string) => imported(file, /import\(\s*[`"']\.\/([^`"']+\.js)[`"']/g)
/** The scripts that an entry or its static imports load when used. */
const importedWhenUsedBy = (entry: string) => [...closure(entry, importedAtOnce)].flatMap(importedWhenUsed)
const importedEver = (file: string) => [...importedAtOnce(file), ...importedWhenUsed(file)]

/** A script with its direct and indirect static imports. */
function closure(entry: string, imports: (file: string) => string[], seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen
  seen.add(entry)
  for (const file of imports(entry)) closure(file, imports, seen)
  return seen
}

/** Source modules of these scripts. The bundler's helper chunk has no source map. */
const sources = (files: Iterable<string>): string[] =>
  [...files]
    .filter(file => existsSync(`${assets}/${file}.map`))
    .flatMap(
      file => (JSON.parse(readFileSync(`${assets}/${file}.map`, 'utf8')) as { sources: string[] }).sources,
    )

const gzipped = (files: Iterable<string>) =>
  [...files].reduce((total, file) => total + gzipSync(readFileSync(`${assets}/${file}`)).length, 0)

const complaints: string[] = []
function forbid(name: string, found: readonly string[], pattern: RegExp, what: string) {
  const hit = found.find(source => pattern.test(source))
  if (hit !== undefined) complaints.push(`${name} holds ${what}: ${hit}`)
}

const html = readFileSync('dist/index.html', 'utf8')
const entries = [...html.matchAll(/<script[^>]+src="\.\/assets\/([^"]+)"/g)].map(match => match[1]!)
const isWorker = (file: string) => /-worker-[^/]*\.js$/.test(file)
const workers = scripts.filter(isWorker)
if (entries.length === 0 || workers.length < 3) {
  complaints.push(
    `Found ${entries.length} page scripts and ${workers.length} workers: the check itself is broken.`,
  )
}

// WebKit evaluates an entry a second time when a chunk imports it: every class in it then exists twice.
for (const file of scripts) {
  for (const entry of importedEver(file).filter(other => isWorker(other) || entries.includes(other)))
    complaints.push(
      `${file} imports the entry ${entry}: move the code they share into a chunk of its own (vite.config.ts).`,
    )
}

const closures = (files: string[], imports: (file: string) => string[]) =>
  new Set(files.flatMap(file => [...closure(file, imports)]))
const page = closures(entries, importedAtOnce)
const lazy = [...closures(entries, importedEver)].filter(file => !page.has(file))
const pageSize = gzipped(page)
console.log(
  `page: ${(pageSize / 1000).toFixed(1)} kB gzip at once, ${(gzipped(lazy) / 1000).toFixed(1)} kB when used`,
)
if (pageSize > pageLimit) complaints.push(`The page is ${pageSize} bytes gzipped; the limit is ${pageLimit}.`)
forbid('The page', sources(page), /src\/runtime\//, 'the runtime')

const styles = readdirSync(assets).filter(file =>
  /^(page|panels|wide-layout|tabs|lesson-band)-.*\.css$/.test(file),
)
const chunksOf = (names: RegExp) =>
  closures(
    scripts.filter(file => names.test(file)),
    importedAtOnce,
  )
const laidOut = chunksOf(/^(wide-layout|lesson-band)-/)
const running = chunksOf(/^(conductor|participant|painter)-worker-/)
const [participantWorker] = workers.filter(file => file.startsWith('participant-worker-'))
/** The modules that workers of the first scenario's nodes and of its database load by need. */
const code = ['scenarios/cqrs/start.ts', 'browser/create-database.ts'].map(module =>
  closures(
    importedWhenUsedBy(participantWorker ?? '').filter(file =>
      sources([file]).some(source => source.endsWith(module)),
    ),
    importedAtOnce,
  ),
)
const onPageThread = new Set([...page, ...laidOut, ...styles])
const desktopSize = gzipped(new Set([...onPageThread, ...running, ...code.flatMap(files => [...files])]))
const pageThreadSize = gzipped(onPageThread)
console.log(`a desktop loads ${(desktopSize / 1000).toFixed(1)} kB gzip until the first scenario runs`)
console.log(`of that, the page's own thread loads ${(pageThreadSize / 1000).toFixed(1)} kB`)
if (code.some(files => files.size === 0))
  complaints.push('Found no code of the first scenario or of the database: the check itself is broken.')
if (pageThreadSize > pageThreadLimit)
  complaints.push(
    `The page's own thread loads ${pageThreadSize} bytes gzipped; the limit is ${pageThreadLimit}.`,
  )
if (desktopSize > desktopLimit)
  complaints.push(`A desktop loads ${desktopSize} bytes gzipped; the limit is ${desktopLimit}.`)

for (const worker of workers) {
  const files = closure(worker, importedAtOnce)
  const size = gzipped(files)
  console.log(`${worker}: ${(size / 1000).toFixed(1)} kB gzip`)
  const limit = worker.startsWith('sandbox-worker-') ? sandboxLimit : workerLimit
  if (size > limit) complaints.push(`${worker} is ${size} bytes gzipped; the limit is ${limit}.`)
  forbid(worker, sources(files), /node_modules\/(react|react-dom|@xyflow)\//, 'React')
}

// The bundler numbers two classes of one name apart, and the number would be in the trace. Errors extend a class.
for (const file of scripts) {
  const numbered = /\b[A-Z][A-Za-z]+\$\d+=class extends|class [A-Z][A-Za-z]+\$\d+ extends/.exec(text(file))
  if (numbered !== null)
    complaints.push(`${file} renames a class: [${numbered[0]}]. Give it a name of its own.`)
}

for (const complaint of complaints) console.error(complaint)
process.exit(complaints.length === 0 ? 0 : 1)

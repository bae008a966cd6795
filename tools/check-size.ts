// Reports the size of the smallest useful imports of the runtime, bundled, minified and gzipped. A size above its
// target is only reported; a module that an import must not need is a failure.
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { readCommandLine } from './command-line.mjs'

const usage = `Reports the size of the smallest useful imports of the runtime, minified and gzipped.

  npx tsx tools/check-size.ts [--modules]

  --modules    lists what each import is made of`

const { values } = readCommandLine({ usage, options: { modules: { type: 'boolean', default: false } } })

const KiB = 1024
const runtime = resolve(import.meta.dirname, '../src/runtime')

interface Import {
  readonly what: string
  readonly aimKiB: number
  readonly source: string
  /** Modules of the runtime that the bundle must not contain. */
  readonly without: RegExp | null
}

const imports: readonly Import[] = [
  {
    what: 'actors: a system, behaviors, supervision',
    aimKiB: 12,
    source: `
      import { Behaviors, LocalActorSystem, SupervisorStrategy } from '${runtime}/actor/index.ts'
      export { LocalActorSystem }
      export const stop = SupervisorStrategy.stop
      export const resume = SupervisorStrategy.resume
      export const restart = SupervisorStrategy.restart
      export const setup = Behaviors.setup
      export const receive = Behaviors.receive
      export const receiveMessage = Behaviors.receiveMessage
      export const supervise = Behaviors.supervise
      export const same = Behaviors.same
      export const stopped = Behaviors.stopped
    `,
    without: /\/runtime\/(?!actor\/|random\.ts|tracer\.ts|size-entry\.ts)/,
  },
  {
    what: 'actors, cluster, cluster tools, persistence',
    aimKiB: 60,
    source: `
      export * from '${runtime}/actor/index.ts'
      export * from '${runtime}/cluster/index.ts'
      export * from '${runtime}/cluster-tools/index.ts'
      export * from '${runtime}/persistence/index.ts'
      export * from '${runtime}/random.ts'
    `,
    without: null,
  },
]

/** A virtual file: the plugin below loads one of the sources above as its text. */
const entry = resolve(runtime, 'size-entry.ts')
let failed = false

for (const { what, aimKiB, source, without } of imports) {
  const chunk = await bundle(source)
  const size = gzipSync(chunk.code, { level: 9 }).length / KiB
  const modules = Object.entries(chunk.modules)
    .map(([id, { renderedLength }]) => ({ id, length: renderedLength }))
    .filter(({ length }) => length > 0)
  console.log(
    `${what}: ${size.toFixed(1)} KiB gzip, aim ${aimKiB}${size > aimKiB ? '; see what is in it with --modules' : ''}`,
  )
  if (values.modules) tellModules(modules)
  const foreign = without === null ? undefined : modules.find(({ id }) => without.test(id))
  if (foreign !== undefined) complain(`${what} holds ${foreign.id}, which it must not need.`)
  if (modules.length < 10) complain(`${what} is made of ${modules.length} files: the check itself is broken.`)
}
process.exit(failed ? 1 : 0)

async function bundle(source: string): Promise<Rolldown.OutputChunk> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'entry',
        resolveId: id => (id === entry ? id : null),
        load: id => (id === entry ? source : null),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      // Not the option `lib`: its output keeps white space.
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' },
    },
  })
  const [first] = [result].flat()
  if (first === undefined || !('output' in first)) throw new Error('The bundler gave no output.')
  return first.output[0]
}

function tellModules(modules: readonly { readonly id: string; readonly length: number }[]): void {
  for (const { id, length } of [...modules].sort((a, b) => b.length - a.length))
    console.log(`  ${String(length).padStart(6)} ${id.slice(runtime.length + 1)}`)
}

function complain(text: string): void {
  failed = true
  console.error(text)
}

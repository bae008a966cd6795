/**
 * The layers of ARCHITECTURE.md as data: the folders that each folder may import, besides itself. An import of an
 * unlisted folder is refused.
 */
export const layers: Readonly<Record<string, readonly string[]>> = {
  'src/trace': [],
  'src/narration': ['src/trace'],
  'src/runtime/participant': ['src/trace'],
  'src/runtime/actor': ['src/runtime/participant', 'src/trace'],
  // The floors of the actor kernel. `index.ts` and `internal.ts` at its top may import all of them.
  ...floor('base', []),
  ...floor('api', ['base'], 'src/runtime/participant'),
  ...floor('behavior', ['api', 'base']),
  ...floor('kernel', ['behavior', 'api', 'base'], 'src/runtime/participant'),
  ...floor('interaction', ['kernel', 'behavior', 'api', 'base']),
  ...floor('observe', ['kernel', 'behavior', 'api', 'base'], 'src/runtime/participant'),
  ...floor('authoring', ['interaction', 'kernel', 'behavior', 'api', 'base']),
  ...floor('system', ['interaction', 'kernel', 'behavior', 'api', 'base'], 'src/runtime/participant'),
  ...floor('remote', ['authoring', 'kernel', 'api', 'base'], 'src/runtime/participant'),
  'src/runtime/classic': ['src/runtime/actor', 'src/runtime/participant', 'src/trace'],
  'src/runtime/remote': ['src/runtime/actor', 'src/runtime/participant', 'src/trace'],
  'src/runtime/coordination': ['src/runtime/actor', 'src/runtime/participant', 'src/trace'],
  'src/runtime/cluster': [
    'src/runtime/coordination',
    'src/runtime/remote',
    'src/runtime/actor',
    'src/runtime/participant',
    'src/trace',
  ],
  'src/runtime/cluster-tools': [
    'src/runtime/cluster',
    'src/runtime/coordination',
    'src/runtime/remote',
    'src/runtime/actor',
    'src/runtime/participant',
    'src/trace',
  ],
  'src/runtime/persistence': [
    'src/runtime/classic',
    'src/runtime/actor',
    'src/runtime/participant',
    'src/trace',
  ],
  'src/runtime/database': [
    'src/runtime/coordination',
    'src/runtime/persistence',
    'src/runtime/remote',
    'src/runtime/actor',
    'src/runtime/participant',
    'src/trace',
  ],
  'src/runtime/node': [
    'src/runtime/coordination',
    'src/runtime/database',
    'src/runtime/cluster-tools',
    'src/runtime/cluster',
    'src/runtime/persistence',
    'src/runtime/remote',
    'src/runtime/actor',
    'src/runtime/participant',
    'src/trace',
  ],
  /** Real time, for scripts: the one place under `src/runtime` with timers. */
  'src/runtime/driver': ['src/runtime/actor', 'src/runtime/participant', 'src/trace'],
  'src/runtime/testkit': ['src/runtime', 'src/trace'],
  /** The entry for scenarios and hosts. */
  'src/runtime': [
    'src/runtime/actor',
    'src/runtime/classic',
    'src/runtime/remote',
    'src/runtime/cluster',
    'src/runtime/cluster-tools',
    'src/runtime/persistence',
    'src/runtime/node',
    'src/runtime/participant',
  ],
  'src/conductor': ['src/runtime/participant', 'src/trace'],
  'src/scenarios': ['src/runtime', 'src/conductor/host', 'src/trace'],
  'src/lessons': ['src/narration', 'src/trace'],
  /** Compiles edited code; the page and the command line load it when used. */
  'src/sandbox/compile': ['src/trace'],
  /** Runs edited code, in workers that do nothing else. */
  'src/sandbox': ['src/scenarios', 'src/runtime', 'src/conductor/host', 'src/trace'],
  'src/search': ['src/conductor', 'src/runtime', 'src/scenarios', 'src/trace'],
  'src/browser': ['src/sandbox', 'src/search', 'src/conductor', 'src/runtime', 'src/scenarios', 'src/trace'],
  'src/cli': [
    'src/sandbox',
    'src/search',
    'src/conductor',
    'src/runtime',
    'src/scenarios',
    'src/lessons',
    'src/narration',
    'src/trace',
  ],
  'src/playground': [
    'src/browser',
    'src/sandbox/compile',
    'src/lessons',
    'src/scenarios/card',
    'src/conductor',
    'src/narration',
    'src/trace',
  ],
  'src/main': ['src/playground'],
}

/** Single files that are layers of their own. */
const loose: Readonly<Record<string, string>> = {
  'src/main.tsx': 'src/main',
  'src/runtime/index.ts': 'src/runtime',
  'src/runtime/participant.ts': 'src/runtime/participant',
  'src/runtime/tracer.ts': 'src/runtime/participant',
  'src/runtime/random.ts': 'src/runtime/participant',
  'src/conductor/host.ts': 'src/conductor/host',
}

/** The layer a file belongs to: the longest listed folder that holds it. */
export function layerOf(file: string): string | undefined {
  const single = loose[file]
  if (single !== undefined) return single
  if (
    /^src\/scenarios\/(cards?|lamps|lamp-[a-z]+|load-face|scenario-face|state-texts|switches|[^/]+\/(card|command-fields|face|lamps|participants|switches))\.ts$/.test(
      file,
    )
  )
    return 'src/scenarios/card'
  return Object.keys(layers)
    .filter(folder => file.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)[0]
}

/** Tests and their helpers may import every file; other files may not import them. */
export const isTestOnly = (file: string) =>
  /\.(test|fixture)\.tsx?$|\/testkit\/|\/test-[^/]*\.ts$|-contract\.ts$|\/toy-run\.ts$|\/sample-[^/]*\.ts$/.test(
    file,
  )

/** Null when `from` may import `to`; else one sentence. */
export function refuseImport(from: string, to: string): string | null {
  if (isTestOnly(from)) return null
  if (isTestOnly(to)) return `${from} imports ${to}, which is there for tests.`
  const source = layerOf(from)
  const target = layerOf(to)
  if (source === undefined)
    return `${from} lies in no layer: put it into a folder of ARCHITECTURE.md's drawing.`
  if (target === undefined) return `${from} imports ${to}, which lies in no layer.`
  if (source === target) return null
  const allowed = [...(layers[source] ?? layers[parentLayer(source)] ?? []), ...ownParts(source)]
  if (allowed.some(folder => target === folder || target.startsWith(`${folder}/`))) return null
  return `${from} (${source}) may not import ${to} (${target}).`
}

/** `src/conductor/host` follows the rules of `src/conductor`, and so on. */
const parentLayer = (layer: string) => layer.slice(0, layer.lastIndexOf('/'))
/** A single-file layer and its folder may import each other. */
const ownParts = (layer: string) => [layer, layer in layers ? layer : parentLayer(layer)]

/** One folder of the actor kernel, the folders below it that it may import, and the ports it may use. */
function floor(name: string, below: readonly string[], ...ports: readonly string[]) {
  const folders = below.map(folder => `src/runtime/actor/${folder}`)
  return { [`src/runtime/actor/${name}`]: [...folders, ...ports, 'src/trace'] }
}

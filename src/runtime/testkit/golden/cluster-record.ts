import { differingLines } from './differing-lines.ts'

/** A line of a cluster record, `2102 node-1 WRITER started`. */
interface Entry {
  readonly at: number
  readonly node: string
  readonly text: string
}

const entryOf = (line: string): Entry => {
  const [, at = '', node = '', text = ''] = /^(-?\d+) (\S+) (.*)$/.exec(line) ?? []
  return { at: Number(at), node, text }
}

/**
 * The compared lines, by the actor that recorded them. All other lines describe the recording or are other log
 * texts.
 */
const sources: readonly { readonly source: string; readonly lines: RegExp }[] = [
  { source: 'process', lines: /^STARTED$/ },
  { source: 'listener', lines: /^EVENT / },
  {
    source: 'manager',
    lines: /^LOG user\/master (ClusterSingletonManager state|Singleton manager st|Hand-over in|Self removed)/,
  },
  { source: 'proxy', lines: /^LOG user\/masterProxy Singleton identified/ },
  { source: 'client', lines: /^LOG user\/client (Connected to|Lost contact)/ },
  { source: 'writer', lines: /^WRITER / },
  { source: 'reader', lines: /^READER / },
  { source: 'sender', lines: /^SENDER ack:/ },
]

/** The comparable lines with their source in front: `node-1/writer WRITER started`. */
function comparable(lines: readonly string[]): string[] {
  return lines.map(entryOf).flatMap(({ node, text }) => {
    const found = sources.find(each => each.lines.test(text))
    return found === undefined ? [] : [`${node}/${found.source} ${withoutAddresses(text)}`]
  })
}

/** Removes addresses from log lines, because the two runtimes write them differently. */
const withoutAddresses = (text: string): string =>
  text.startsWith('LOG ')
    ? text
        .replace(/^(LOG user\/client Lost contact) .*$/, '$1')
        .replace(/ (at |with |to )?\[[^\]]*\/[^\]]*\]$/, '')
    : text

/** The differences of each source from the first run; none for a source that equals any run. */
export function clusterDepartures(runs: readonly (readonly string[])[], ours: readonly string[]): string[] {
  const own = comparable(ours)
  const recorded = runs.map(comparable)
  const sourceOf = (line: string) => line.slice(0, line.indexOf(' '))
  const names = [...new Set([...recorded.flat(), ...own].map(sourceOf))].sort()
  return names.flatMap(name => {
    const ofSource = (lines: readonly string[]) => lines.filter(line => sourceOf(line) === name)
    const found = recorded.map(run => differingLines(ofSource(run), ofSource(own)))
    return found.some(each => each.length === 0) ? [] : found[0]!
  })
}

/** The time of a line, in ms since the recording began. @throws when the record has no such line. */
export function timeOf(lines: readonly string[], node: string, text: string): number {
  const entry = lines.map(entryOf).find(each => each.node === node && each.text === text)
  if (entry === undefined) throw new Error(`The record has no line [${node} ${text}].`)
  return entry.at
}

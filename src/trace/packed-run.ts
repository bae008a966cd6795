import { maxLinkCharacters, packText, unpackText } from './packed-text.ts'
import { parseRunFile } from './parse-run-file.ts'
import { isRefused, type Refused, refuse } from './refused.ts'
import type { RunFile } from './run-file.ts'

/** A run for a link, as {@link packText} packs it. Null when it is too long for one. */
export const packRun = (file: RunFile): string | null => packText(JSON.stringify(file))

/** Unpacks and validates a run, as {@link parseRunFile} does with a file. */
export function unpackRun(packed: string): RunFile | Refused {
  if (packed.length > maxLinkCharacters)
    return refuse('oversized-link', { length: packed.length, most: maxLinkCharacters })
  const text = unpackText(packed)
  if (text === null) return refuse('broken-link')
  const file = parseRunFile(text)
  return isRefused(file) ? refuse('run-in-link', { problem: file }) : file
}

import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate'
import { parseRunFile } from './parse-run-file.ts'
import { isRefused, type Refused, refuse } from './refused.ts'
import type { RunFile } from './run-file.ts'

/**
 * Longest packed run of a link: mail and chat programs keep links of this length whole. It also bounds the work of
 * unpacking, because deflate expands a byte to 1032 at most.
 */
export const maxLinkCharacters = 8000

/** A run as text of letters, digits, `-` and `_`, for a link. Null when it is longer than {@link maxLinkCharacters}. */
export function packRun(file: RunFile): string | null {
  const bytes = deflateSync(strToU8(JSON.stringify(file)), { level: 9 })
  if (bytes.length > (maxLinkCharacters * 3) / 4) return null
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Unpacks and validates a run, as {@link parseRunFile} does with a file. */
export function unpackRun(packed: string): RunFile | Refused {
  if (packed.length > maxLinkCharacters)
    return refuse('oversized-link', { length: packed.length, most: maxLinkCharacters })
  const text = inflated(packed)
  if (text === null) return refuse('broken-link')
  const file = parseRunFile(text)
  return isRefused(file) ? refuse('run-in-link', { problem: file }) : file
}

/** Null for a text that {@link packRun} did not write. */
function inflated(packed: string): string | null {
  if (!/^[\w-]+$/.test(packed)) return null
  try {
    const bytes = atob(packed.replaceAll('-', '+').replaceAll('_', '/'))
    return strFromU8(inflateSync(Uint8Array.from(bytes, byte => byte.charCodeAt(0))))
  } catch {
    return null
  }
}

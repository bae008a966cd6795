import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate'

/**
 * Longest packed text of a link: mail and chat programs keep links of this length whole. It also bounds the work of
 * unpacking, because deflate expands a byte to 1032 at most.
 */
export const maxLinkCharacters = 8000

/** A text as letters, digits, `-` and `_`, for a link. Null when it is longer than {@link maxLinkCharacters}. */
export function packText(text: string): string | null {
  const bytes = deflateSync(strToU8(text), { level: 9 })
  if (bytes.length > (maxLinkCharacters * 3) / 4) return null
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Unpacks a text; null for one that {@link packText} did not write. */
export function unpackText(packed: string): string | null {
  if (!/^[\w-]+$/.test(packed)) return null
  try {
    const bytes = atob(packed.replaceAll('-', '+').replaceAll('_', '/'))
    return strFromU8(inflateSync(Uint8Array.from(bytes, byte => byte.charCodeAt(0))))
  } catch {
    return null
  }
}

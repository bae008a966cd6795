import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { EditedFile } from './edited-file.ts'

/** The SHA-256 over edited files: 64 hexadecimal digits. */
export const codeDigest = (code: readonly EditedFile[]): string =>
  bytesToHex(sha256(utf8ToBytes(JSON.stringify(code.map(({ file, text }) => [file, text])))))

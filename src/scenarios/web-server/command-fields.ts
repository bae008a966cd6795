import type { CommandField } from '../card.ts'

const pathField: CommandField = {
  name: 'path',
  label: { en: 'Path', ja: 'パス' },
  kind: 'text',
  required: true,
  maxLength: 100,
  example: '/index.html',
  examples: [
    '/index.html',
    '/about.html',
    '/style.css',
    '/data.json',
    '/missing.html',
    'not a path',
    '/broken.html',
    '/huge.bin',
    '/corrupt.html',
    '/movie.xyz',
  ],
}

/** The fields of each command, by its `type`. */
export const webServerFields = {
  Get: [pathField],
  Start: [],
} as const satisfies Readonly<Record<string, readonly CommandField[]>>

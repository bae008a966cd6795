/** The source files of the scenarios; each is fetched when it is opened. */
const files = import.meta.glob<string>(
  ['../../../scenarios/*/*.ts', '!**/*.test.ts', '!**/card.ts', '!**/face.ts'],
  {
    query: '?raw',
    import: 'default',
  },
)

const folder = '../../../scenarios/'

/** The files of a scenario, relative to `src/scenarios`. */
export const sourceFilesOf = (scenario: string): readonly string[] =>
  Object.keys(files)
    .filter(path => path.startsWith(`${folder}${scenario}/`))
    .map(path => path.slice(folder.length))

/** The text of a file, whose path is relative to `src/scenarios`; `null` if it does not exist. */
export async function sourceOf(file: string): Promise<string | null> {
  return (await files[`${folder}${file}`]?.()) ?? null
}

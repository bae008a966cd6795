/** The scenarios' code as text, each file fetched when it is looked at. */
const files = import.meta.glob<string>(['../../../scenarios/*/*.ts', '!**/*.test.ts', '!**/card.ts'], {
  query: '?raw',
  import: 'default',
})

/** `file` as a card names it, under `src/scenarios`. */
export async function sourceOf(file: string): Promise<string | null> {
  return (await files[`../../../scenarios/${file}`]?.()) ?? null
}

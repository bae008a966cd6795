import { expect, test } from 'vitest'
import { isRefused } from '../trace/refused.ts'
import { pinnedRun } from './corpus/files.ts'
import { type EditedOutcome, simulateEdited, sourceOf } from './edited-simulation.ts'
import { simulate } from './simulation.ts'

const escapes = pinnedRun('web-server-escapes')
const edited = pinnedRun('web-server-edited')

async function computed(run: typeof escapes, text?: string): Promise<EditedOutcome> {
  const header =
    text === undefined ? run.header : { ...run.header, code: [{ file: run.header.code![0]!.file, text }] }
  const outcome = await simulateEdited(header, run)
  if (isRefused(outcome)) throw new Error(outcome.refused)
  return outcome
}

test('every attempt to leave the sandbox is refused', async () => {
  const { trace } = await computed(escapes)
  const lines = trace.flatMap(event =>
    event.type === 'Logged' && event.node === 'client' ? [event.text] : [],
  )
  expect(lines.length).toBeGreaterThan(80)
  expect(lines.filter(line => !line.endsWith(': refused'))).toEqual([])
})

test('the attempts report what they find, so that a gap is seen', async () => {
  const { code } = escapes.header
  const open = code![0]!.text.replace(
    "'this of a function': () =>",
    "'a gap': () => 'found', 'this of a function': () =>",
  )
  const { trace } = await computed(escapes, open)
  expect(trace).toContainEqual(
    expect.objectContaining({ type: 'Logged', text: 'a gap: ESCAPED: string found' }),
  )
})

test('an endless loop and an endless recursion fail with line, actor and message, and end the node', async () => {
  const { trace } = await computed(edited)
  const failures = trace.flatMap(event => (event.type === 'ActorFailed' ? [event] : []))
  const line = edited.header.code![0]!.text.split('\n').findIndex(text => text.includes("'/loop'")) + 1
  expect(failures).toMatchObject([
    {
      actor: expect.stringMatching(/^\/user\/web-server\/cache#/),
      label: 'Find',
      error: {
        name: 'EndlessLoop',
        message: `Line ${line} of web-server/cache.ts ran for 1000000 steps without an end.`,
      },
    },
    {
      label: 'Find',
      error: {
        message: `Line ${line + 1} of web-server/cache.ts called itself: 500 calls within each other.`,
      },
    },
  ])
  expect(trace).toContainEqual(
    expect.objectContaining({ type: 'ParticipantStopped', participant: 'server', reason: 'failed' }),
  )
})

test('a message that never ends is refused with its actor and its label', async () => {
  const own = await sourceOf('web-server/cache.ts')
  // A regular expression that takes exponential time, which no counter of steps sees.
  const text = own!.replace(
    'const resource = entries',
    `if (/^(a+)+$/.test('${'a'.repeat(60)}!')) throw new Error('no'); const resource = entries`,
  )
  expect(text).not.toBe(own)
  const header = { ...edited.header, code: [{ file: 'web-server/cache.ts', text }] }
  expect(await simulateEdited(header, { ...edited, turnLimitMs: 2000 })).toMatchObject({
    code: 'code-endless',
    values: { seconds: 2, actor: '/user/web-server/cache', message: 'Find' },
  })
})

test('other code gives another hash, even if the actors do the same', async () => {
  const same = await sourceOf('web-server/cache.ts')
  const calm = { ...edited, actions: edited.actions.slice(0, 2), until: 2500 }
  const [one, two] = [await computed(calm, same!), await computed(calm, `${same}\n// A comment.\n`)]
  expect(one.hash).not.toBe(two.hash)
  const without = ({ trace }: EditedOutcome) => trace.filter(({ type }) => type !== 'CodeEdited')
  expect(without(one)).toEqual(without(two))
})

test('a module that fails before any actor runs is refused with its error', async () => {
  const text = `${await sourceOf('web-server/cache.ts')}\nthrow new RangeError('no')\n`
  const header = { ...edited.header, code: [{ file: 'web-server/cache.ts', text }] }
  expect(await simulateEdited(header, edited)).toMatchObject({
    code: 'code-not-started',
    values: { reason: 'RangeError' },
  })
})

test('edited code does not run in this thread', () => {
  expect(simulate(edited.header, edited)).toMatchObject({ code: 'code-not-in-thread' })
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Behaviors, Effect, EventSourcedBehavior, SupervisorStrategy } from '../../runtime/index.ts'
import { actorApi } from './actor-api.ts'

const read = (path: string) =>
  readFileSync(new URL(`../../runtime/actor/api/${path}.ts`, import.meta.url), 'utf8')

/** The names of the members of an interface. */
const membersOf = (source: string, name: string) => {
  const body = new RegExp(`interface ${name}(?:<[^{]*>)? \\{\n([\\s\\S]*?)\n\\}`).exec(source)?.[1] ?? ''
  return [...body.matchAll(/^ {2}(?:readonly )?(\w+)[<(:?]/gm)].map(match => match[1]).sort()
}

test.each(Object.entries({ Behaviors, Effect, EventSourcedBehavior, SupervisorStrategy }))(
  'completion knows all members of %s and no others',
  (name, members) => {
    expect(Object.keys(actorApi[name]!).sort()).toEqual(Object.keys(members).sort())
  },
)

test.each([
  ['context', 'actor-context', 'ActorContext'],
  ['log', 'actor-context', 'Logger'],
  ['timers', 'timer-scheduler', 'TimerScheduler'],
  ['replyTo', 'actor-ref', 'ActorRef'],
] as const)('completion of %s is the interface in %s.ts', (name, file, of) => {
  const members = membersOf(read(file), of)
  expect(members.length).toBeGreaterThan(0)
  for (const member of Object.keys(actorApi[name]!)) expect(members).toContain(member)
  if (name !== 'replyTo') expect(Object.keys(actorApi[name]!).sort()).toEqual([...new Set(members)])
})

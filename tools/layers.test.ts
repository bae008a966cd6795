import { describe, expect, test } from 'vitest'
import { refuseImport } from './layers.ts'

describe('the layers', () => {
  test.each([
    ['src/runtime/actor/kernel/mail.ts', 'src/runtime/actor/api/actor-ref.ts'],
    ['src/runtime/actor/index.ts', 'src/runtime/actor/system/local-actor-system.ts'],
    ['src/runtime/classic/actor.ts', 'src/runtime/actor/index.ts'],
  ])('let %s import %s', (from, to) => {
    expect(refuseImport(from, to)).toBeNull()
  })

  test.each([
    ['src/runtime/actor/api/actor-ref.ts', 'src/runtime/actor/kernel/mail.ts'],
    ['src/runtime/actor/kernel/mail.ts', 'src/runtime/actor/index.ts'],
    ['src/runtime/actor/observe/faults.ts', 'src/runtime/actor/interaction/timers.ts'],
    ['src/runtime/actor/base/ring.ts', 'src/runtime/participant.ts'],
    ['src/runtime/actor/index.ts', 'src/runtime/cluster/index.ts'],
  ])('refuse that %s imports %s', (from, to) => {
    expect(refuseImport(from, to)).toContain(`${from} (`)
  })
})

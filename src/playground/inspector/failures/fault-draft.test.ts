import { expect, test } from 'vitest'
import { actionOf, complaintAbout, type FaultDraft } from './fault-draft.ts'

const draft: FaultDraft = { error: 'Boom', fault: 'error', times: '1', during: 'message' }
const failNext = { type: 'FailNext', participant: 'node-1', actor: '/user/a' }

test.each([
  [{}, {}],
  [
    { error: 'DiskFull', times: '3' },
    { error: 'DiskFull', times: 3 },
  ],
  [
    { fault: 'native-error', error: 'no class', during: 'start' },
    { fault: 'native-error', during: 'start' },
  ],
] as const)('the draft with %j becomes an action with %j', (changed, fields) => {
  expect(actionOf({ ...draft, ...changed }, 'node-1', '/user/a')).toEqual({ ...failNext, ...fields })
  expect(complaintAbout({ ...draft, ...changed })).toBeNull()
})

test.each([
  [{ error: '' }, 'error', 'not-error-class'],
  [{ error: 'no class' }, 'error', 'not-error-class'],
  [{ times: '0' }, 'times', 'too-small'],
  [{ times: '1001' }, 'times', 'too-large'],
  [{ times: '1.5' }, 'times', 'not-whole'],
  [{ times: 'x' }, 'times', 'not-number'],
])('the draft with %j has a complaint about %s', (changed, field, code) => {
  expect(complaintAbout({ ...draft, ...changed })).toMatchObject({ field, complaint: { code } })
})

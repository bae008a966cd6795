import { expect, test } from 'vitest'
import type { SupervisionRule } from '../../../trace/index.ts'
import { forecast } from './fault-forecast.ts'

const resumeIo: SupervisionRule = { error: 'IOException', strategy: { type: 'resume' } }
const restartAll: SupervisionRule = { error: 'Error', strategy: { type: 'restart', stopChildren: true } }
const rules = [resumeIo, restartAll]

test('the first rule for the class of the error decides', () => {
  expect(forecast(rules, 'error', 'IOException', 'message')).toEqual({ type: 'decided', rule: resumeIo })
  expect(forecast(rules, 'error', 'Boom', 'message')).toEqual({ type: 'decided', rule: restartAll })
  expect(forecast([resumeIo], 'error', 'Boom', 'message')).toEqual({ type: 'no-rule' })
})

test('a fault that the kernel throws is an Error, whatever class is typed', () => {
  expect(forecast(rules, 'returns-nothing', 'IOException', 'message')).toEqual({
    type: 'decided',
    rule: restartAll,
  })
})

test('a native error is a TypeError, whatever class is typed', () => {
  const ofType: SupervisionRule = { error: 'TypeError', strategy: { type: 'resume' } }
  const decided = { type: 'decided', rule: ofType }
  expect(forecast([ofType, restartAll], 'native-error', 'IOException', 'message')).toEqual(decided)
})

test('a stack overflow and a loop are beyond supervision, and a failed start cannot be resumed', () => {
  expect(forecast(rules, 'stack-overflow', 'Boom', 'message').type).toBe('beyond')
  expect(forecast(rules, 'endless-loop', 'Boom', 'message').type).toBe('beyond')
  expect(forecast(rules, 'error', 'IOException', 'start')).toEqual({ type: 'start-cannot-resume' })
})

import { describe, expect, test } from 'vitest'
import { scenarioCards } from '../../scenarios/cards.ts'
import { cqrsCard } from '../../scenarios/cqrs/card.ts'
import { type Exchange, groupExchanges, readExchanges } from './exchanges.ts'

const state = JSON.stringify({
  exchanges: [
    { id: 4, request: { type: 'Write', key: 'a', value: '1' }, reply: { type: 'WriteAck', sequenceNr: 1 } },
    { id: 5, request: { type: 'Get', key: 'a' }, reply: null, again: 2 },
  ],
  asked: 5,
  tally: { WriteAck: 2, GetReply: 0, NoAnswer: 0 },
})

test('exchanges are listed newest first in the words of the card, and older requests are counted', () => {
  expect(readExchanges(state, cqrsCard, 'en')).toEqual({
    listed: [
      { id: 5, request: 'Get a', answer: null, outcome: 'pending', again: 2 },
      { id: 4, request: 'Write a = 1', answer: 'stored as event 1', outcome: 'ok', again: 0 },
    ],
    older: { count: 3, waiting: 2 },
    tally: [['WriteAck', 2]],
  })
  expect(readExchanges(state, cqrsCard, 'ja').listed).toMatchObject([
    { request: '読み取り a' },
    { request: '書き込み a = 1', answer: 'イベント1として保存' },
  ])
})

test('a missing state, the state of another actor and a cut state have no exchanges', () => {
  for (const other of [null, '{"entries":{}}', state.slice(0, 40)]) {
    expect(readExchanges(other, cqrsCard, 'en')).toMatchObject({ listed: [], tally: [] })
  }
})

describe.each(scenarioCards)('in the scenario $id', card => {
  const sample = { sequenceNr: 7, value: null, reader: '@', mimeType: '@', noAnswerFrom: 'cache' }

  test.each(Object.keys(card.exchanges.replies))(
    'the reply [%s] has words in both languages, without English in the Japanese ones',
    type => {
      for (const reply of [
        { ...sample, type },
        { ...sample, type, value: '@', noAnswerFrom: 'filesystem' },
      ]) {
        const { text: words } = card.exchanges.replies[type]!(reply)
        expect(words.en).toMatch(/./)
        // A status line of HTTP is code.
        if (!/^\d{3} [A-Z]/.test(words.ja)) expect(words.ja).not.toMatch(/[a-z]/i)
        expect(words.ja).not.toContain('undefined')
      }
    },
  )

  test('each command of the client has words for its request', () => {
    const client = card.commands.filter(({ participant }) => participant === 'client').map(({ type }) => type)
    expect(Object.keys(card.exchanges.requests).sort()).toEqual(client.sort())
  })
})

const exchange = (id: number, request: string, answer: string | null, outcome: Exchange['outcome']) => ({
  id,
  request,
  answer,
  outcome,
  again: outcome === 'pending' ? id : 0,
})

test('a burst of one request is one group with each answer once, and is pending while an answer is missing', () => {
  const groups = groupExchanges([
    exchange(6, 'GET /b', null, 'pending'),
    exchange(5, 'GET /a', null, 'pending'),
    exchange(4, 'GET /a', '500', 'no-answer'),
    exchange(3, 'GET /a', '200 OK', 'ok'),
    exchange(2, 'GET /a', '200 OK', 'ok'),
  ])
  expect(groups).toEqual([
    { id: 6, request: 'GET /b', count: 1, outcome: 'pending', answers: [{ text: null, count: 1 }], again: 6 },
    {
      id: 5,
      request: 'GET /a',
      count: 4,
      outcome: 'pending',
      answers: [
        { text: '200 OK', count: 2 },
        { text: '500', count: 1 },
        { text: null, count: 1 },
      ],
      again: 5,
    },
  ])
})

test('two equal requests are two groups', () => {
  const twice = [exchange(2, 'Get a', '1', 'ok'), exchange(1, 'Get a', '1', 'ok')]
  expect(groupExchanges(twice).map(group => group.count)).toEqual([1, 1])
})

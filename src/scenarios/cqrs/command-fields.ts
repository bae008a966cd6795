import type { CommandField } from '../card.ts'

/** A key becomes a field name in the writer's state, so names that the snapshot codec cannot store are reserved. */
const keyField: CommandField = {
  name: 'key',
  label: { en: 'Key', ja: 'キー' },
  kind: 'text',
  required: true,
  maxLength: 100,
  reserved: ['__proto__', '$ref'],
  example: 'hoge',
}

const valueField: CommandField = {
  name: 'value',
  label: { en: 'Value', ja: '値' },
  kind: 'text',
  required: false,
  maxLength: 4096,
  example: 'fuga',
}

/** The fields of each command, by its `type`. */
export const cqrsFields = {
  Write: [keyField, valueField],
  Get: [keyField],
  SaveSnapshot: [],
  FollowPubSub: [],
  FollowJournal: [],
  FollowHints: [],
  AskOnce: [],
  AskAgain: [],
  AskAgainWithKeys: [],
} as const satisfies Readonly<Record<string, readonly CommandField[]>>

import type { CommandField } from '../card.ts'

const numberField: CommandField = {
  name: 'number',
  label: { en: 'Number', ja: '数' },
  kind: 'text',
  required: true,
  maxLength: 20,
  example: '1',
  examples: ['1', '2', '3', '4', '5'],
}

const itemField: CommandField = {
  name: 'item',
  label: { en: 'Piece', ja: '仕事' },
  kind: 'text',
  required: true,
  maxLength: 20,
  example: 'good',
  examples: ['good', 'spoilt'],
}

/** The fields of each command, by its `type`. */
export const workbenchFields = {
  Add: [numberField],
  Work: [itemField],
  Hire: [],
  Retire: [],
  Begin: [],
  Ask: [],
} as const satisfies Readonly<Record<string, readonly CommandField[]>>

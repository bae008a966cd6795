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

const priceField: CommandField = {
  name: 'price',
  label: { en: 'Price', ja: '値段' },
  kind: 'text',
  required: true,
  maxLength: 20,
  example: '10',
  examples: ['10', '30', 'torn'],
}

const aboutField: CommandField = {
  name: 'about',
  label: { en: 'Reminder', ja: '用件' },
  kind: 'text',
  required: true,
  maxLength: 20,
  example: 'tea',
  examples: ['tea', 'train'],
}

/** The fields of each command, by its `type`. */
export const workbenchFields = {
  Add: [numberField],
  Work: [itemField],
  Hire: [],
  Retire: [],
  Begin: [],
  Ask: [],
  Sell: [priceField],
  Remind: [aboutField],
} as const satisfies Readonly<Record<string, readonly CommandField[]>>

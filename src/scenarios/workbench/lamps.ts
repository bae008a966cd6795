import type { LampCard } from '../lamp-card.ts'

/** Invariants of the workbench, whatever a person does to its actors. */
export const workbenchLamps: readonly LampCard[] = [
  {
    id: 'one-failure-one-decision',
    title: { en: 'Handled once', ja: '処理は1回' },
    about: {
      en: 'No message is delivered twice: a failed message is not handled again.',
      ja: 'メッセージが2回配信されることはありません。失敗したメッセージも、再処理されません。',
    },
    check: {
      type: 'atMost',
      what: { event: 'MessageDelivered', where: { to: '/user*' } },
      times: 1,
      by: 'cause',
    },
  },
]

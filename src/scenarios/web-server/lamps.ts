import type { LampCard } from '../lamp-card.ts'
import { answeredOnceWithin } from '../lamp-checks.ts'

const webServer = '/user/web-server'

/** Invariants of the web server. Other supervision than that of its code may break them. */
export const webServerLamps: readonly LampCard[] = [
  {
    id: 'answered-once',
    title: { en: 'Answered once', ja: '応答は1回' },
    about: {
      en: 'While everything runs and nothing fails, every request is answered within 10 s. No request is ever answered twice.',
      ja: 'すべてが動き、障害がなければ、どのリクエストにも10秒以内に応答が届きます。応答が2回届くことは決してありません。',
    },
    check: answeredOnceWithin(10_000, {
      request: { event: 'MessageSent', node: 'client', where: { toNode: 'server', label: 'Get' } },
      replyTo: 'body.replyTo',
      reply: { event: 'MessageSent', node: 'server', where: { toNode: 'client', from: webServer } },
    }),
  },
  {
    id: 'mail-kept',
    title: { en: 'Mail kept', ja: 'メールを保持' },
    about: {
      en: 'A failure costs only the message that caused it. The messages that wait in the mailbox survive the restart.',
      ja: '障害で失われるのは、原因になったメッセージだけです。メールボックスで待つメッセージは再起動しても残ります。',
    },
    check: {
      type: 'all',
      checks: [
        {
          type: 'never',
          what: { event: 'DeadLetter', node: 'server', where: { to: `${webServer}*`, why: 'the actor*' } },
        },
        {
          type: 'never',
          what: {
            event: 'MessageDropped',
            node: 'server',
            where: { to: `${webServer}*`, why: 'the mailbox is full*' },
          },
        },
      ],
    },
  },
  {
    id: 'sound-cache',
    title: { en: 'Sound cache', ja: '正しいキャッシュ' },
    about: {
      en: 'The cache never keeps a file whose checksum does not match.',
      ja: 'チェックサムの合わないファイルが、キャッシュに残ることはありません。',
    },
    check: {
      type: 'never',
      what: { fact: 'state', node: 'server', actor: `${webServer}/cache`, contains: '"/corrupt.html"' },
    },
  },
  {
    id: 'sound-disk',
    title: { en: 'Sound disk', ja: '正常なディスク' },
    about: {
      en: 'The file system never goes on with a broken mount: a restart replaces it.',
      ja: 'ファイルシステムが壊れたマウントのまま動き続けることはありません。再起動で新しいマウントに替わります。',
    },
    check: {
      type: 'never',
      what: { fact: 'state', node: 'server', actor: `${webServer}/filesystem`, contains: '"broken":true' },
    },
  },
  {
    id: 'all-supervised',
    title: { en: 'Nothing gives up', ja: '停止なし' },
    about: {
      en: 'No failure stops an actor of the server: its supervisor resumes or restarts it.',
      ja: '障害でサーバーのアクターが停止することはありません。スーパーバイザーが再開か再起動をします。',
    },
    check: { type: 'never', what: { event: 'ActorFailed', node: 'server', where: { decision: 'stop' } } },
  },
]

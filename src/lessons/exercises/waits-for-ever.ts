import type { CodeExercise } from '../exercise.ts'
import { bench, happens, send, state } from './workbench-builders.ts'

const ann = '/user/ann'
const ben = '/user/ben'
const clerk = '/user/clerk'

/** The clerk asks with a limit, and says sorry when it is over. */
const asking = `context.ask(
                archive,
                replyTo => ({ type: 'LookUp', from: message.from, replyTo }),
                3000,
                reply => ('code' in reply ? { type: 'Late' } : reply),
              )`

export const waitsForEver: CodeExercise = {
  type: 'code',
  id: 'waits-for-ever',
  ladder: 'replies',
  title: { en: 'A clerk who waits for ever', ja: '永遠に待つ窓口係' },
  minutes: 10,
  scenario: 'workbench',
  seed: 1,
  settings: { exhibit: 'clerk' },
  situation: {
    en: 'The clerk serves one customer after the other. Meanwhile others wait in the stash. For Ann’s question the archive has no answer and stays silent. Then Ben asks. The clerk still waits for the archive, and so does Ben.',
    ja: '窓口係(clerk)は客を1人ずつ対応します。その間、ほかの客はスタッシュで待ちます。資料室にはAnnの質問への答えがなく、何も返ってきません。次にBenが質問します。窓口係は資料室を待ち続け、Benも待たされたままです。',
  },
  goal: {
    en: 'Change the code so that Ann hears Sorry after some seconds, and Ben then gets the answer for Ben.',
    ja: '数秒後にAnnへSorryが届き、続いてBenにBenの回答が届くように、コードを変えてください。',
  },
  code: {
    file: 'workbench/clerk.ts',
    participant: bench,
    actor: clerk,
    solution: [
      { find: "archive.tell({ type: 'LookUp', from: message.from, replyTo: found })", put: asking },
      {
        find: `              return stash.unstashAll(free())
          }`,
        put: `              return stash.unstashAll(free())
            case 'Late':
              question.replyTo.tell({ type: 'Sorry' })
              return stash.unstashAll(free())
          }`,
      },
    ],
  },
  trial: [
    {
      actions: [send(ann, 'Ask')],
      until: { type: 'eventually', what: { event: 'MessageDelivered', where: { label: 'LookUp' } } },
      withinMs: 3000,
      speed: 0.6,
    },
    {
      actions: [send(ben, 'Ask')],
      until: state(ben, '["ben"]'),
      withinMs: 12_000,
      speed: 1,
    },
  ],
  lamps: [
    {
      check: state(ann, '["sorry"]'),
      met: { en: 'Ann has heard Sorry.', ja: 'AnnにSorryが届きました。' },
      yet: { en: 'Ann has heard nothing.', ja: 'Annにはまだ何も届いていません。' },
    },
    {
      check: state(ben, '["ben"]'),
      met: { en: 'Ben has got the answer for Ben.', ja: 'BenにBenの回答が届きました。' },
      yet: { en: 'Ben has got no answer.', ja: 'Benにはまだ回答が届いていません。' },
    },
  ],
  remarks: [
    {
      when: state(ben, '"sorry"'),
      say: {
        en: 'Ben hears Sorry, too, although the archive has his answer. Say Sorry only when the time is over.',
        ja: '資料室に答えがあるのに、BenにもSorryが届きました。Sorryは時間切れのときだけ伝えます。',
      },
      example: [
        {
          find: 'return busy(message)',
          put: "message.replyTo.tell({ type: 'Sorry' })\n              return Behaviors.same",
        },
      ],
    },
    {
      when: happens('ActorFailed', clerk),
      say: {
        en: 'The clerk failed at the time-out: its switch has no case for that message, so the handler returned nothing. Every handler returns a behavior.',
        ja: '時間切れのメッセージで窓口係が失敗しました。switchにそのcaseがなく、ハンドラーが何も返さなかったからです。ハンドラーは必ずビヘイビアを返します。',
      },
      example: [
        { find: "archive.tell({ type: 'LookUp', from: message.from, replyTo: found })", put: asking },
      ],
    },
    {
      when: { refusedName: 'setTimeout' },
      say: {
        en: 'Time is virtual here, and an actor hears of it by messages: context.ask has a time-out, and there is context.setReceiveTimeout.',
        ja: 'ここでの時間は仮想時間で、アクターはメッセージで時間切れを知ります。context.askには時間切れがあり、context.setReceiveTimeoutも使えます。',
      },
      example: [
        {
          find: 'return busy(message)',
          put: "setTimeout(() => message.replyTo.tell({ type: 'Sorry' }), 3000)\n              return busy(message)",
        },
      ],
    },
  ],
  par: 9,
  hints: [
    {
      en: 'In the behavior busy there are two ways on. Which message brings the clerk out of it when the archive is silent?',
      ja: 'busyの振る舞いから先へ進む道は2つです。資料室が何も返さないとき、どのメッセージで抜け出せるでしょうか。',
    },
    {
      en: 'With context.ask(archive, replyTo => …, 3000, reply => …) you get a message in any case. When the time is over, reply is an error with a code.',
      ja: 'context.ask(archive, replyTo => …, 3000, reply => …) なら、必ずメッセージが届きます。時間切れのとき、replyはcodeを持つエラーです。',
    },
    {
      en: 'Turn that error into a message Late. In busy, reply Sorry to it and return stash.unstashAll(free()), as for Found.',
      ja: 'そのエラーをLateというメッセージに変えます。busyではSorryを返し、Foundと同じように stash.unstashAll(free()) を返します。',
    },
  ],
  why: {
    en: 'A reply may never come: the other actor has no answer, has stopped, or the message was lost. Who waits needs a limit of its own, and context.ask has one built in. The time-out says only that no reply came in time, not that nothing was done. Belief: an actor that got my message will answer.',
    ja: '応答が来ないことはあります。相手が答えを持たない、停止した、メッセージが失われた、などです。だから待つ側が自分で期限を決めます。context.askには期限が組み込まれています。時間切れが意味するのは「間に合わなかった」ことだけで、「何も行われなかった」ことではありません。',
  },
}

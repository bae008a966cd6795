import type { CodeExercise } from '../exercise.ts'
import { any, happens, neverHappens, sell, state } from './workbench-builders.ts'

const till = '/user/till'
const holds = (items: number, total: number) => state(till, `"items":${items},"total":${total}`)

/** After a restart, or with the label looked at first. */
const fits = any(holds(1, 30), holds(2, 40))

export const corruptState: CodeExercise = {
  type: 'code',
  id: 'corrupt-state',
  ladder: 'failures',
  title: { en: 'A till that miscounts', ja: '数が合わないレジ' },
  minutes: 5,
  scenario: 'workbench',
  seed: 1,
  settings: { exhibit: 'till' },
  situation: {
    en: 'The till counts the items that it sells, and their sum. It cannot read a torn label: then it fails. Its supervisor resumes it. The till gets a 10, a torn label and a 30. After that it shows three items with a sum of 40.',
    ja: 'レジは売った商品の数と合計を数えます。破れた値札(torn)は読めず、失敗します。するとスーパーバイザーがレジを再開(resume)します。10、破れた値札、30が順に届くと、商品は3つ、合計は40と表示されます。',
  },
  goal: {
    en: 'Change the code so that the till sells on after the torn label, and its number of items fits its sum again.',
    ja: '破れた値札の後もレジが動き続け、商品の数と合計が合うように、コードを変えてください。',
  },
  code: {
    file: 'workbench/till.ts',
    participant: 'bench',
    actor: till,
    solution: [{ find: 'SupervisorStrategy.resume', put: 'SupervisorStrategy.restart' }],
  },
  trial: [
    {
      actions: [sell('10'), sell('torn'), sell('30')],
      until: fits,
      withinMs: 4000,
      speed: 0.4,
    },
  ],
  lamps: [
    {
      check: fits,
      met: { en: 'Items and sum fit after the 30.', ja: '30の後、商品の数と合計が合っています。' },
      yet: {
        en: 'Items and sum do not fit after the 30.',
        ja: '30の後、商品の数と合計がまだ合っていません。',
      },
    },
    {
      check: neverHappens('ActorStopped', { actor: till }),
      met: { en: 'The till is running.', ja: 'レジは動いています。' },
      yet: { en: 'The till is running.', ja: 'レジは動いています。' },
      broken: { en: 'The till has stopped.', ja: 'レジが停止しました。' },
    },
  ],
  remarks: [
    {
      when: happens('ActorStopped', till),
      say: {
        en: 'A stopped till sells nothing more: the 30 went to the dead letters. Which strategy gives you a running actor with a sound state?',
        ja: '停止したレジは何も売れず、30はデッドレターになりました。動き続けて、状態も正しくなる戦略はどれでしょうか。',
      },
      example: [{ find: 'SupervisorStrategy.resume', put: 'SupervisorStrategy.stop' }],
    },
    {
      when: holds(3, 40),
      say: {
        en: 'The torn label is still counted: the handler changes the state before it knows that it can finish.',
        ja: '破れた値札がまだ数に入っています。最後まで処理できると分かる前に、ハンドラーが状態を変えているからです。',
      },
      example: [{ find: 'throw new UnreadablePrice(message.price)', put: 'return Behaviors.same' }],
    },
  ],
  par: 1,
  hints: [
    {
      en: 'Which line of the handler has run already when it throws?',
      ja: '例外がスローされたとき、ハンドラーのどの行がもう実行されていますか。',
    },
    {
      en: 'Resume keeps the state as the failure left it. That is right only if the state is still sound.',
      ja: '再開(resume)では、失敗したときの状態がそのまま残ります。状態がまだ正しいときにだけ使えます。',
    },
    {
      en: 'Choose SupervisorStrategy.restart, or look at the label before you count the item.',
      ja: 'SupervisorStrategy.restartを選ぶか、数える前に値札を確かめてください。',
    },
  ],
  why: {
    en: 'The handler had counted the item before it failed, and resume kept this half change. A restart throws the state away and begins with a sound one. If the state is worth more than that, change it only after everything that can fail. Belief: resume is the mild choice that harms nothing.',
    ja: 'ハンドラーは失敗する前に商品を数えていて、再開(resume)はその途中の状態を残しました。再起動なら状態を捨て、正しい初期状態から始まります。状態を失いたくなければ、失敗しうる処理がすべて済んでから変更します。「再開なら害はない」というのは誤解です。',
  },
}

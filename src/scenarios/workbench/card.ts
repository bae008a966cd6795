import type { Bilingual } from '../../trace/bilingual.ts'
import { type ActorCard, countText, type ScenarioCard, type StateData, sameText } from '../card.ts'
import { workbenchFields } from './command-fields.ts'
import { workbenchParticipants } from './participants.ts'

const listText = (list: unknown, empty: Bilingual): Bilingual =>
  Array.isArray(list) && list.length > 0 ? sameText(list.map(String).join(', ')) : empty

const doneText = ({ done }: StateData): Bilingual => countText(Number(done ?? 0), 'piece', 'pieces', '仕事')
const ticksText = ({ ticks }: StateData): Bilingual => countText(Number(ticks ?? 0), 'tick', 'ticks', 'tick ')

const workerErrors = ['SpoiltWork', 'IOException', 'Boom'] as const

const worker = (path: string, title: Bilingual, source: string): ActorCard => ({
  path,
  title,
  help: {
    en: 'Does one piece of work after the other. It fails at the piece “spoilt”.',
    ja: '仕事を一つずつ片付けます。「spoilt」という仕事で失敗します。',
  },
  canFail: true,
  errors: workerErrors,
  source,
  state: doneText,
})

const idleParent = (path: string, title: Bilingual): ActorCard => ({
  path,
  title,
  help: {
    en: 'Starts one worker and names no supervision for it.',
    ja: 'ワーカーを1つ起動します。スーパービジョンは指定しません。',
  },
  canFail: true,
  errors: ['Boom'],
  source: 'workbench/kinds.ts',
  state: () => ({ en: 'has one worker', ja: 'ワーカー1つ' }),
})

const ticker = (path: string, title: Bilingual): ActorCard => ({
  path,
  title,
  help: {
    en: 'Counts the ticks of its own timer. It fails at the piece of work “spoilt” and is restarted.',
    ja: '自分のタイマーのtickを数えます。「spoilt」という仕事で失敗し、再起動されます。',
  },
  canFail: true,
  errors: workerErrors,
  source: 'workbench/tickers.ts',
  state: ticksText,
})

const person = (path: string, title: Bilingual): ActorCard => ({
  path,
  title,
  help: { en: 'Asks the desk and notes the answers.', ja: '受付に質問し、回答を書き留めます。' },
  canFail: true,
  errors: ['Boom'],
  source: 'workbench/office.ts',
  state: ({ answers }) => {
    const { en, ja } = listText(answers, { en: '', ja: '' })
    return en === '' ? { en: 'no answer', ja: '回答なし' } : { en: `answer for ${en}`, ja: `${ja} への回答` }
  },
})

const customerText = ({ customer }: StateData): Bilingual =>
  typeof customer === 'string'
    ? { en: `serves ${customer}`, ja: `${customer} に対応中` }
    : { en: 'free', ja: '空き' }

const superior = (path: string, title: Bilingual): ActorCard => ({
  path,
  title,
  help: {
    en: 'Watches its only child and handles no signal.',
    ja: 'ただ1つの子を監視(watch)しますが、シグナルを処理しません。',
  },
  canFail: true,
  errors: ['Boom', 'DeathPactException'],
  source: 'workbench/firm.ts',
  state: ({ watching }) =>
    typeof watching === 'string'
      ? { en: `watches the ${watching}`, ja: `${watching} を監視中` }
      : { en: 'watches nobody', ja: '監視なし' },
})

const work = { en: 'Work', ja: '仕事' }

export const workbenchCard: ScenarioCard = {
  id: 'workbench',
  title: { en: 'A workbench for supervision', ja: 'スーパービジョンの作業台' },
  intro: {
    en: 'A few small actors on one node, for the exercises. Send them messages, make one fail, and see what its supervisor does.',
    ja: '1つのノードに小さなアクターがいくつか並んでいます。演習で使います。メッセージを送り、失敗させて、スーパーバイザーの動きを見てみましょう。',
  },
  roles: [],
  commands: [
    {
      type: 'Add',
      title: { en: 'Add a number', ja: '数を書き込む' },
      help: {
        en: 'Goes to the notebook, which writes the number down. It cannot read a 3.',
        ja: 'ノートに届き、数が書き込まれます。3だけは読めません。',
      },
      onlyIfPresent: true,
      participant: 'bench',
      actor: '/user/notebook',
      fields: workbenchFields.Add,
      submit: { en: 'Add', ja: '書き込む' },
      burst: 20,
    },
    {
      type: 'Work',
      title: work,
      help: {
        en: 'Goes to the parent. At the piece “spoilt” the parent fails.',
        ja: '親に届きます。「spoilt」という仕事で親が失敗します。',
      },
      onlyIfPresent: true,
      participant: 'bench',
      actor: '/user/parent',
      fields: workbenchFields.Work,
      submit: { en: 'Send', ja: '送る' },
    },
    {
      type: 'Hire',
      title: { en: 'Hire', ja: '採用' },
      help: {
        en: 'Tells the parent to start a second child.',
        ja: '2人目の子を起動するよう、親に伝えます。',
      },
      onlyIfPresent: true,
      participant: 'bench',
      actor: '/user/parent',
      fields: workbenchFields.Hire,
      submit: { en: 'Hire', ja: '採用する' },
    },
    {
      type: 'Retire',
      title: { en: 'Retire', ja: '引退' },
      help: {
        en: 'Tells the watched worker to stop. That is no failure.',
        ja: '監視されているワーカーに、停止するよう伝えます。失敗ではありません。',
      },
      onlyIfPresent: true,
      participant: 'bench',
      actor: '/user/watcher/worker',
      fields: workbenchFields.Retire,
      submit: { en: 'Retire', ja: '引退させる' },
    },
    {
      type: 'Begin',
      title: { en: 'Begin to tick', ja: 'tickを始める' },
      help: {
        en: 'Tells the first ticker to start its timer.',
        ja: '1つ目のタイマー係に、タイマーを始めるよう伝えます。',
      },
      onlyIfPresent: true,
      participant: 'bench',
      actor: '/user/by-message',
      fields: workbenchFields.Begin,
      submit: { en: 'Begin', ja: '始める' },
    },
    {
      type: 'Ask',
      title: { en: 'Ann asks', ja: 'Annの質問' },
      help: { en: 'Makes Ann ask the desk.', ja: 'Annが受付に質問します。' },
      onlyIfPresent: true,
      participant: 'bench',
      actor: '/user/ann',
      fields: workbenchFields.Ask,
      submit: { en: 'Ask', ja: '質問する' },
    },
    {
      type: 'Sell',
      title: { en: 'Sell', ja: '販売' },
      help: {
        en: 'Goes to the till. It cannot read a torn label.',
        ja: 'レジに届きます。破れた(torn)値札は読めません。',
      },
      onlyIfPresent: true,
      participant: 'bench',
      actor: '/user/till',
      fields: workbenchFields.Sell,
      submit: { en: 'Sell', ja: '販売する' },
    },
    {
      type: 'Remind',
      title: { en: 'Remind', ja: 'リマインダー' },
      help: {
        en: 'Asks for a reminder in two seconds.',
        ja: '2秒後のリマインダーを頼みます。',
      },
      onlyIfPresent: true,
      participant: 'bench',
      actor: '/user/reminders',
      fields: workbenchFields.Remind,
      submit: { en: 'Remind', ja: '頼む' },
    },
  ],
  actors: [
    {
      path: '/user/notebook',
      title: { en: 'Notebook', ja: 'ノート' },
      help: {
        en: 'Keeps a list of numbers. It fails at the number 3.',
        ja: '数の一覧を持ちます。3で失敗します。',
      },
      canFail: true,
      errors: ['UnreadableNumber', 'IOException', 'Boom'],
      source: 'workbench/notebook.ts',
      state: ({ numbers }) => listText(numbers, { en: 'empty', ja: '空' }),
    },
    idleParent('/user/typed', { en: 'Typed parent', ja: 'Typedの親' }),
    worker('/user/typed/worker', { en: 'Typed worker', ja: 'Typedワーカー' }, 'workbench/kinds.ts'),
    idleParent('/user/classic', { en: 'Classic parent', ja: 'Classicの親' }),
    worker('/user/classic/worker', { en: 'Classic worker', ja: 'Classicワーカー' }, 'workbench/kinds.ts'),
    worker('/user/parent', { en: 'Parent', ja: '親' }, 'workbench/family.ts'),
    worker('/user/parent/from-setup', { en: 'Child from setup', ja: 'setupの子' }, 'workbench/kinds.ts'),
    worker('/user/parent/from-message', { en: 'Hired child', ja: '採用された子' }, 'workbench/kinds.ts'),
    {
      path: '/user/watcher',
      title: { en: 'Watcher', ja: '監視者' },
      help: { en: 'Starts a worker and watches it.', ja: 'ワーカーを起動し、監視(watch)します。' },
      canFail: true,
      errors: ['Boom'],
      source: 'workbench/watching.ts',
      state: ({ heard, watching }) =>
        watching === undefined
          ? listText(heard, { en: 'heard nothing', ja: '通知なし' })
          : { en: 'watches its worker', ja: 'ワーカーを監視中' },
    },
    worker(
      '/user/watcher/worker',
      { en: 'Watched worker', ja: '監視対象のワーカー' },
      'workbench/watching.ts',
    ),
    ticker('/user/by-message', { en: 'Timer from a message', ja: 'メッセージで始めたタイマー' }),
    ticker('/user/in-setup', { en: 'Timer from setup', ja: 'setupで始めたタイマー' }),
    {
      path: '/user/desk',
      title: { en: 'Desk', ja: '受付' },
      help: {
        en: 'Asks the archive for each question, and replies when the archive has answered.',
        ja: '質問を受けるたびに資料室へ問い合わせ、応答が来たら回答します。',
      },
      canFail: true,
      errors: ['Boom'],
      source: 'workbench/desk.ts',
      state: customerText,
    },
    {
      path: '/user/clerk',
      title: { en: 'Clerk', ja: '窓口係' },
      help: {
        en: 'Serves one customer after the other. The next one waits in the stash.',
        ja: '客を1人ずつ対応します。次の客のメッセージはスタッシュで待ちます。',
      },
      canFail: true,
      errors: ['Boom', 'StashOverflow'],
      source: 'workbench/clerk.ts',
      state: customerText,
    },
    {
      path: '/user/archive',
      title: { en: 'Archive', ja: '資料室' },
      help: {
        en: 'Looks up each question, which takes its time.',
        ja: '質問を調べます。少し時間がかかります。',
      },
      canFail: true,
      errors: ['Boom'],
      source: 'workbench/office.ts',
    },
    {
      path: '/user/till',
      title: { en: 'Till', ja: 'レジ' },
      help: {
        en: 'Counts items and their sum. It fails at a label that it cannot read.',
        ja: '商品の数と合計を数えます。読めない値札で失敗します。',
      },
      canFail: true,
      errors: ['UnreadablePrice', 'IOException', 'Boom'],
      source: 'workbench/till.ts',
      state: ({ items, total }) => {
        const { en, ja } = countText(Number(items ?? 0), 'item', 'items', '商品')
        return { en: `${en} · sum ${total ?? 0}`, ja: `${ja} · 合計${total ?? 0}` }
      },
    },
    {
      path: '/user/foreman',
      title: { en: 'Foreman', ja: '班長' },
      help: {
        en: 'Passes each piece of work on to its worker, which it watches.',
        ja: '仕事を1つずつワーカーに渡します。ワーカーを監視(watch)しています。',
      },
      canFail: true,
      errors: ['Boom', 'DeathPactException'],
      source: 'workbench/foreman.ts',
      state: ({ passed }) => ({ en: `passed on ${passed ?? 0}`, ja: `${passed ?? 0}件を渡した` }),
    },
    worker('/user/foreman/worker', { en: 'Worker', ja: 'ワーカー' }, 'workbench/watching.ts'),
    {
      path: '/user/reminders',
      title: { en: 'Reminders', ja: 'リマインダー' },
      help: {
        en: 'Notes each thing two seconds after it was asked for.',
        ja: '頼まれてから2秒後に、用件を書き留めます。',
      },
      canFail: true,
      errors: ['Boom'],
      source: 'workbench/reminders.ts',
      state: ({ reminded }) => listText(reminded, { en: 'nothing yet', ja: 'まだなし' }),
    },
    superior('/user/boss', { en: 'Boss', ja: '社長' }),
    superior('/user/boss/manager', { en: 'Manager', ja: '部長' }),
    worker('/user/boss/manager/worker', { en: 'Worker', ja: '社員' }, 'workbench/kinds.ts'),
    person('/user/ann', { en: 'Ann', ja: 'Ann' }),
    person('/user/ben', { en: 'Ben', ja: 'Ben' }),
  ],
  exchanges: { requests: {}, replies: {} },
  participants: workbenchParticipants,
  treesExpanded: true,
}

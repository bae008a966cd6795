import type { CodeExercise } from '../exercise.ts'
import { happens, send, state } from './workbench-builders.ts'

const ann = '/user/ann'
const ben = '/user/ben'
const desk = '/user/desk'

export const eachTheirAnswer: CodeExercise = {
  type: 'code',
  id: 'each-their-answer',
  ladder: 'replies',
  title: { en: 'To each their answer', ja: 'それぞれに自分の回答を' },
  minutes: 8,
  scenario: 'workbench',
  seed: 1,
  settings: { exhibit: 'desk' },
  situation: {
    en: 'The desk keeps the customer in a variable, asks the slow archive, and goes on with the next message. Ann asks, and then Ben. When the archive answers Ann’s question, the variable names Ben, so Ben gets both answers.',
    ja: '受付(desk)は客を変数に覚え、遅い資料室に問い合わせて、次のメッセージへ進みます。Annが、続いてBenが質問します。Annの質問に資料室が答えたとき、変数はもうBenを指しているので、Benに両方の回答が届きます。',
  },
  goal: {
    en: 'Change the code of the desk so that Ann gets the answer for Ann, and Ben the one for Ben.',
    ja: 'AnnにはAnnの、BenにはBenの回答が届くように、受付のコードを変えてください。',
  },
  code: {
    file: 'workbench/desk.ts',
    participant: 'bench',
    actor: desk,
    solution: [
      {
        find: 'let customer: Question | null = null\n    context.inspect(() => ({ customer: customer?.from ?? null }))',
        put: 'const customers = new Map<string, Question>()\n    context.inspect(() => ({ customers: [...customers.keys()] }))',
      },
      { find: 'customer = message', put: 'customers.set(message.from, message)' },
      {
        find: "customer?.replyTo.tell({ type: 'Answer', for: message.for })",
        put: "customers.get(message.for)?.replyTo.tell({ type: 'Answer', for: message.for })\n          customers.delete(message.for)",
      },
    ],
  },
  trial: [
    {
      actions: [send(ann, 'Ask'), send(ben, 'Ask')],
      until: {
        type: 'eventually',
        what: { event: 'MessageDelivered', where: { label: 'Answer' } },
        times: 2,
      },
      withinMs: 8000,
      speed: 0.7,
    },
    {
      actions: [],
      until: { type: 'eventually', what: { fact: 'state', node: 'bench', actor: ben, contains: '"ben"]' } },
      withinMs: 2000,
      speed: 0.7,
    },
  ],
  lamps: [
    {
      check: state(ann, '["ann"]'),
      met: { en: 'Ann has got the answer for Ann.', ja: 'AnnにAnnの回答が届きました。' },
      yet: {
        en: 'Ann has not got the answer for Ann.',
        ja: 'AnnにAnnの回答がまだ届いていません。',
      },
    },
    {
      check: state(ben, '["ben"]'),
      met: { en: 'Ben has got the answer for Ben, and no other.', ja: 'BenにBenの回答だけが届きました。' },
      yet: {
        en: 'Ben has not got only the answer for Ben.',
        ja: 'BenにBenの回答だけが届く、という状態ではまだありません。',
      },
    },
  ],
  remarks: [
    {
      when: state(ann, '["ann","ben"]'),
      say: {
        en: 'Now Ann gets both: one variable cannot hold two customers, whichever of them it keeps.',
        ja: '今度はAnnに両方届きました。どちらを残しても、1つの変数で2人の客は覚えられません。',
      },
      example: [{ find: 'customer = message', put: 'customer ??= message' }],
    },
    {
      when: happens('ActorFailed', desk, { 'error.name': 'TypeError' }),
      say: {
        en: 'A typed actor has no sender. A question carries its replyTo, and that must travel with the question.',
        ja: 'Typedのアクターにsenderはありません。質問はreplyToを持っています。それを質問と一緒に運びます。',
      },
      example: [{ find: 'customer?.replyTo.tell', put: 'context.sender().tell' }],
    },
    {
      when: { refusedName: 'Promise' },
      say: {
        en: 'Nothing waits in an actor. context.ask sends the reply to you as a message, in which you can put what belongs to the question.',
        ja: 'アクターの中で待つことはできません。context.askなら応答が自分宛てのメッセージになり、質問に属するものをそこに入れられます。',
      },
      example: [{ find: 'customer = message', put: 'customer = message\n          Promise.resolve()' }],
    },
  ],
  par: 5,
  hints: [
    {
      en: 'Two questions are under way at once. What does the desk have to know about each?',
      ja: '同時に2つの質問が進行中です。受付はそれぞれについて何を知っている必要がありますか。',
    },
    {
      en: 'The answer of the archive says for whom it is. Or use context.ask: its last argument turns the reply into a message of your own.',
      ja: '資料室の応答には、誰の分かが書かれています。または、context.askを使います。最後の引数で、応答を自分のメッセージに変えられます。',
    },
    {
      en: 'Keep the questions in a Map by name, and find the one to answer with message.for.',
      ja: '質問を名前ごとにMapに入れ、message.forで答えるべき質問を探します。',
    },
  ],
  why: {
    en: 'Between a question and its answer an actor handles other messages, so a variable of the actor says something about the last one only. Keep what belongs to a request with the request: in a Map by its id, or in the message that context.ask or pipeToSelf sends you. Belief: state of the actor may be used in a later callback.',
    ja: '質問と応答の間に、アクターは別のメッセージを処理します。アクターの変数が表すのは、最後のメッセージのことだけです。リクエストに属するものは、IDをキーにしたMapや、context.ask、pipeToSelfのメッセージに入れて一緒に運びます。「アクターの状態を後のコールバックで使ってよい」というのは誤解です。',
  },
}

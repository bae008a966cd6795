import type { PredictionExercise } from '../exercise.ts'
import { all, bench, send, state } from './workbench-builders.ts'

const ann = '/user/ann'
const ben = '/user/ben'

export const replyToWhom: PredictionExercise = {
  type: 'prediction',
  id: 'reply-to-whom',
  ladder: 'replies',
  title: { en: 'Reply to whom?', ja: '応答は誰に' },
  minutes: 4,
  scenario: 'workbench',
  seed: 1,
  settings: { exhibit: 'desk' },
  situation: {
    en: 'A desk answers questions. It keeps the customer in a variable of the actor, asks the slow archive, and goes on with the next message. When the archive answers, it replies to the customer in the variable. Ann asks, and a moment later Ben asks.',
    ja: '受付は質問に答えるアクターです。客をアクターの変数に覚え、遅い資料室に問い合わせて、次のメッセージへ進みます。資料室から応答が来たら、変数にいる客へ回答します。まずAnnが質問し、すぐ後にBenが質問します。',
  },
  question: {
    type: 'choice',
    ask: { en: 'Who gets which answer?', ja: '回答は誰に届くでしょうか。' },
    choices: [
      {
        id: 'each-own',
        words: { en: 'Each gets the own answer', ja: 'それぞれに自分の回答が届く' },
        claim: all(state(ann, '["ann"]'), state(ben, '["ben"]')),
        reply: {
          en: 'An actor handles one message at a time, but between the question and the answer of the archive it has handled another question.',
          ja: 'アクターが処理するメッセージは一度に1つです。しかし質問と資料室の応答との間に、別の質問を処理しています。',
        },
      },
      {
        id: 'ben-both',
        words: { en: 'Ben gets both answers', ja: 'Benに両方の回答が届く' },
        claim: all(state(ben, '["ann","ben"]'), {
          type: 'never',
          what: { fact: 'state', node: bench, actor: ann, contains: '["' },
        }),
      },
      {
        id: 'ann-both',
        words: { en: 'Ann gets both answers', ja: 'Annに両方の回答が届く' },
        claim: state(ann, '["ann","ben"]'),
      },
      {
        id: 'ann-only',
        words: { en: 'Ann gets her answer, Ben has to ask again', ja: 'Annには届くが、Benは聞き直しになる' },
        claim: all(state(ann, '["ann"]'), {
          type: 'never',
          what: { fact: 'state', node: bench, actor: ben, contains: '["' },
        }),
      },
    ],
    answer: 'ben-both',
    why: {
      en: 'When the archive answers Ann’s question, the variable names Ben already. Whatever belongs to one request must travel with that request: put replyTo into the message to yourself, as context.ask and pipeToSelf do. In classic actors it is the same with sender() in a callback.',
      ja: 'Annの質問に資料室が答えたとき、変数はもうBenを指しています。1つのリクエストに属するものは、そのリクエストと一緒に運ばなければなりません。context.askやpipeToSelfのように、replyToを自分宛てのメッセージに入れます。Classicのアクターでも、コールバックの中のsender()は同じ問題を起こします。',
    },
  },
  experiment: [
    {
      actions: [send(ann, 'Ask'), send(ben, 'Ask')],
      until: {
        type: 'eventually',
        what: { event: 'MessageDelivered', where: { label: 'Answer' } },
        times: 2,
      },
      withinMs: 12_000,
      speed: 0.7,
    },
    {
      actions: [],
      until: { type: 'eventually', what: { fact: 'state', node: bench, actor: ben, contains: '"ben"]' } },
      withinMs: 3000,
      speed: 0.7,
    },
  ],
  hints: [
    {
      en: 'Write down the messages that the desk handles, in their order.',
      ja: '受付が処理するメッセージを、順番に書き出してみましょう。',
    },
    {
      en: 'The archive needs longer than Ben waits before he asks.',
      ja: '資料室が調べ終わる前に、Benの質問が届きます。',
    },
    {
      en: 'Question of Ann, question of Ben, answer for Ann, answer for Ben. Whom does the variable name at each?',
      ja: 'Annの質問、Benの質問、Annへの応答、Benへの応答の順です。それぞれの時点で、変数は誰を指していますか。',
    },
  ],
  why: {
    en: 'Belief: sender or state of an actor may be used in a later callback. In truth another message may have changed it by then.',
    ja: '「後から呼ばれるコールバックでも、アクターの状態や送り手をそのまま使える」と思われがちですが、その間に別のメッセージが状態を変えているかもしれません。',
  },
}

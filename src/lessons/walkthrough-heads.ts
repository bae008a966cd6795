import type { Walkthrough } from './lesson.ts'

type WalkthroughHead = Omit<Walkthrough, 'steps'>

/** The walkthroughs without their steps, in the order of the page's list, so that the page can offer them before it loads one. */
export const walkthroughHeads = {
  timeTravel: {
    id: 'time-travel',
    scenario: 'cqrs',
    seed: 7,
    title: { en: 'Time travel in two minutes', ja: '2分で分かるタイムトラベル' },
    about: {
      en: 'Stop time, look back, ask why, and try another future: the tools for everything else here.',
      ja: '時間を止め、振り返り、理由を尋ね、別の未来を試します。ほかのすべてで使う道具です。',
    },
    minutes: 2,
  },
  seedDemo: {
    id: 'seed-demo',
    scenario: 'cqrs',
    seed: 7,
    title: {
      en: 'Event sourcing and CQRS on a cluster',
      ja: 'クラスターで実現するイベントソーシング + CQRS',
    },
    about: {
      en: 'A write, a read, a crash, a failure, a leave and a power failure: no acknowledged write is lost.',
      ja: '書き込み、読み取り、クラッシュ、失敗、離脱、そして停電。それでも、確認応答を返した書き込みは失われません。',
    },
    minutes: 12,
  },
  commandAndQuery: {
    id: 'command-and-query',
    scenario: 'cqrs',
    seed: 7,
    title: {
      en: 'Command and query apart: eventual consistency',
      ja: 'コマンドとクエリーの分離と結果整合性',
    },
    about: {
      en: 'When a write counts as done, why a read may be old, and how a copy catches up.',
      ja: '書き込みはいつ終わるのか、なぜ古い値が読めることがあるのか、コピーはどう追いつくのかを見ます。',
    },
    minutes: 5,
  },
  journalAndRecovery: {
    id: 'journal-and-recovery',
    scenario: 'cqrs',
    seed: 7,
    title: {
      en: 'Journal, snapshot, recovery',
      ja: 'ジャーナル、スナップショット、リカバリー',
    },
    about: {
      en: 'What is stored, how a writer gets its state back, and what a snapshot saves and does not save.',
      ja: '何が保存され、書き込み役はどうやって状態を取り戻し、スナップショットで何が変わるのかを見ます。',
    },
    minutes: 6,
    ladder: 'persistence',
  },
  pubSubAndQuery: {
    id: 'pub-sub-and-query',
    scenario: 'cqrs',
    seed: 7,
    title: {
      en: 'Pub/sub against persistence query',
      ja: 'Pub/Subとパーシステンスクエリーの違い',
    },
    about: {
      en: 'Two ways from the journal to the readers: what each costs, and what each loses.',
      ja: 'ジャーナルから読み取り役へ届く2つの方法を比べます。それぞれ何がかかり、何を失うのでしょうか。',
    },
    minutes: 6,
    ladder: 'persistence',
  },
  threeSilences: {
    id: 'three-silences',
    scenario: 'cqrs',
    seed: 7,
    title: {
      en: 'Frozen, unreachable, down: three different things',
      ja: 'フリーズ、到達不能、Down: 3つの違い',
    },
    about: {
      en: 'A silent node: what the others can know, what they must decide, and what happens when it comes back.',
      ja: '黙ったノードについて、ほかのノードは何を知り、何を決めなければならず、戻ってきたとき何が起こるのかを見ます。',
    },
    minutes: 5,
    ladder: 'cluster',
  },
  lifeOfAMember: {
    id: 'life-of-a-member',
    scenario: 'cqrs',
    seed: 7,
    title: {
      en: 'Joining and the life of a member',
      ja: '参加と、メンバーの一生',
    },
    about: {
      en: 'Joining, Up, Leaving, Exiting, Down, Removed: who decides each step, and what can hold it up.',
      ja: 'Joining、Up、Leaving、Exiting、Down、Removed。それぞれを誰が決め、何がそれを妨げるのかを見ます。',
    },
    minutes: 5,
    ladder: 'cluster',
  },
  handOver: {
    id: 'hand-over',
    scenario: 'cqrs',
    seed: 7,
    title: {
      en: 'Hand-over, graceful and by crash',
      ja: '引き継ぎ: 離脱とクラッシュの違い',
    },
    about: {
      en: 'How the one writer moves to another node: in two seconds with a leave, in more than ten after a crash.',
      ja: 'ただ1つの書き込み役が別のノードへ移る様子を見ます。離脱なら約2秒、クラッシュなら10秒以上かかります。',
    },
    minutes: 5,
    ladder: 'cluster',
  },
  splitBrain: {
    id: 'split-brain',
    scenario: 'cqrs',
    seed: 7,
    title: {
      en: 'Split brain, and a resolver that prevents it',
      ja: 'スプリットブレインと、それを防ぐリゾルバー',
    },
    about: {
      en: 'One cut, two clusters, two writers: first by hand, then with a resolver that lets one side survive.',
      ja: '1つの切断から2つのクラスター、2つの書き込み役が生まれます。まず手動で起こし、次にリゾルバーが片側だけを残す様子を見ます。',
    },
    minutes: 6,
    ladder: 'cluster',
  },
  supervisionDemo: {
    id: 'supervision-demo',
    scenario: 'web-server',
    seed: 7,
    title: { en: 'Supervision: what survives a failure', ja: 'スーパービジョン: 失敗のあとに何が残るか' },
    about: {
      en: 'Resume, restart, stop, backoff, a limit and a death pact: what each decision does to state, children and mailbox.',
      ja: '再開、再起動、停止、バックオフ、上限、そしてデスパクト。それぞれの判断で、状態・子アクター・メールボックスがどうなるかを見ます。',
    },
    minutes: 12,
  },
} satisfies Readonly<Record<string, WalkthroughHead>>

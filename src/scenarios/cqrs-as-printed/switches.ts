import type { SettingSwitch, SettingSwitches } from '../card.ts'
import type { Defect } from './settings.ts'

type Texts = Omit<SettingSwitch, 'path' | 'printed'>

const defectTexts: Readonly<Record<Defect, Texts>> = {
  readersShareTheStream: {
    title: {
      en: 'Readers use the writer’s persistence id',
      ja: '読み取り役が書き込み役と同じpersistenceIdを使う',
    },
    help: {
      en: 'As printed, readers are persistent actors on the writer’s stream. Repaired, they query the journal with an offset of their own.',
      ja: '記事では、読み取り役も書き込み役のストリーム上のPersistentActorです。修正後は、自分のオフセットを持ってジャーナルに問い合わせます。',
    },
  },
  replaySendsCommands: {
    title: { en: 'Recovery sends each event to itself', ja: 'リカバリーでイベントを自分に送る' },
    help: {
      en: 'As printed, each start stores the whole history once more, and the state is empty at first. Repaired, an event only changes the state.',
      ja: '記事では、起動のたびに履歴がもう一度すべて保存され、状態も最初は空です。修正後は、イベントは状態を変えるだけです。',
    },
  },
  snapshotIsNeverSaved: {
    title: { en: 'The snapshot is never saved', ja: 'スナップショットが保存されない' },
    help: {
      en: 'As printed, the writer waits for the answer to a request that it never sends, and stashes all commands. Repaired, it calls saveSnapshot.',
      ja: '記事では、書き込み役が送ってもいない要求の応答を待ち、コマンドをすべてスタッシュします。修正後は、saveSnapshotを呼びます。',
    },
  },
  snapshotIsIgnored: {
    title: { en: 'Recovery ignores the snapshot', ja: 'リカバリーでスナップショットを使わない' },
    help: {
      en: 'As printed, recovery expects a text, but the snapshot is a map. Repaired, the writer begins with the snapshot. It matters once snapshots are saved.',
      ja: '記事では文字列を期待していますが、スナップショットはマップです。修正後は、スナップショットから始めます。スナップショットが保存されるときに違いが出ます。',
    },
  },
  deletesItsHistory: {
    title: { en: 'Events are deleted after a snapshot', ja: 'スナップショットの後でイベントを削除する' },
    help: {
      en: 'As printed, the writer deletes the events before the snapshot, although recovery ignores the snapshot. Repaired, it keeps them.',
      ja: '記事では、リカバリーがスナップショットを使わないのに、それより前のイベントを削除します。修正後は、残します。',
    },
  },
  sleepsInTheHandler: {
    title: { en: 'The writer sleeps for 5 s', ja: '書き込み役が5秒スリープする' },
    help: {
      en: 'As printed, each write blocks its whole node: no heartbeat, no gossip. Repaired, the writer publishes at once.',
      ja: '記事では、書き込みのたびにノード全体が止まり、ハートビートもゴシップも出ません。修正後は、すぐに配信します。',
    },
  },
  readersOnlyListen: {
    title: { en: 'Readers only listen to publications', ja: '読み取り役が配信だけに頼る' },
    help: {
      en: 'As printed, a publication that is lost is missing for ever. Repaired, readers read the journal too.',
      ja: '記事では、失われた配信は永遠に届きません。修正後は、ジャーナルも読みます。',
    },
  },
  subscribesBeforeRecovery: {
    title: { en: 'Readers subscribe before they recover', ja: '読み取り役がリカバリーの前に購読する' },
    help: {
      en: 'As printed, a publication during recovery is applied a second time or in the wrong order. Repaired, readers subscribe after recovery.',
      ja: '記事では、リカバリー中に届いた配信が二重に、または違う順序で反映されます。修正後は、リカバリーの後に購読します。',
    },
  },
  journalDiesWithItsNode: {
    title: { en: 'The journal is in the node’s memory', ja: 'ジャーナルがノードのメモリーにある' },
    help: {
      en: 'As printed, each node has a journal of its own, which is lost with the node. Repaired, all nodes use the database.',
      ja: '記事では、ノードごとにジャーナルがあり、ノードとともに失われます。修正後は、全ノードがデータベースを使います。',
    },
  },
  oneUpdateNode: {
    title: { en: 'Only one node has the role update', ja: 'ロールupdateのノードが1つだけ' },
    help: {
      en: 'As printed, the writer has no node to which it could move. Repaired, there are two.',
      ja: '記事では、書き込み役の移動先がありません。修正後は、2つあります。',
    },
  },
  stopsByPoisonPill: {
    title: { en: 'A PoisonPill stops the writer', ja: '書き込み役をPoisonPillで止める' },
    help: {
      en: 'As printed, the writer stops in the middle of its work when it moves, and loses stashed commands. Repaired, it stops by a message of its own.',
      ja: '記事では、移動のときに作業の途中で止まり、スタッシュしたコマンドが失われます。修正後は、専用のメッセージで止まります。',
    },
  },
}

/** The mistakes of the article as switches of the page. */
export const printedSwitches: SettingSwitches = {
  title: { en: 'Mistakes of the article', ja: '記事の誤り' },
  about: {
    en: 'Repair one mistake, or several. One more is the downing strategy: as printed it is auto-down. A last one has no switch, because it does no harm here: the state is a map that changes in place, and saveSnapshot copies it at once.',
    ja: '誤りを一つでも、いくつでも修正できます。もう一つの誤りはDownの戦略で、記事ではauto-downです。最後の一つ、その場で書き換えるマップを状態にする誤りには、スイッチがありません。saveSnapshotが呼び出しの時点でコピーするので、ここでは害がないからです。',
  },
  printed: { en: 'as printed', ja: '記事のまま' },
  repaired: { en: 'repaired', ja: '修正済み' },
  switches: [
    ...Object.entries(defectTexts).map(([defect, texts]) => ({
      path: `printed.${defect}`,
      printed: true,
      ...texts,
    })),
    {
      path: 'uniqueSequenceNrs',
      printed: false,
      title: { en: 'The journal accepts a number twice', ja: 'ジャーナルが同じ番号を二度受け入れる' },
      help: {
        en: 'As printed, two writers can store events under the same number. Repaired, the journal refuses the second one.',
        ja: '記事では、2つの書き込み役が同じ番号でイベントを保存できます。修正後は、ジャーナルが2つ目を拒否します。',
      },
    },
  ],
}

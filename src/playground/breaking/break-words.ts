import type { SearchStage } from '../../browser/index.ts'
import type { Locale } from '../texts/texts.ts'

/** Texts of the search, apart from the page's, because they load with its window. Numbers are formatted. */
interface BreakWords {
  readonly breakIt: string
  readonly breakItHelp: string
  readonly title: (lamp: string) => string
  readonly explanation: string
  /** After {@link explanation}. */
  readonly addsCommands: string
  readonly ends: string
  readonly stages: { readonly [S in SearchStage]: string }
  readonly stagesLabel: string
  readonly runs: string
  readonly situations: string
  readonly speed: string
  readonly speedValue: (seconds: string) => string
  readonly left: (acts: string) => string
  readonly cancel: string
  readonly found: (lamp: string, acts: number) => string
  readonly acts: string
  readonly foundDetails: (numbers: { runs: number; shrinkRuns: number; before: number }) => string
  readonly open: string
  readonly openHelp: string
  readonly keep: string
  readonly branchName: (lamp: string) => string
  readonly none: (lamp: string, runs: string) => string
  readonly noneSituations: (situations: string) => string
  readonly noneNew: (found: string) => string
  readonly noneNothingNew: string
  readonly missing: (count: string) => string
  readonly missingHelp: string
  readonly nothingMissing: string
  readonly longer: string
  readonly again: string
  readonly close: string
}

const en: BreakWords = {
  breakIt: 'Break it for me',
  breakItHelp: 'Searches for the fewest acts that turn this lamp red.',
  title: lamp => `Break “${lamp}”`,
  explanation:
    'Spare workers repeat this run again and again, each time with another fault, until the lamp turns red. Your cluster keeps running.',
  addsCommands: ' Your run has no command yet, so the search sends every command of the scenario in turn.',
  ends: 'The search ends when you close this window or open another run.',
  stages: {
    neighbourhood: 'One fault at a time',
    feedback: 'Several faults',
    delays: 'Slow messages',
    shrinking: 'Fewest acts',
  },
  stagesLabel: 'Stages of the search',
  runs: 'runs',
  situations: 'distinct situations',
  speed: 'virtual time',
  speedValue: seconds => `${seconds} s per second`,
  left: acts => `acts left: ${acts}`,
  cancel: 'Cancel',
  found: (lamp, acts) =>
    acts === 0
      ? `Found: “${lamp}” turns red without any act.`
      : `Found: ${acts} ${acts === 1 ? 'act turns' : 'acts turn'} “${lamp}” red.`,
  acts: 'What happens',
  foundDetails: ({ runs, shrinkRuns, before }) =>
    `${runs === 1 ? 'The first run was red already' : `Found after ${runs} runs`}; ${shrinkRuns} more runs reduced ${before} ${before === 1 ? 'act' : 'acts'} to ${before === 1 ? 'this' : 'these'}.`,
  open: 'Open it as a branch',
  openHelp: 'Shows the run at the instant at which the lamp turns red. Your run stays as it is.',
  keep: 'Keep as run file',
  branchName: lamp => `Breaks “${lamp}”`,
  none: (lamp, runs) => `Not found: “${lamp}” held in all ${runs} runs.`,
  noneSituations: situations => `The runs reached ${situations} distinct situations. `,
  noneNew: found =>
    `${found} of them were new in the last third of the runs, so a longer search may still find something.`,
  noneNothingNew: 'The last third of the runs reached none that was new, so a longer search may not help.',
  missing: count => `Never reached: ${count}`,
  missingHelp: 'No run reached these conditions, so the lamp was not tested in them.',
  nothingMissing: 'The runs reached every condition that the scenario lists.',
  longer: 'Search longer',
  again: 'Search again',
  close: 'Close',
}

const ja: BreakWords = {
  breakIt: '壊してみせて',
  breakItHelp: 'このランプを赤にする、最も少ない操作を探します。',
  title: lamp => `「${lamp}」を壊す`,
  explanation:
    '空いているワーカーが、ランプが赤になるまで、障害を変えながらこの実行を何度も繰り返します。クラスターは動き続けます。',
  addsCommands: 'この実行にはまだコマンドがないため、シナリオのコマンドを順に送ります。',
  ends: 'このウィンドウを閉じるか、別の実行を開くと、探索は終わります。',
  stages: {
    neighbourhood: '障害を1つずつ',
    feedback: '障害の組み合わせ',
    delays: 'メッセージの遅延',
    shrinking: '操作を最小に',
  },
  stagesLabel: '探索の段階',
  runs: '回の実行',
  situations: '種類の状況',
  speed: '仮想時間',
  speedValue: seconds => `1秒あたり${seconds}秒`,
  left: acts => `残りの操作:${acts}`,
  cancel: '取り消す',
  found: (lamp, acts) =>
    acts === 0
      ? `見つかりました:何も操作しなくても「${lamp}」が赤になります。`
      : `見つかりました:操作${acts}つで「${lamp}」が赤になります。`,
  acts: '起きること',
  foundDetails: ({ runs, shrinkRuns, before }) =>
    `${runs === 1 ? '最初の実行がすでに赤でした' : `${runs}回の実行で見つかりました`}。さらに${shrinkRuns}回の実行で、${before}個の操作をここまで減らしました。`,
  open: 'ブランチとして開く',
  openHelp: 'ランプが赤になる瞬間を表示します。元の実行はそのまま残ります。',
  keep: '実行ファイルに保存',
  branchName: lamp => `「${lamp}」が赤になる`,
  none: (lamp, runs) => `見つかりませんでした:「${lamp}」は${runs}回の実行すべてで守られました。`,
  noneSituations: situations => `実行で現れた状況は${situations}種類です。`,
  noneNew: found =>
    `そのうち${found}種類は、最後の3分の1で初めて現れました。もっと探すと見つかるかもしれません。`,
  noneNothingNew: '最後の3分の1に新しい状況はありませんでした。もっと探しても見つからないかもしれません。',
  missing: count => `起きなかったこと:${count}件`,
  missingHelp: '次の条件はどの実行でも起きませんでした。その条件ではランプを試せていません。',
  nothingMissing: 'シナリオの挙げる条件は、すべて実行の中で起きました。',
  longer: 'もっと探す',
  again: 'もう一度探す',
  close: '閉じる',
}

export const breakWords: { readonly [L in Locale]: BreakWords } = { en, ja }

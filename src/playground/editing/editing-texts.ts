import { useLocale } from 'use-intl'

/** The texts about edited code, apart from those of the page, because they are loaded only when they are used. */
const texts = {
  en: {
    consentTitle: 'This run contains code',
    consent:
      'Someone has changed the code of the actors in this run. Read the changes first. The code runs in a sandbox: it reaches neither the network nor your data, but it decides what the actors do.',
    run: 'Run this code',
    decline: 'Do not run it',
    added: 'Added',
    removed: 'Removed',
    skipped: (count: number) => (count === 1 ? '1 line unchanged' : `${count} lines unchanged`),
    same: 'The code is the same as the original.',
    changes: (file: string) => `Changes in ${file}`,
    edit: (file: string) => `Edit ${file}`,
    code: (file: string) => `Code of ${file}`,
    help: 'Change the code, then run it: a branch repeats the same acts from the start with your code. The run itself stays as it was. Types are removed, not checked.',
    loading: 'Loading…',
    reset: 'Back to the original',
    showChanges: 'Show my changes',
    hideChanges: 'Back to the code',
    runWith: 'Run with this code',
    repeating: 'Repeating the acts…',
  },
  ja: {
    consentTitle: 'この実行にはコードが含まれています',
    consent:
      'この実行では、アクターのコードが書き換えられています。まず変更点を読んでください。コードはサンドボックスの中で動き、ネットワークにもあなたのデータにも触れませんが、アクターの動作を決めます。',
    run: 'このコードを実行する',
    decline: '実行しない',
    added: '追加',
    removed: '削除',
    skipped: (count: number) => `変更のない${count}行`,
    same: 'コードは元のままです。',
    changes: (file: string) => `${file}の変更点`,
    edit: (file: string) => `${file}を編集`,
    code: (file: string) => `${file}のコード`,
    help: 'コードを変えて実行すると、同じ操作を最初から、変えたコードで繰り返す分岐ができます。元の実行はそのまま残ります。型は取り除かれるだけで、検査はされません。',
    loading: '読み込み中…',
    reset: '元に戻す',
    showChanges: '変更点を表示',
    hideChanges: 'コードに戻る',
    runWith: 'このコードで実行',
    repeating: '操作を繰り返しています…',
  },
} as const

/** The texts about edited code in the page's language. */
export const useEditingTexts = () => texts[useLocale()]

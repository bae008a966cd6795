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
  },
} as const

/** The texts about edited code in the page's language. */
export const useEditingTexts = () => texts[useLocale()]

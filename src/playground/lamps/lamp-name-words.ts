import type { Locale } from '../texts/texts.ts'

/** Texts of the name of a lamp, apart from the page's, because they load with its details. */
interface LampNameWords {
  readonly rename: string
  readonly name: string
  readonly save: string
  readonly cancel: string
  readonly restore: (name: string) => string
}

export const lampNameWords: Readonly<Record<Locale, LampNameWords>> = {
  en: {
    rename: 'Rename this lamp',
    name: 'Name of the lamp',
    save: 'Save',
    cancel: 'Cancel',
    restore: name => `Back to “${name}”`,
  },
  ja: {
    rename: 'ランプの名前を変える',
    name: 'ランプの名前',
    save: '保存',
    cancel: 'キャンセル',
    restore: name => `「${name}」に戻す`,
  },
}

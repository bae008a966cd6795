import type { Locale } from '../texts/texts.ts'

/** Texts of the tool that cuts links, apart from the page's, because they load with it. */
interface StrokeWords {
  readonly directions: string
  readonly both: string
  readonly oneWay: string
  readonly help: string
  readonly oneWayHelp: string
}

export const strokeWords: Readonly<Record<Locale, StrokeWords>> = {
  en: {
    directions: 'Directions that a line cuts',
    both: 'Both ways',
    oneWay: 'One way',
    help: 'Draw a line across links to cut them. A line across cut links heals them. Shift cuts one way. Esc ends.',
    oneWayHelp:
      'Draw a line across links to cut one direction of them: arrows show which. For the other direction draw it from its other end. Esc ends.',
  },
  ja: {
    directions: '線で切る向き',
    both: '両方向',
    oneWay: '片方向',
    help: 'リンクを横切る線を引くと切れます。切れたリンクを横切ると復旧します。Shift で片方向だけ切れます。Esc で終了します。',
    oneWayHelp:
      'リンクを横切る線を引くと、矢印の向きだけが切れます。逆の向きは、線を反対の端から引きます。Esc で終了します。',
  },
}

import { useState } from 'react'
import { useFormatter, useLocale } from 'use-intl'
import { summaryOf } from '../../narration/index.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { useRun } from '../store/run-store.ts'
import { saveFile } from '../store/save-file.ts'
import { useScenario } from '../store/scenario.ts'
import { shareTexts } from '../texts/share-texts.ts'
import { useNames } from '../ui/use-names.ts'
import { useOwnTexts } from '../ui/use-own-texts.ts'
import { useText } from '../ui/use-text.ts'

const parts = ['canvas', 'diagram'] as const
const formats = ['svg', 'png'] as const

/** Saves pictures of the shown instant: of the canvas or the space-time diagram, as drawing or as pixels. */
export function PictureButtons() {
  const t = useOwnTexts(shareTexts)
  const locale = useLocale()
  const format = useFormatter()
  const text = useText()
  const names = useNames()
  const time = useTimeFormat(3)
  const scenario = useScenario()
  const [saved, setSaved] = useState<'saved' | 'notShown' | null>(null)
  const at = time(Math.floor(useRun(({ cursor }) => cursor.at)))

  const save = async (part: (typeof parts)[number], as: (typeof formats)[number]) => {
    const { session, view } = useRun.getState()
    if (session === null) return
    const seed = format.number(session.header.seed, { useGrouping: false })
    const { pictureFile } = await import('../picture/picture-file.ts')
    const picture = await pictureFile(part, as, {
      language: locale,
      title: t('picture.caption', { scenario: text(scenario.title), time: at, seed }),
      description: summaryOf(view, names(view))[locale],
    })
    if (picture !== null)
      saveFile(`actorium-${scenario.id}-${seed}-${at.replaceAll(/[:.]/g, '-')}-${part}.${as}`, picture)
    setSaved(picture === null ? 'notShown' : 'saved')
  }
  return (
    <section aria-labelledby="share-picture">
      <h3 id="share-picture">{t('picture.title', { time: at })}</h3>
      <div className="modal-actions start">
        {parts.flatMap(part =>
          formats.map(as => (
            <button
              key={`${part} ${as}`}
              type="button"
              className="button"
              onClick={() => void save(part, as)}
            >
              {t(`picture.${part}`, { format: as.toUpperCase() })}
            </button>
          )),
        )}
      </div>
      <p className="note">
        {t('picture.help')} <span role="status">{saved === null ? '' : t(`picture.${saved}`)}</span>
      </p>
    </section>
  )
}

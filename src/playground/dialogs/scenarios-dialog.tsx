import { useTranslations } from 'use-intl'
import { scenarioCards } from '../../scenarios/cards.ts'
import { openRun } from '../store/open-run.ts'
import { useScenario } from '../store/scenario.ts'
import { openDialog } from '../store/selection.ts'
import { Modal } from '../ui/modal.tsx'
import { useText } from '../ui/use-text.ts'
import { randomSeed } from './random-seed.ts'
import './dialogs.css'

/** The list of scenarios; a click starts a run of one. */
export function ScenariosDialog() {
  const t = useTranslations('scenarios')
  const text = useText()
  const running = useScenario()
  return (
    <Modal title={t('title')} onClose={() => openDialog(null)}>
      <p>{t('explanation')}</p>
      <ul className="scenario-list">
        {scenarioCards.map(card => (
          <li key={card.id}>
            <button
              type="button"
              aria-current={card.id === running.id}
              onClick={() => {
                openDialog(null)
                if (card.id !== running.id)
                  void openRun({ scenario: card.id, seed: randomSeed(), fresh: true })
              }}
            >
              <strong>{text(card.title)}</strong>
              {card.id === running.id && <span className="scenario-now">{t('now')}</span>}
              <small>{text(card.intro)}</small>
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  )
}

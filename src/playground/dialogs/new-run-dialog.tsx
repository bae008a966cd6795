import { type FormEvent, useState } from 'react'
import { scenarioCards } from '../../scenarios/cards.ts'
import { highestSeed, numberInDecimal } from '../../trace/index.ts'
import { openRun } from '../store/open-run.ts'
import { useScenario } from '../store/scenario.ts'
import { openDialog } from '../store/selection.ts'
import { Field } from '../ui/field.tsx'
import { Modal } from '../ui/modal.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useText } from '../ui/use-text.ts'
import { OpenFileButton } from './open-file-button.tsx'
import { randomSeed } from './random-seed.ts'
import { StoredRunsButton } from './stored-runs-button.tsx'
import './dialogs.css'

/** Starts a new run of a scenario. An empty seed field means a random seed. */
export function NewRunDialog() {
  const t = useDeferredTexts('newRun')
  const text = useText()
  const [scenario, setScenario] = useState(useScenario().id)
  const [seed, setSeed] = useState('')
  const sizes = scenarioCards.find(({ id }) => id === scenario)?.sizes
  const [nodes, setNodes] = useState<number | null>(null)
  const [complaint, setComplaint] = useState(false)
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const wanted = seed.trim() === '' ? undefined : numberInDecimal(seed)
    if (wanted !== undefined && !(Number.isInteger(wanted) && wanted >= 0 && wanted <= highestSeed)) {
      setComplaint(true)
      return
    }
    openDialog(null)
    const settings = sizes === undefined || nodes === null || nodes === sizes.usual ? {} : { nodes }
    void openRun({ scenario, seed: wanted ?? randomSeed(), settings, fresh: true })
  }
  return (
    <Modal title={t('title')} onClose={() => openDialog(null)}>
      <p>{t('explanation')}</p>
      <form className="dialog-form" onSubmit={onSubmit} noValidate>
        <Field label={t('scenario')}>
          <select className="input" value={scenario} onChange={event => setScenario(event.target.value)}>
            {scenarioCards.map(card => (
              <option key={card.id} value={card.id}>
                {text(card.title)}
              </option>
            ))}
          </select>
        </Field>
        {sizes !== undefined && (
          <Field label={t('nodes')}>
            <select
              className="input"
              value={nodes ?? sizes.usual}
              onChange={({ target }) => setNodes(Number(target.value))}
            >
              {Array.from({ length: sizes.most - sizes.least + 1 }, (_, i) => sizes.least + i).map(size => (
                <option key={size}>{size}</option>
              ))}
            </select>
          </Field>
        )}
        <Field label={t('seed')}>
          <input
            className="input"
            inputMode="numeric"
            autoComplete="off"
            placeholder={t('randomSeed')}
            value={seed}
            aria-invalid={complaint}
            onChange={event => {
              setComplaint(false)
              setSeed(event.target.value)
            }}
          />
        </Field>
        <p className="complaint" role="alert">
          {complaint ? t('badSeed', { highest: highestSeed }) : ''}
        </p>
        <div className="modal-actions">
          <OpenFileButton />
          <StoredRunsButton />
          <button type="submit" className="button primary">
            {t('begin')}
          </button>
        </div>
      </form>
    </Modal>
  )
}

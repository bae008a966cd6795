import { useState } from 'react'
import { act } from '../store/acts.ts'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { openDialog } from '../store/selection.ts'
import { Modal } from '../ui/modal.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useText } from '../ui/use-text.ts'
import { nextNode } from './next-node.ts'
import './dialogs.css'

/** Starts a new node with one of the scenario's roles. */
export function StartNodeDialog() {
  const t = useDeferredTexts('startNode')
  const text = useText()
  const scenario = useScenario()
  const participants = useRun(({ throttled }) => throttled.participants)
  const [role, setRole] = useState(scenario.roles[0]?.name ?? '')
  const next = nextNode(Object.keys(participants))
  if (scenario.roles.length === 0) {
    return (
      <Modal title={t('none')} onClose={() => openDialog(null)}>
        <p>{t('noCluster')}</p>
      </Modal>
    )
  }
  return (
    <Modal title={t('title', { id: next })} onClose={() => openDialog(null)}>
      <fieldset className="roles">
        <legend>{t('role')}</legend>
        {scenario.roles.map(({ name, title, help }) => (
          <label key={name}>
            <input type="radio" name="role" checked={role === name} onChange={() => setRole(name)} />
            <span>
              <strong>{text(title)}</strong>
              <small>{text(help)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="modal-actions">
        <button
          type="button"
          className="button primary"
          onClick={() => {
            openDialog(null)
            void act({ type: 'Start', participant: next, roles: role === '' ? [] : [role] })
          }}
        >
          {t('start', { id: next })}
        </button>
      </div>
    </Modal>
  )
}

import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { act } from '../store/acts.ts'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { openDialog } from '../store/selection.ts'
import { Modal } from '../ui/modal.tsx'
import { useText } from '../ui/use-text.ts'
import { nextNode } from './next-node.ts'
import './dialogs.css'

/** A node that has not been there before, with a role. */
export function StartNodeDialog() {
  const t = useTranslations('startNode')
  const text = useText()
  const scenario = useScenario()
  const participants = useRun(({ throttled: calm }) => calm.participants)
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
        {scenario.roles.map(one => (
          <label key={one.name}>
            <input type="radio" name="role" checked={role === one.name} onChange={() => setRole(one.name)} />
            <span>
              <strong>{text(one.title)}</strong>
              <small>{text(one.help)}</small>
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

import {
  CircleAlert,
  FileX,
  HardDrive,
  type LucideIcon,
  OctagonX,
  PowerOff,
  Skull,
  Turtle,
} from 'lucide-react'
import { useTranslations } from 'use-intl'
import { describeDatabaseFault } from '../../../narration/index.ts'
import type { DatabaseFault, ParticipantId } from '../../../trace/index.ts'
import { act } from '../../store/acts.ts'
import { useRun } from '../../store/run-store.ts'
import { useText } from '../../ui/use-text.ts'
import { faultSwitches } from './fault-switches.ts'
import './database-faults.css'

const icons: { readonly [T in DatabaseFault['type']]: LucideIcon } = {
  slow: Turtle,
  'fail-writes': CircleAlert,
  'reject-write': OctagonX,
  full: HardDrive,
  'crash-before-commit': PowerOff,
  'crash-after-commit': Skull,
  'corrupt-record': FileX,
}

/** Switches for the faults of the database. A pressed one lasts, and its note says what is wrong now. */
export function DatabaseFaults({ id }: { readonly id: ParticipantId }) {
  const t = useTranslations('databaseFaults')
  const text = useText()
  const view = useRun(({ throttled }) => throttled)
  return (
    <section>
      <h3>{t('title')}</h3>
      <ul className="act-buttons database-faults">
        {faultSwitches(view, id).map(({ type, present, action, obstacle }) => {
          const Icon = icons[type]
          const now = present.map(fault => text(describeDatabaseFault(fault))).join(', ')
          return (
            <li key={type}>
              <button
                type="button"
                aria-pressed={present.length > 0}
                aria-disabled={action === null}
                aria-describedby={`fault-${type}-note`}
                onClick={() => {
                  if (action !== null) void act(action)
                }}
              >
                <Icon size={16} aria-hidden="true" />
                <span>{t(`name.${type}`)}</span>
                <small id={`fault-${type}-note`}>
                  {obstacle !== null
                    ? t(`obstacle.${obstacle}`)
                    : present.length > 0
                      ? t('present', { now })
                      : t(`help.${type}`)}
                </small>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

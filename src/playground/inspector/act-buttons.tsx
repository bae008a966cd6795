import {
  DoorOpen,
  Hourglass,
  Link,
  Play,
  Scissors,
  Skull,
  Snowflake,
  Sun,
  TriangleAlert,
  Zap,
} from 'lucide-react'
import { useTranslations } from 'use-intl'
import { act } from '../store/acts.ts'
import type { ActName, PossibleAct } from './possible-acts.ts'
import './act-buttons.css'

const icons = {
  kill: Skull,
  leave: DoorOpen,
  fail: Zap,
  down: TriangleAlert,
  start: Play,
  freeze: Snowflake,
  thaw: Sun,
  block: Hourglass,
  isolate: Scissors,
  reconnect: Link,
} as const satisfies Record<ActName, unknown>

/** Buttons for the actions on a participant. A button that is impossible now stays in its place and shows the reason. */
export function ActButtons({ of, acts }: { readonly of: string; readonly acts: readonly PossibleAct[] }) {
  const t = useTranslations('acts')
  return (
    <ul className="act-buttons" aria-label={t('label', { of })}>
      {acts.map(({ name, action, obstacle }) => {
        const Icon = icons[name]
        const note = obstacle === null ? t(`help.${name}`) : t(`obstacle.${obstacle}`)
        return (
          <li key={name}>
            <button
              type="button"
              aria-disabled={action === null}
              aria-describedby={`act-${name}-note`}
              data-act={name}
              onClick={() => {
                if (action !== null) void act(action)
              }}
            >
              <Icon size={16} aria-hidden="true" />
              <span>
                {t(name)} <span className="visually-hidden">{of}</span>
              </span>
              <small id={`act-${name}-note`}>{note}</small>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

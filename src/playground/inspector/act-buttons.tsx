import {
  DoorOpen,
  Hourglass,
  Link,
  Play,
  Power,
  Scissors,
  Skull,
  Snowflake,
  Sun,
  TriangleAlert,
  Zap,
} from 'lucide-react'
import { act } from '../store/acts.ts'
import { actHelp, obstacleTexts } from '../texts/acts-texts.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useText } from '../ui/use-text.ts'
import type { ActName, PossibleAct } from './possible-acts.ts'
import './act-buttons.css'

const icons = {
  kill: Skull,
  leave: DoorOpen,
  prepare: Power,
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
  const t = useDeferredTexts('acts')
  const text = useText()
  return (
    <ul className="act-buttons" aria-label={t('label', { of })}>
      {acts.map(({ name, action, obstacle }) => {
        const Icon = icons[name]
        const note = text(obstacle === null ? actHelp[name] : obstacleTexts[obstacle])
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

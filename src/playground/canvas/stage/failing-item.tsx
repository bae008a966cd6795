import type { CSSProperties } from 'react'
import { useTranslations } from 'use-intl'
import { nameOf } from '../../../trace/index.ts'
import { useActorTitle } from '../../ui/use-names.ts'
import { verdictInWords } from '../tree/actor-words.ts'
import { actorPlacement, type Placements } from './actor-placement.ts'
import type { StageItem } from './stage.ts'
import './failing-item.css'

/** One moving part of a failure, or what the actor's supervisor decided. */
export default function FailingItem({
  item,
  placements,
}: {
  readonly item: StageItem
  readonly placements: Placements
}) {
  const t = useTranslations('tree')
  const placement = placements.get(item.participant)
  const place = actorPlacement(placement, item.actor)
  const duration = `${item.until - item.from}ms`
  if (placement === undefined) return null
  if (place?.path !== item.actor) {
    // An actor without a box gets its verdict at the card, with its name.
    if (item.type !== 'verdict') return null
    const at = { x: placement.x + placement.width / 2, y: placement.y + placement.height }
    return (
      <li
        className="verdict at-card"
        data-decision={item.verdict.decision}
        style={motionStyle(at, { duration })}
      >
        <b>
          <ActorName path={item.actor} />
        </b>{' '}
        {item.verdict.error} → {verdictInWords(item.verdict, t)}
      </li>
    )
  }
  const { box, chip } = place
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  switch (item.type) {
    case 'message':
      return (
        <li className="failing-message" style={motionStyle({ x: box.x + 16, y: box.y }, { duration })}>
          <Shards />
          <span className="failing-label">{item.label}</span>
        </li>
      )
    case 'exception':
      return (
        <li
          className="exception"
          style={motionStyle(chip, { duration, dx: middle.x - chip.x, dy: middle.y - chip.y })}
        >
          <ErrorMark /> {item.error}
        </li>
      )
    case 'verdict':
      return (
        <li className="verdict" data-decision={item.verdict.decision} style={motionStyle(chip, { duration })}>
          <span className="verdict-error">
            <ErrorMark /> {item.verdict.error}
          </span>
          <b>{verdictInWords(item.verdict, t)}</b>
        </li>
      )
    case 'signal':
      return (
        <li className="signal" style={motionStyle({ x: middle.x, y: box.y + box.height }, { duration })}>
          {item.signal}
        </li>
      )
    case 'news': {
      const from = actorPlacement(placement, item.of)?.box ?? box
      const dx = from.x + from.width / 2 - middle.x
      const dy = from.y - (box.y + box.height)
      return (
        <li
          className="news"
          style={motionStyle({ x: middle.x, y: box.y + box.height }, { duration, dx, dy })}
        >
          {t('signalOf', { signal: item.signal, of: nameOf(item.of) })}
        </li>
      )
    }
    default:
      // Drawn by the actor's own box.
      return null
  }
}

function ActorName({ path }: { readonly path: string }) {
  const titleOf = useActorTitle()
  return <>{titleOf(path) ?? nameOf(path)}</>
}

interface Motion {
  readonly duration: string
  /** Start of the movement, relative to its end. */
  readonly dx?: number
  readonly dy?: number
}

const motionStyle = (
  { x, y }: { readonly x: number; readonly y: number },
  { duration, dx = 0, dy = 0 }: Motion,
) => ({ left: x, top: y, '--duration': duration, '--dx': `${dx}px`, '--dy': `${dy}px` }) as CSSProperties

/** The jagged mark of an error. */
const ErrorMark = () => (
  <svg className="jagged" viewBox="0 0 24 24" width="16" height="16" aria-hidden="true">
    <path d="M12 1l2.4 5.2L19.8 3l-.9 5.9 4.9 1.6-4.3 3.2 2.6 5.2-5.7-.6-.9 5.2L12 19l-3.5 4.5-.9-5.2-5.7.6 2.6-5.2L.2 10.5l4.9-1.6L4.2 3l5.4 3.2z" />
  </svg>
)

const directions = [0, 1, 2, 3, 4, 5, 6, 7]

/** The pieces of a destroyed message. */
const Shards = () => (
  <span className="shards" aria-hidden="true">
    {directions.map(direction => (
      <i key={direction} style={{ '--turn': `${direction * 45}deg` } as CSSProperties} />
    ))}
  </span>
)

import { ViewportPortal } from '@xyflow/react'
import { type CSSProperties, useEffect } from 'react'
import { useTranslations } from 'use-intl'
import { useScenario } from '../../store/scenario.ts'
import { useText } from '../../ui/use-text.ts'
import { verdictInWords } from '../tree/actor-words.ts'
import { actorPlace, type Seats } from './on-canvas.ts'
import type { StageItem } from './stage.ts'
import { runStage, useStage } from './use-stage.ts'
import './drama-layer.css'

/** What supervision is doing, at the actors it does it to: over the cards, with words. */
export function DramaLayer({ seats }: { readonly seats: Seats }) {
  const t = useTranslations('tree')
  const { scene, frozen } = useStage()
  useEffect(runStage, [])
  return (
    <ViewportPortal>
      <ul className="drama" aria-label={t('drama')} data-frozen={frozen || undefined}>
        {scene.items.map(item => (
          <Item key={item.id} item={item} seats={seats} />
        ))}
      </ul>
    </ViewportPortal>
  )
}

function Item({ item, seats }: { readonly item: StageItem; readonly seats: Seats }) {
  const t = useTranslations('tree')
  const seat = seats.get(item.participant)
  const place = actorPlace(seat, item.actor)
  const lasts = `${item.until - item.from}ms`
  if (seat === undefined) return null
  if (place?.path !== item.actor) {
    // Of whom there is no box, the verdict is told at the card, by name.
    if (item.type !== 'verdict') return null
    const at = { x: seat.x + seat.width / 2, y: seat.y + seat.height }
    return (
      <li className="verdict at-card" data-decision={item.verdict.decision} style={spot(at, { lasts })}>
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
        <li className="doomed" style={spot({ x: box.x + 16, y: box.y }, { lasts })}>
          <Shards />
          <span className="doomed-name">{item.label}</span>
        </li>
      )
    case 'exception':
      return (
        <li className="exception" style={spot(chip, { lasts, dx: middle.x - chip.x, dy: middle.y - chip.y })}>
          <Jagged /> {item.error}
        </li>
      )
    case 'verdict':
      return (
        <li className="verdict" data-decision={item.verdict.decision} style={spot(chip, { lasts })}>
          <span className="verdict-error">
            <Jagged /> {item.verdict.error}
          </span>
          <b>{verdictInWords(item.verdict, t)}</b>
        </li>
      )
    case 'signal':
      return (
        <li className="signal" style={spot({ x: middle.x, y: box.y + box.height }, { lasts })}>
          {item.signal}
        </li>
      )
    case 'news': {
      const from = actorPlace(seat, item.of)?.box ?? box
      const dx = from.x + from.width / 2 - middle.x
      const dy = from.y - (box.y + box.height)
      return (
        <li className="news" style={spot({ x: middle.x, y: box.y + box.height }, { lasts, dx, dy })}>
          {t('news', { signal: item.signal, of: item.of.slice(item.of.lastIndexOf('/') + 1) })}
        </li>
      )
    }
    default:
      // Told by the actor's own box.
      return null
  }
}

function ActorName({ path }: { readonly path: string }) {
  const text = useText()
  const title = useScenario().actors.find(one => one.path === path)?.title
  return <>{title === undefined ? path.slice(path.lastIndexOf('/') + 1) : text(title)}</>
}

interface Motion {
  readonly lasts: string
  /** Where it comes from, seen from where it ends. */
  readonly dx?: number
  readonly dy?: number
}

const spot = ({ x, y }: { readonly x: number; readonly y: number }, { lasts, dx = 0, dy = 0 }: Motion) =>
  ({ left: x, top: y, '--lasts': lasts, '--dx': `${dx}px`, '--dy': `${dy}px` }) as CSSProperties

/** A thing that broke: no round edge. */
const Jagged = () => (
  <svg className="jagged" viewBox="0 0 24 24" width="16" height="16" aria-hidden="true">
    <path d="M12 1l2.4 5.2L19.8 3l-.9 5.9 4.9 1.6-4.3 3.2 2.6 5.2-5.7-.6-.9 5.2L12 19l-3.5 4.5-.9-5.2-5.7.6 2.6-5.2L.2 10.5l4.9-1.6L4.2 3l5.4 3.2z" />
  </svg>
)

const directions = [0, 1, 2, 3, 4, 5, 6, 7]

/** The pieces of a message. */
const Shards = () => (
  <span className="shards" aria-hidden="true">
    {directions.map(direction => (
      <i key={direction} style={{ '--turn': `${direction * 45}deg` } as CSSProperties} />
    ))}
  </span>
)

import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { namesOf, type ParticipantId, type PathText, parentOf } from '../../../trace/index.ts'
import { useRun } from '../../store/run-store.ts'
import { ActorBox } from './actor-box.tsx'
import { guardian } from './actor-slots.ts'
import { SupervisorChip } from './supervisor-chip.tsx'
import { treeId } from './tree-id.ts'
import type { TreeLayout } from './tree-layout.ts'
import { useActorLife } from './use-actor-life.ts'
import './actor-tree.css'

interface ActorTreeProps {
  readonly id: ParticipantId
  readonly layout: TreeLayout
  readonly x: number
  readonly y: number
}

/** The actors of a node as a tree, each below its parent, with its supervisor on the line between them. */
export default function ActorTree({ id, layout, x, y }: ActorTreeProps) {
  const t = useTranslations('tree')
  const [at, setAt] = useState<PathText>(guardian)
  const tree = useRef<HTMLDivElement>(null)
  const systemActors = useRun(
    ({ view }) =>
      Object.values(view.participants[id]?.actors ?? {}).filter(
        actor => actor.stoppedAt === null && actor.path.startsWith('/system/'),
      ).length,
  )
  const hidden = useRun(
    ({ view }) =>
      Object.values(view.participants[id]?.actors ?? {}).filter(
        ({ stoppedAt, path }) =>
          stoppedAt === null && path.startsWith(`${guardian}/`) && !layout.boxes.has(path),
      ).length,
  )
  const paths = [...layout.boxes.keys()]

  const onKeyDown = (event: KeyboardEvent) => {
    const next = targetOfKey(event.key, at, paths)
    // Above the first and below the last actor, the focus moves on to the rest of the canvas.
    if (next === undefined || (next === null && event.key !== 'ArrowLeft' && event.key !== 'ArrowRight'))
      return
    event.preventDefault()
    event.stopPropagation()
    if (next === null) return
    setAt(next)
    tree.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(next)}"]`)?.focus()
  }

  return (
    <div
      className="actor-tree"
      id={treeId(id)}
      data-roomy={layout.roomy || undefined}
      style={{ left: x, top: y, width: layout.width, height: layout.height }}
    >
      <svg className="tree-lines" width={layout.width} height={layout.height} aria-hidden="true">
        {layout.edges.map(({ child, line }) => (
          <TreeLine key={child} id={id} path={child} line={line} />
        ))}
      </svg>
      {systemActors > 0 && (
        <p className="system-port" style={boxStyle(layout.system)}>
          {t('system', { count: systemActors })}
        </p>
      )}
      {hidden > 0 && (
        <p
          className="system-port"
          title={t('hiddenTitle', { count: hidden })}
          style={boxStyle({ ...layout.system, y: layout.system.y + layout.system.height + 4 })}
        >
          {t('hiddenCount', { count: hidden })}
        </p>
      )}
      {layout.edges.map(edge => (
        <SupervisorChip key={edge.child} id={id} path={edge.child} at={edge.chip} />
      ))}
      <div ref={tree} role="tree" aria-label={t('label', { node: id })} tabIndex={-1} onKeyDown={onKeyDown}>
        {[...layout.boxes].map(([path, box]) => (
          <ActorBox
            key={path}
            id={id}
            path={path}
            box={box}
            level={namesOf(path).length}
            tabStop={layout.boxes.has(at) ? path === at : path === guardian}
            onFocus={setAt}
          />
        ))}
      </div>
    </div>
  )
}

interface TreeLineProps {
  readonly id: ParticipantId
  readonly path: PathText
  readonly line: string
}

/** The line from a parent to its child. */
const TreeLine = ({ id, path, line }: TreeLineProps) => <path d={line} data-life={useActorLife(id, path)} />

const boxStyle = ({ x, y, width, height }: TreeLayout['system']) => ({ left: x, top: y, width, height })

/** The actor that a key moves the focus to. Null: no actor in that direction; undefined: not a key of the tree. */
function targetOfKey(key: string, at: PathText, paths: readonly PathText[]): PathText | null | undefined {
  const place = paths.indexOf(at)
  switch (key) {
    case 'ArrowDown':
      return paths[place + 1] ?? null
    case 'ArrowUp':
      return paths[place - 1] ?? null
    case 'ArrowRight':
      return paths.find(path => parentOf(path) === at) ?? null
    case 'ArrowLeft':
      return parentOf(at)
    case 'Home':
      return paths[0] ?? null
    case 'End':
      return paths.at(-1) ?? null
    default:
      return undefined
  }
}

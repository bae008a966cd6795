import {
  type Edge,
  type EdgeProps,
  type EdgeTypes,
  type NodeTypes,
  Panel,
  ReactFlow,
  ReactFlowProvider,
  useNodesState,
  useReactFlow,
} from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { Maximize, Network, Plus } from 'lucide-react'
import { type MouseEvent, memo, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useShallow } from 'zustand/react/shallow'
import { useFollowing } from '../follow/following.ts'
import { usePreferences } from '../store/preferences.ts'
import { useRun } from '../store/run-store.ts'
import { openDialog, select } from '../store/selection.ts'
import type { CardNode } from './card-node.ts'
import {
  type Breadth,
  binId,
  byNameAndNumber,
  type Placement,
  placeCards,
  type Size,
} from './card-placements.ts'
import { pictureOf } from './cluster-picture.ts'
import { DeadLetterBin } from './dead-letter-bin.tsx'
import type { DrawnMessage } from './draw-flights.ts'
import { FlightLayer } from './flight-layer.tsx'
import { nearestPoint, segmentBetween } from './flight-path.ts'
import { Legend } from './legend.tsx'
import { NodeCard } from './node-card.tsx'
import { ClientCard, DatabaseCard } from './outside-cards.tsx'
import { SingletonTokens } from './singleton-token.tsx'
import { FailureLayer } from './stage/failure-layer.tsx'
import { showAllTrees, showTree, useOpenNodes, useTrees } from './tree/open-trees.ts'
import './cluster-canvas.css'

/** Largest distance, in px, between a click and the message that it selects. */
const clickRadius = 14
const narrowBelow = 620
/** Padding of the fitted view; on a wide page the tools need space at the top. */
const paddings = {
  wide: { top: '46px', right: '16px', bottom: '16px', left: '16px' },
  focused: { top: '62px', right: '14px', bottom: '30px', left: '14px' },
  narrow: { top: '12px', right: '14px', bottom: '16px', left: '14px' },
} as const
const fitOptions = {
  maxZoom: 1.15,
  minZoom: 0.2,
} as const

type LinkEdge = Edge<{ readonly path: string }, 'link'>

const Link = memo(({ data }: EdgeProps<LinkEdge>) => <path className="link" d={data?.path ?? ''} />)

const nodeTypes = {
  node: NodeCard,
  client: ClientCard,
  database: DatabaseCard,
  bin: DeadLetterBin,
} satisfies NodeTypes
const noParticipants: ReadonlySet<string> = new Set()
const edgeTypes = { link: Link } satisfies EdgeTypes

/** The picture of the cluster: cards in fixed places, links, and the messages in flight. */
export function ClusterCanvas() {
  return (
    <ReactFlowProvider>
      <Picture />
    </ReactFlowProvider>
  )
}

/** Ids of all participants of the run, by kind, in order. */
function useParticipantIds() {
  const participants = useRun(
    useShallow(({ view }) => Object.values(view.participants).map(({ kind, id }) => `${kind} ${id}`)),
  )
  return useMemo(() => {
    const of = (kind: string) =>
      participants
        .filter(entry => entry.startsWith(`${kind} `))
        .map(entry => entry.slice(kind.length + 1))
        .sort(byNameAndNumber)
    return { nodes: of('node'), clients: of('client'), databases: of('database') }
  }, [participants])
}

function Picture() {
  const t = useTranslations('canvas')
  const [breadth, setBreadth] = useState<Breadth>('wide')
  const [size, setSize] = useState<Size | null>(null)
  const large = usePreferences(({ projector }) => projector)
  const participants = useParticipantIds()
  const open = useOpenNodes(participants.nodes, breadth)
  const trees = useTrees(open, breadth)
  const placements = useMemo(
    () => placeCards({ ...participants, trees }, breadth, { size, large }),
    [participants, trees, breadth, size, large],
  )
  const allOpen = open.length > 0 && open.length === (breadth === 'narrow' ? 1 : participants.nodes.length)
  const onTree = useCallback((id: string) => showTree(id, open, breadth), [open, breadth])
  const links = useRun(({ view }) => pictureOf(view).links)
  const [nodes, setNodes, onNodesChange] = useNodesState<CardNode>([])
  const drawn = useRef<readonly DrawnMessage[]>([])
  const { fitView } = useReactFlow()
  const moved = useRef(false)

  useEffect(() => {
    setNodes(before =>
      [...placements].map(([id, placement]) => {
        const known = before.find(node => node.id === id)
        const place = {
          position: { x: placement.x, y: placement.y },
          width: placement.width,
          height: placement.height,
        }
        const data = { id, breadth, tree: placement.tree, onTree }
        const type = id === binId ? 'bin' : (useRun.getState().view.participants[id]?.kind ?? 'node')
        // A known card keeps the size that React Flow measured.
        return { ...(known ?? { id, type }), data, ...place }
      }),
    )
  }, [placements, breadth, setNodes, onTree])

  // Cards where nothing of the followed journey happens step back.
  const touched = useFollowing(({ participants, over }) => (over ? noParticipants : participants))
  useEffect(() => {
    setNodes(before =>
      before.map(node => ({ ...node, className: touched.size === 0 || touched.has(node.id) ? '' : 'aside' })),
    )
  }, [touched, setNodes])

  const edges = useMemo<LinkEdge[]>(
    () =>
      links.flatMap(({ from, to }) => {
        const a = placements.get(from)
        const b = placements.get(to)
        if (a === undefined || b === undefined) return []
        const segment = segmentBetween(a, b)
        const path = `M ${segment.from.x} ${segment.from.y} L ${segment.to.x} ${segment.to.y}`
        return [{ id: `${from} ${to}`, type: 'link' as const, source: from, target: to, data: { path } }]
      }),
    [links, placements],
  )

  // On a narrow page the view fits the open tree instead of the whole cluster.
  const [focus = null] = breadth === 'narrow' ? open : []
  const fitAll = useCallback(
    (duration: number) => {
      moved.current = false
      const of = focus === null ? {} : { nodes: [{ id: focus }] }
      void fitView({
        ...fitOptions,
        ...of,
        padding: paddings[focus === null ? breadth : 'focused'],
        duration,
      })
    },
    [fitView, breadth, focus],
  )
  const placed = nodes.length
  const extent = useMemo(() => boundsOf(placements), [placements])
  const fitted = useRef('')
  useEffect(() => {
    if (placed === 0 || moved.current) return
    // Only the first fit is immediate; later ones are animated, because a person may be looking.
    const first = fitted.current === ''
    fitted.current = extent
    fitAll(first ? 0 : 500)
  }, [placed, extent, fitAll])
  const observeSize = useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return
      const observer = new ResizeObserver(() => {
        const { clientWidth, clientHeight } = element
        setBreadth(clientWidth < narrowBelow ? 'narrow' : 'wide')
        setSize(roomIn(clientWidth, clientHeight))
        if (!moved.current) requestAnimationFrame(() => fitAll(0))
      })
      observer.observe(element)
      return () => observer.disconnect()
    },
    [fitAll],
  )

  // A view moved by hand is not fitted again. Moves by `fitView` come without an event.
  const onMove = useCallback((event: unknown) => {
    if (event !== null) moved.current = true
  }, [])

  const messageAt = (event: MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    return nearestPoint(
      drawn.current,
      { x: event.clientX - box.left, y: event.clientY - box.top },
      clickRadius,
    )
  }
  const onClick = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('.react-flow__node, button') !== null) return
    const found = messageAt(event)
    if (found !== null) select({ type: 'event', id: found.id })
  }
  const onPointer = (event: MouseEvent<HTMLElement>) => {
    event.currentTarget.toggleAttribute('data-over-message', messageAt(event) !== null)
  }

  return (
    // Pointer only: by keyboard, messages are selected in the list of events.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div className="cluster-canvas" ref={observeSize} onClick={onClick} onMouseMove={onPointer}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        onNodesChange={onNodesChange}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodeClick={onNodeClick}
        onMove={onMove}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        zoomOnDoubleClick={false}
        minZoom={0.2}
        maxZoom={2}
      >
        <SingletonTokens placements={placements} />
        <FailureLayer placements={placements} />
        <FlightLayer placements={placements} drawn={drawn} />
        <Panel position="top-right" className="canvas-tools">
          <button
            type="button"
            className="button quiet trees-switch"
            aria-pressed={allOpen}
            onClick={() => showAllTrees(!allOpen)}
          >
            <Network size={15} aria-hidden="true" />
            <span className={breadth === 'narrow' ? 'visually-hidden' : ''}>{t('trees')}</span>
          </button>
          <button type="button" className="button quiet" onClick={() => openDialog('start-node')}>
            <Plus size={15} aria-hidden="true" />
            <span className={breadth === 'narrow' ? 'visually-hidden' : ''}>{t('startNode')}</span>
          </button>
          <button
            type="button"
            className="fit"
            aria-label={t('fit')}
            title={t('fit')}
            onClick={() => fitAll(250)}
          >
            <Maximize size={15} aria-hidden="true" />
          </button>
        </Panel>
      </ReactFlow>
      <Legend />
    </div>
  )
}

/** The room for cards, in steps of some px, so that a small change of the window moves no card. */
const roomIn = (width: number, height: number): Size => {
  const step = 24
  const { top, right, bottom, left } = paddings.wide
  return {
    width: Math.floor((width - Number.parseInt(left, 10) - Number.parseInt(right, 10)) / step) * step,
    height: Math.floor((height - Number.parseInt(top, 10) - Number.parseInt(bottom, 10)) / step) * step,
  }
}

/** Bounds of all cards, as a text that can be compared; a change fits the view again. */
function boundsOf(placements: ReadonlyMap<string, Placement>): string {
  const all = [...placements.values()]
  const min = (side: 'x' | 'y') => Math.min(...all.map(placement => placement[side]))
  const max = (side: 'x' | 'y', length: 'width' | 'height') =>
    Math.max(...all.map(placement => placement[side] + placement[length]))
  return [min('x'), min('y'), max('x', 'width'), max('y', 'height')].join(' ')
}

/** Selects the participant of a clicked card, except when a button of the card was clicked. */
const onNodeClick = (event: MouseEvent, node: CardNode): void => {
  if (
    node.type !== 'bin' &&
    event.target instanceof Element &&
    event.target.closest('button, [role=treeitem]') === null
  ) {
    select({ type: 'participant', id: node.id })
  }
}

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
import { useRun } from '../store/run-store.ts'
import { openDialog, select } from '../store/selection.ts'
import type { CardNode } from './card-node.ts'
import { pictureOf } from './cluster-picture.ts'
import { DeadLetterBin } from './dead-letter-bin.tsx'
import type { Drawn } from './draw-flights.ts'
import { FlightLayer } from './flight-layer.tsx'
import { hit, wayBetween } from './flight-path.ts'
import { Legend } from './legend.tsx'
import { NodeCard } from './node-card.tsx'
import { ClientCard, DatabaseCard } from './outside-cards.tsx'
import { type Breadth, binId, bySeatOrder, type Seat, seatAll } from './seats.ts'
import { SingletonTokens } from './singleton-token.tsx'
import { DramaLayer } from './stage/drama-layer.tsx'
import { showAllTrees, showTree, useOpenNodes, useTrees } from './tree/open-trees.ts'
import './cluster-canvas.css'

/** How near, in pixels, a click must be to a message. */
const reach = 14
const narrowBelow = 620
/** The tools stand in the upper corner, which on a phone is free. */
const paddings = {
  wide: { top: '54px', right: '24px', bottom: '22px', left: '24px' },
  focused: { top: '62px', right: '14px', bottom: '30px', left: '14px' },
  narrow: { top: '12px', right: '14px', bottom: '16px', left: '14px' },
} as const
const fitting = {
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
const edgeTypes = { link: Link } satisfies EdgeTypes

/** The cluster as a picture: cards on fixed seats, quiet links, and the messages that fly along them. */
export function ClusterCanvas() {
  return (
    <ReactFlowProvider>
      <Picture />
    </ReactFlowProvider>
  )
}

/** All that ever took part, by kind, in seat order. */
function useParticipantIds() {
  const everyone = useRun(
    useShallow(({ view }) => Object.values(view.participants).map(one => `${one.kind} ${one.id}`)),
  )
  return useMemo(() => {
    const of = (kind: string) =>
      everyone
        .filter(entry => entry.startsWith(`${kind} `))
        .map(entry => entry.slice(kind.length + 1))
        .sort(bySeatOrder)
    return { nodes: of('node'), clients: of('client'), databases: of('database') }
  }, [everyone])
}

function Picture() {
  const t = useTranslations('canvas')
  const [breadth, setBreadth] = useState<Breadth>('wide')
  const everyone = useParticipantIds()
  const open = useOpenNodes(everyone.nodes, breadth)
  const trees = useTrees(open, breadth)
  const seats = useMemo(() => seatAll({ ...everyone, trees }, breadth), [everyone, trees, breadth])
  const allOpen = open.length > 0 && open.length === (breadth === 'narrow' ? 1 : everyone.nodes.length)
  const onTree = useCallback((id: string) => showTree(id, open, breadth), [open, breadth])
  const links = useRun(({ view }) => pictureOf(view).links)
  const [nodes, setNodes, onNodesChange] = useNodesState<CardNode>([])
  const drawn = useRef<readonly Drawn[]>([])
  const { fitView } = useReactFlow()
  const moved = useRef(false)

  useEffect(() => {
    setNodes(before =>
      [...seats].map(([id, seat]) => {
        const known = before.find(node => node.id === id)
        const place = { position: { x: seat.x, y: seat.y }, width: seat.width, height: seat.height }
        const data = { id, breadth, tree: seat.tree, onTree }
        const type = id === binId ? 'bin' : (useRun.getState().view.participants[id]?.kind ?? 'node')
        // A known card keeps what was measured of it.
        return { ...(known ?? { id, type }), data, ...place }
      }),
    )
  }, [seats, breadth, setNodes, onTree])

  const edges = useMemo<LinkEdge[]>(
    () =>
      links.flatMap(({ from, to }) => {
        const a = seats.get(from)
        const b = seats.get(to)
        if (a === undefined || b === undefined) return []
        const way = wayBetween(a, b)
        const path = `M ${way.from.x} ${way.from.y} L ${way.to.x} ${way.to.y}`
        return [{ id: `${from} ${to}`, type: 'link' as const, source: from, target: to, data: { path } }]
      }),
    [links, seats],
  )

  // Where there is little room, an open tree is what one came to see.
  const [focus = null] = breadth === 'narrow' ? open : []
  const fitAll = useCallback(
    (duration: number) => {
      moved.current = false
      const of = focus === null ? {} : { nodes: [{ id: focus }] }
      void fitView({ ...fitting, ...of, padding: paddings[focus === null ? breadth : 'focused'], duration })
    },
    [fitView, breadth, focus],
  )
  const placed = nodes.length
  const extent = useMemo(() => extentOf(seats), [seats])
  const fitted = useRef('')
  useEffect(() => {
    if (placed === 0 || moved.current) return
    // What grows while one looks on grows gently.
    const first = fitted.current === ''
    fitted.current = extent
    fitAll(first ? 0 : 500)
  }, [placed, extent, fitAll])
  const observeSize = useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return
      const observer = new ResizeObserver(() => {
        setBreadth(element.clientWidth < narrowBelow ? 'narrow' : 'wide')
        if (!moved.current) requestAnimationFrame(() => fitAll(0))
      })
      observer.observe(element)
      return () => observer.disconnect()
    },
    [fitAll],
  )

  // Who moves the picture by hand keeps it so; what we do ourselves comes without an event.
  const onMove = useCallback((event: unknown) => {
    if (event !== null) moved.current = true
  }, [])

  const messageAt = (event: MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    return hit(drawn.current, { x: event.clientX - box.left, y: event.clientY - box.top }, reach)
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
    // Every message can be reached by keyboard in the event list; this is the same by pointer.
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
        <SingletonTokens seats={seats} />
        <DramaLayer seats={seats} />
        <FlightLayer seats={seats} drawn={drawn} />
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

/** What the seats take up: when it changes the picture is fitted anew. */
function extentOf(seats: ReadonlyMap<string, Seat>): string {
  const all = [...seats.values()]
  const least = (side: 'x' | 'y') => Math.min(...all.map(seat => seat[side]))
  const most = (side: 'x' | 'y', length: 'width' | 'height') =>
    Math.max(...all.map(seat => seat[side] + seat[length]))
  return [least('x'), least('y'), most('x', 'width'), most('y', 'height')].join(' ')
}

/** A click on the card; its buttons have their own. */
const onNodeClick = (event: MouseEvent, node: CardNode): void => {
  if (
    node.type !== 'bin' &&
    event.target instanceof Element &&
    event.target.closest('button, [role=treeitem]') === null
  ) {
    select({ type: 'participant', id: node.id })
  }
}

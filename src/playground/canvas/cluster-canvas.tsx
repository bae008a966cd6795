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
import { Cable, Maximize, Network, Plus, Scissors } from 'lucide-react'
import { type MouseEvent, memo, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useShallow } from 'zustand/react/shallow'
import { linkKey } from '../../trace/index.ts'
import { useFollowing } from '../follow/following.ts'
import { CutMarks } from '../network/cut-marks.tsx'
import { changedLinksOf, sidesOf } from '../network/link-state.ts'
import { usePreferences } from '../store/preferences.ts'
import { useRun } from '../store/run-store.ts'
import { openDialog, select, useFocus } from '../store/selection.ts'
import { deferredPart } from '../ui/deferred-part.ts'
import { reducedMotion } from '../ui/reduced-motion.ts'
import { useLitPath } from '../why/lit-path.ts'
import type { CardNode } from './card-node.ts'
import { binId, byNameAndNumber, placeCards } from './card-placements.ts'
import type { Breadth } from './card-plan.ts'
import type { Size } from './card-sizes.ts'
import { pictureOf } from './cluster-picture.ts'
import { DeadLetterBin } from './dead-letter-bin.tsx'
import type { DrawnMessage } from './draw-flights.ts'
import { boundsOf, fittedView, roomIn } from './fitted-view.ts'
import { FlightLayer } from './flight-layer.tsx'
import { distanceTo, nearestPoint } from './flight-path.ts'
import { Legend } from './legend.tsx'
import { routeBetween } from './link-routes.ts'
import { NodeCard } from './node-card.tsx'
import { ClientCard, DatabaseCard } from './outside-cards.tsx'
import { SingletonTokens } from './singleton-token.tsx'
import { FailureLayer } from './stage/failure-layer.tsx'
import { showAllTrees, showTree, type Trees, useOpenNodes, useTrees } from './tree/open-trees.ts'
import './cluster-canvas.css'

/** Largest distance, in px, between a click and the message that it selects. */
const clickRadius = 14
/** Largest distance, in px, between a click and the link that it selects. */
const linkReach = 7
const narrowBelow = 620
type LinkEdge = Edge<{ readonly path: string; readonly cut: boolean; readonly isLit: boolean }, 'link'>

const Link = memo(({ data }: EdgeProps<LinkEdge>) => (
  <path
    className="link"
    data-cut={data?.cut || undefined}
    data-lit={data?.isLit || undefined}
    d={data?.path ?? ''}
  />
))

const nodeTypes = {
  node: NodeCard,
  client: ClientCard,
  database: DatabaseCard,
  bin: DeadLetterBin,
} satisfies NodeTypes
const CutStroke = deferredPart(() => import('../network/cut-stroke.tsx'))
/** Width of the canvas, in pixels, from which on the words of its tools have room beside the legend, in both languages. */
const toolWordsFrom = { usual: 700, large: 930 } as const
const noParticipants: ReadonlySet<string> = new Set()
/** Without React Flow's English word for the role: the card within says what it is. */
const silent = { 'aria-roledescription': undefined }
/** The dialog of links says in words what a link is, and its mark what has changed. */
const hidden = { 'aria-hidden': true }
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
  const [canvasSize, setCanvasSize] = useState<Size | null>(null)
  const presenting = usePreferences(({ projector }) => projector)
  const size = useMemo(
    () => (canvasSize === null ? null : roomIn(canvasSize, presenting)),
    [canvasSize, presenting],
  )
  const hasToolWords =
    canvasSize === null || canvasSize.width >= toolWordsFrom[presenting ? 'large' : 'usual']
  const toolWords = hasToolWords ? '' : 'visually-hidden'
  const participants = useParticipantIds()
  const wanted = useOpenNodes(participants.nodes, breadth)
  const place = useCallback(
    (trees: Trees) => placeCards({ ...participants, trees }, { breadth, size, presenting }),
    [participants, breadth, size, presenting],
  )
  const fits = useCallback(
    (trees: Trees) => size === null || fittedView(place(trees), null, size, presenting)?.pans === false,
    [place, size, presenting],
  )
  const trees = useTrees(wanted, breadth, size, fits)
  const placements = useMemo(() => place(trees), [place, trees])
  const isCrowded = trees.size < wanted.length
  const open = useMemo(() => [...trees.keys()].toReversed(), [trees])
  const allOpen =
    wanted.length > 0 && wanted.length === (breadth === 'narrow' ? 1 : participants.nodes.length)
  const onTree = useCallback((id: string) => showTree(id, open, breadth), [open, breadth])
  const usualLinks = useRun(({ view }) => pictureOf(view).links)
  const changedLinks = useRun(({ view }) => view.links)
  // A changed link is drawn also where no messages go, because its mark would lie on nothing.
  const links = useMemo(() => {
    const usual = new Set(usualLinks.flatMap(({ from, to }) => [linkKey(from, to), linkKey(to, from)]))
    const others = changedLinksOf({ links: changedLinks }).filter(
      ({ from, to }) => !usual.has(linkKey(from, to)),
    )
    return others.length === 0 ? usualLinks : [...usualLinks, ...others]
  }, [usualLinks, changedLinks])
  const [cutting, setCutting] = useState(false)
  const endCutting = useCallback(() => setCutting(false), [])
  const [nodes, setNodes, onNodesChange] = useNodesState<CardNode>([])
  const drawn = useRef<readonly DrawnMessage[]>([])
  const { setViewport, screenToFlowPosition } = useReactFlow()
  const moved = useRef(false)

  useEffect(() => {
    // Cards placed before the room is known would move at once.
    if (size === null) return
    setNodes(before =>
      [...placements].map(([id, placement]) => {
        const known = before.find(node => node.id === id)
        const place = {
          position: { x: placement.x, y: placement.y },
          width: placement.width,
          height: placement.height,
        }
        const data = { id, level: placement.level, tree: placement.tree, onTree }
        const type = id === binId ? 'bin' : (useRun.getState().view.participants[id]?.kind ?? 'node')
        // A known card keeps the size that React Flow measured.
        return { ...(known ?? { id, type, domAttributes: silent }), data, ...place }
      }),
    )
  }, [placements, size, setNodes, onTree])

  const participantsOfView = useRun(({ view }) => pictureOf(view).members)
  // biome-ignore lint/correctness/useExhaustiveDependencies: links and members are what the sides depend on
  const sides = useMemo(() => sidesOf(useRun.getState().view), [changedLinks, participantsOfView])
  // Cards where nothing of the followed journey, or of the lit causes, happens step back.
  const followed = useFollowing(({ participants, over }) => (over ? noParticipants : participants))
  const lit = useLitPath(({ path }) => path?.participants ?? null)
  const touched = lit ?? followed
  useEffect(() => {
    setNodes(before =>
      before.map(node => {
        const side = sides?.get(node.id)
        const aside = touched.size === 0 || touched.has(node.id) ? '' : 'aside'
        return { ...node, className: `${aside} ${side === undefined ? '' : `side-${side % 3}`}`.trim() }
      }),
    )
  }, [touched, sides, setNodes])

  const litLinks = useLitPath(({ path }) => path?.links ?? noParticipants)
  const edges = useMemo<LinkEdge[]>(
    () =>
      links.flatMap(({ from, to }) => {
        const route = routeBetween(placements, from, to)
        if (route === null) return []
        const path = `M ${route.from.x} ${route.from.y} Q ${route.control.x} ${route.control.y} ${route.to.x} ${route.to.y}`
        const cut = changedLinks[linkKey(from, to)]?.cut || changedLinks[linkKey(to, from)]?.cut || false
        const isLit = litLinks.has(`${from} ${to}`) || litLinks.has(`${to} ${from}`)
        const data = { path, cut, isLit }
        const ends = { source: from, target: to, domAttributes: hidden }
        return [{ id: `${from} ${to}`, type: 'link' as const, ...ends, data }]
      }),
    [links, changedLinks, placements, litLinks],
  )

  const focus = open.at(-1) ?? null
  const highlighted = useFocus(focus => focus.highlighted)
  const view = useMemo(
    () =>
      size === null
        ? null
        : fittedView(placements, focus, size, presenting, boundsOf(highlighted, placements)),
    [placements, focus, size, presenting, highlighted],
  )
  const fitAll = useCallback(
    (duration: number) => {
      moved.current = false
      if (view !== null) void setViewport(view, { duration: reducedMotion().matches ? 0 : duration })
    },
    [setViewport, view],
  )
  const fitted = useRef(false)
  const pointedAt = useRef(highlighted)
  useEffect(() => {
    if (view === null) return
    // A lesson that points at something else shows it, also in a view moved by hand.
    if (view.pans && highlighted.length > 0 && highlighted !== pointedAt.current) moved.current = false
    pointedAt.current = highlighted
    if (moved.current) return
    // Only the first fit is immediate; later ones are animated, because a person may be looking.
    fitAll(fitted.current ? 500 : 0)
    fitted.current = true
  }, [view, fitAll, highlighted])
  const observeSize = useCallback((element: HTMLElement | null) => {
    if (element === null) return
    // React Flow's `application` would take the keys for reading from screen readers.
    element.querySelector('.react-flow')?.setAttribute('role', 'presentation')
    const measure = () => {
      const { clientWidth, clientHeight } = element
      setBreadth(clientWidth < narrowBelow ? 'narrow' : 'wide')
      setCanvasSize({ width: clientWidth, height: clientHeight })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

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
  const selectLinkAt = (event: MouseEvent) => {
    const point = screenToFlowPosition({ x: event.clientX, y: event.clientY })
    const near = links.find(({ from, to }) => {
      const route = routeBetween(placements, from, to)
      return route !== null && distanceTo(route, point) <= linkReach
    })
    if (near !== undefined) select({ type: 'link', from: near.from, to: near.to })
  }
  const onClick = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('.react-flow__node, button') !== null) return
    const found = messageAt(event)
    if (found !== null) select({ type: 'event', id: found.id })
    else selectLinkAt(event)
  }
  const onPointer = (event: MouseEvent<HTMLElement>) => {
    event.currentTarget.toggleAttribute('data-over-message', messageAt(event) !== null)
  }

  return (
    // Pointer only: by keyboard, messages are selected in the list of events.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      className="cluster-canvas"
      ref={observeSize}
      data-pans={view?.pans || undefined}
      onClick={onClick}
      onMouseMove={onPointer}
    >
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
        minZoom={0.4}
        maxZoom={2}
      >
        <CutMarks placements={placements} />
        <SingletonTokens placements={placements} />
        <FailureLayer placements={placements} />
        <FlightLayer placements={placements} drawn={drawn} />
        <Panel position="top-right" className="canvas-tools" data-unpictured>
          <button
            type="button"
            className="button quiet trees-switch"
            data-tool="trees"
            aria-pressed={allOpen}
            title={isCrowded ? t('treesTitle') : undefined}
            onClick={() => showAllTrees(!allOpen)}
          >
            <Network size={15} aria-hidden="true" />
            <span className={toolWords}>
              {isCrowded
                ? t('treesWithRoom', { shown: String(trees.size), count: String(wanted.length) })
                : t('trees')}
            </span>
          </button>
          <button
            type="button"
            className="button quiet trees-switch"
            data-tool="cut"
            aria-pressed={cutting}
            title={t('cutTitle')}
            onClick={() => setCutting(!cutting)}
          >
            <Scissors size={15} aria-hidden="true" />
            <span className={toolWords}>{t('cut')}</span>
          </button>
          <button type="button" className="button quiet" onClick={() => openDialog('network')}>
            <Cable size={15} aria-hidden="true" />
            <span className={toolWords}>{t('network')}</span>
          </button>
          <button type="button" className="button quiet" onClick={() => openDialog('start-node')}>
            <Plus size={15} aria-hidden="true" />
            <span className={toolWords}>{t('startNode')}</span>
          </button>
          <button
            type="button"
            className="fit"
            data-tool="fit"
            aria-label={t('fit')}
            title={t('fit')}
            onClick={() => fitAll(250)}
          >
            <Maximize size={15} aria-hidden="true" />
          </button>
        </Panel>
      </ReactFlow>
      {cutting && (
        <Suspense>
          <CutStroke placements={placements} links={links} onEnd={endCutting} />
        </Suspense>
      )}
      <Legend />
    </div>
  )
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

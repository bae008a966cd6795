import { Crown } from 'lucide-react'
import { statusMarks } from '../canvas/member-status.tsx'
import type { Opinion } from '../canvas/member-summary.ts'
import { useRun } from '../store/run-store.ts'
import { cellText, disagreeText, opinionTexts, membersTexts as texts } from '../texts/members-texts.ts'
import { useText } from '../ui/use-text.ts'
import { goToCause } from '../why/asking.ts'
import { type BeliefCell, type BeliefRow, beliefTableOf } from './belief-rows.ts'
import { shortName } from './short-name.ts'

const glyphs: Readonly<Record<Opinion, string>> = { ...statusMarks, unreachable: '?', unknown: '–' }

/** Nodes up to which a cell has room for its word. */
const maxWords = 5

/** The beliefs of all nodes about all nodes, with disagreement outlined. */
export function BeliefTable() {
  const text = useText()
  const { nodes, rows, disputed } = useRun(({ view }) => beliefTableCached(view))
  const small = nodes.length > maxWords
  return (
    <section aria-labelledby="members-beliefs">
      <h2 id="members-beliefs">{text(texts.beliefs)}</h2>
      <p className="members-verdict" data-disputed={disputed.length > 0 || undefined}>
        {text(
          disputed.length === 0
            ? texts.agree
            : disputed.length === nodes.length
              ? texts.disagree
              : disagreeText(disputed),
        )}
      </p>
      <div className="members-scroll">
        <table className="belief-table" data-small={small || undefined}>
          <caption className="visually-hidden">{text(texts.beliefsHelp)}</caption>
          <thead>
            <tr>
              <th scope="col">{text(texts.observer)}</th>
              {nodes.map(id => (
                <th key={id} scope="col" title={id}>
                  <span className="visually-hidden">{id}</span>
                  <span aria-hidden="true">{small ? shortName(id) : id}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <Row key={row.observer} row={row} width={nodes.length} small={small} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="note">{text(texts.beliefsHelp)}</p>
    </section>
  )
}

function Row({
  row,
  width,
  small,
}: {
  readonly row: BeliefRow
  readonly width: number
  readonly small: boolean
}) {
  const text = useText()
  const mark = text(row.converged ? texts.converged : texts.notConverged)
  return (
    <tr>
      <th scope="row">
        {row.observer}
        {row.leads && (
          <span className="members-crown" title={text(texts.leads)}>
            <Crown size={14} aria-hidden="true" />
            <span className="visually-hidden">{text(texts.leads)}</span>
          </span>
        )}
        {row.running && (
          <span className="members-converged" data-converged={row.converged || undefined} title={mark}>
            <span aria-hidden="true">{row.converged ? '✓' : '…'}</span>
            <span className="visually-hidden">{mark}</span>
          </span>
        )}
      </th>
      {row.running ? (
        row.cells.map(cell => <Cell key={cell.subject} cell={cell} observer={row.observer} small={small} />)
      ) : (
        <td colSpan={width} className="members-stopped">
          {text(texts.stopped)}
        </td>
      )}
    </tr>
  )
}

function Cell({
  cell,
  observer,
  small,
}: {
  readonly cell: BeliefCell
  readonly observer: string
  readonly small: boolean
}) {
  const text = useText()
  const { subject, opinion, isDisputed, since } = cell
  const words = text(cellText(observer, subject, opinion))
  const content = (
    <>
      <span aria-hidden="true">{glyphs[opinion]}</span>
      <span className={small ? 'visually-hidden' : ''}>{text(opinionTexts[opinion])}</span>
    </>
  )
  return (
    <td>
      {since === null ? (
        <span
          className="belief-cell"
          data-status={opinion}
          data-disputed={isDisputed || undefined}
          title={words}
        >
          {content}
        </span>
      ) : (
        <button
          type="button"
          className="belief-cell"
          data-status={opinion}
          data-disputed={isDisputed || undefined}
          title={words}
          aria-label={words}
          onClick={() => void goToCause(since)}
        >
          {content}
        </button>
      )}
    </td>
  )
}

let cached: { readonly key: readonly unknown[]; readonly table: ReturnType<typeof beliefTableOf> } | null =
  null

/** The table of a view. Kept while nobody changes a belief, so that the table is not drawn again with each message. */
function beliefTableCached(view: Parameters<typeof beliefTableOf>[0]): ReturnType<typeof beliefTableOf> {
  const key = Object.values(view.participants).flatMap(
    ({ id, running, beliefs, leader, converged }): readonly unknown[] => [
      id,
      running,
      beliefs,
      leader,
      converged,
    ],
  )
  const before = cached?.key
  const isSame = before?.length === key.length && key.every((part, i) => part === before[i])
  if (cached === null || !isSame) cached = { key, table: beliefTableOf(view) }
  return cached.table
}

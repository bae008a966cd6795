import { useState } from 'react'
import { participantAt } from '../../trace/index.ts'
import { pictureOf } from '../canvas/cluster-picture.ts'
import { useRun } from '../store/run-store.ts'
import { cannotReachText, opinionTexts, orderingText, membersTexts as texts } from '../texts/members-texts.ts'
import { Field } from '../ui/field.tsx'
import { useText } from '../ui/use-text.ts'
import { compareGossip, observationsOf } from './compare-gossip.ts'

/** The gossip of one node, entry by entry beside that of another. */
export function GossipSection() {
  const text = useText()
  const view = useRun(({ throttled }) => throttled)
  const nodes = pictureOf(view).nodes.filter(id => view.participants[id]?.running === true)
  const [chosen, setChosen] = useState<readonly [string | null, string | null]>([null, null])
  const first = nodes.find(id => id === chosen[0]) ?? nodes[0]
  const others = nodes.filter(id => id !== first)
  const second = others.find(id => id === chosen[1]) ?? others[0]
  const gossip = first === undefined ? null : (view.participants[first]?.gossip ?? null)
  const comparison = first === undefined ? null : compareGossip(view, first, second ?? first)
  const observations = gossip === null ? [] : observationsOf(view, gossip)
  const pick = (place: 0 | 1, options: readonly string[], value: string | undefined) => (
    <Field label={text(place === 0 ? texts.gossipOf : texts.comparedWith)}>
      <select
        className="input"
        value={value ?? ''}
        onChange={({ target }) =>
          setChosen(place === 0 ? [target.value, second ?? null] : [first ?? null, target.value])
        }
      >
        {options.map(id => (
          <option key={id}>{id}</option>
        ))}
      </select>
    </Field>
  )
  return (
    <section aria-labelledby="members-gossip">
      <h2 id="members-gossip">{text(texts.gossip)}</h2>
      <div className="members-choice">
        {pick(0, nodes, first)}
        {others.length > 0 && pick(1, others, second)}
      </div>
      {comparison === null || first === undefined || gossip === null ? (
        <p className="note">{text(texts.noGossip)}</p>
      ) : (
        <>
          {second !== undefined && <p>{text(orderingText(comparison.ordering, first, second))}</p>}
          <div className="members-scroll">
            <table className="clock-table">
              <thead>
                <tr>
                  <th scope="col">{text(texts.changesBy)}</th>
                  {comparison.entries.map(({ node, isEarlier }, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: two incarnations have one name
                    <th key={i} scope="col">
                      {node}
                      {isEarlier && '′'}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {([['first', first], ...(second === undefined ? [] : [['second', second]])] as const).map(
                  ([side, id]) => (
                    <tr key={side}>
                      <th scope="row">{id}</th>
                      {comparison.entries.map((entry, i) => (
                        <td
                          // biome-ignore lint/suspicious/noArrayIndexKey: two incarnations have one name
                          key={i}
                          data-differs={entry.first !== entry.second || undefined}
                        >
                          {entry[side as 'first' | 'second'] ?? '–'}
                        </td>
                      ))}
                    </tr>
                  ),
                )}
              </tbody>
            </table>
          </div>
          <p className="note">{text(texts.gossipHelp)}</p>
          <dl className="facts">
            <dt>{text(texts.seenBy)}</dt>
            <dd>
              {gossip.seenBy.map(address => participantAt(view, address)?.id ?? address).join(', ') ||
                text(texts.nobody)}
            </dd>
            {observations.length > 0 && (
              <>
                <dt>{text(texts.cannotReach)}</dt>
                <dd>
                  {observations.map(({ observer, subject, isFinal }) => (
                    <span key={`${observer} ${subject}`} className="members-line">
                      {text(cannotReachText(observer, subject, isFinal))}
                    </span>
                  ))}
                </dd>
              </>
            )}
            {second !== undefined && (
              <>
                <dt>{text(texts.differences)}</dt>
                <dd>
                  {comparison.members.length === 0
                    ? text(texts.sameMembers)
                    : comparison.members.map(({ member, first: a, second: b }) => (
                        <span key={member} className="members-line">
                          {member}: {text(opinionTexts[a])} / {text(opinionTexts[b])}
                        </span>
                      ))}
                </dd>
              </>
            )}
          </dl>
        </>
      )}
    </section>
  )
}

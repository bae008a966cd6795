import { pictureOf } from '../canvas/cluster-picture.ts'
import { useRun } from '../store/run-store.ts'
import { managerStates, membersTexts as texts } from '../texts/members-texts.ts'
import { useText } from '../ui/use-text.ts'

/** The states of the singleton managers, so that both sides of a hand-over can be read. */
export function ManagersSection() {
  const text = useText()
  const view = useRun(({ throttled }) => throttled)
  const managers = pictureOf(view).nodes.flatMap(id => {
    const participant = view.participants[id]
    if (participant?.running !== true) return []
    return Object.values(participant.actors).flatMap(({ path, role, stoppedAt }) =>
      role?.type === 'singleton-manager' && stoppedAt === null ? [{ id, path, state: role.state }] : [],
    )
  })
  return (
    <section aria-labelledby="members-managers">
      <h2 id="members-managers">{text(texts.managers)}</h2>
      {managers.length === 0 ? (
        <p className="note">{text(texts.noManager)}</p>
      ) : (
        <dl className="facts">
          {managers.map(({ id, path, state }) => (
            <div key={`${id} ${path}`} className="manager-line">
              <dt>{id}</dt>
              <dd>
                <strong>{state}</strong>
                {managerStates[state] !== undefined && ` · ${text(managerStates[state])}`}
                {view.singletons.some(
                  ({ participant, path: child }) => participant === id && child.startsWith(path),
                ) && <span className="manager-token">◆ {text(texts.runsIt)}</span>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}

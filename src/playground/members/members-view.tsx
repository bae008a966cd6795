import { useRun } from '../store/run-store.ts'
import { nodesOf, useScenario } from '../store/scenario.ts'
import { openDialog } from '../store/selection.ts'
import { membersTexts as texts } from '../texts/members-texts.ts'
import { useText } from '../ui/use-text.ts'
import { BeliefTable } from './belief-table.tsx'
import { DecisionsSection } from './decisions-section.tsx'
import { GossipSection } from './gossip-section.tsx'
import { ManagersSection } from './managers-section.tsx'
import { PhiSection } from './phi-section.tsx'
import '../inspector/inspector.css'
import './members.css'

/** The cluster as its nodes believe it to be, at the cursor. */
export default function MembersView() {
  const text = useText()
  const scenario = useScenario()
  const session = useRun(({ session }) => session)
  if (nodesOf(scenario) === 0) return <p className="members-none note">{text(texts.none)}</p>
  return (
    <div className="members-view">
      <BeliefTable />
      <ManagersSection />
      {session !== null && <DecisionsSection settings={session.settings} own={session.header.settings} />}
      {session !== null && <PhiSection settings={session.settings} />}
      <GossipSection />
      <section aria-labelledby="members-settings">
        <h2 id="members-settings">{text(texts.settings)}</h2>
        <p className="note">{text(texts.settingsHelp)}</p>
        <div>
          <button type="button" className="button" onClick={() => openDialog('settings')}>
            {text(texts.openSettings)}
          </button>
        </div>
      </section>
    </div>
  )
}

import { scenarioCards } from '../../scenarios/cards.ts'
import { isRefused } from '../../trace/index.ts'
import { scrubTo } from './acts.ts'
import { showRefusal } from './last-refusal.ts'
import { openRun, refuseRun } from './open-run.ts'
import { type Address, runInAddress } from './request-in-address.ts'
import { useRun } from './run-store.ts'

/** Opens the run that the address asks for, and shows the instant of its link. Shows why if it cannot. */
export async function openAddress(address: Address): Promise<void> {
  const asked = runInAddress(address, scenarioCards[0]!.id)
  if (isRefused(asked)) {
    // A link that is pasted into the address of a page leaves its run as it is.
    if (useRun.getState().session === null) refuseRun(asked)
    else showRefusal(asked)
    return
  }
  const { request, at } = asked
  if (at === undefined) await openRun(request)
  else if (!isRefused(showRefusal(await openRun(request, 'paused')))) await scrubTo(at)
}

import { firstFace } from '../../scenarios/load-face.ts'
import { isRefused, refusalFrom } from '../../trace/index.ts'
import { scrubTo } from './acts.ts'
import { showRefusal } from './last-refusal.ts'
import { openRun, refuseRun } from './open-run.ts'
import { type Address, isOfRecording, newRunInAddress } from './request-in-address.ts'
import { useRun } from './run-store.ts'

/** Opens the run that the address asks for, and shows the instant of its link. Shows why if it cannot. */
export async function openAddress(address: Address): Promise<void> {
  const scenario = firstFace.card.id
  if (!isOfRecording(address)) return void (await openRun(newRunInAddress(address.search, scenario)))
  // Loaded only now, because validating a recording needs the schemas of all actions.
  const asked = await import('./recording-in-address.ts').then(
    ({ recordingInAddress }) => recordingInAddress(address, scenario),
    refusalFrom,
  )
  if (isRefused(asked)) {
    // A link that is pasted into the address of a page leaves its run as it is.
    if (useRun.getState().session === null) refuseRun(asked)
    else showRefusal(asked)
    return
  }
  if (!isRefused(showRefusal(await openRun(asked.request, 'paused')))) await scrubTo(asked.at)
}

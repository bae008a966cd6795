import type { WalkthroughPort } from '../../lessons/index.ts'
import { isRefused, refuse, runFileFormat, runFileVersion } from '../../trace/index.ts'
import { arrival, follow, replayTo, seek } from '../store/film.ts'
import { openLane, openRun, refuseRun } from '../store/open-run.ts'
import { useRun } from '../store/run-store.ts'

const noRun = refuse('no-run')

/** Lets the player drive whichever run is shown. */
export const walkthroughPort: WalkthroughPort = {
  load: async (scenario, { seed, settings, script }) => {
    if (script.length === 0) {
      const opened = await openRun({ scenario, seed, settings, fresh: true }, 'paused')
      return opened ?? { outcomes: [], problem: null }
    }
    const header = {
      format: runFileFormat,
      version: runFileVersion,
      build: 'walkthrough',
      scenario,
      seed,
      settings,
    } as const
    const lane = {
      header,
      actions: [],
      at: -1,
      known: null,
      acts: [],
      until: 0,
      script,
      branch: null,
      ownLamps: [],
      chapters: null,
    }
    const opened = await openLane(lane, null, {
      signal: new AbortController().signal,
      onProgress: () => undefined,
    })
    if (isRefused(opened) && useRun.getState().session === null) refuseRun(opened)
    return isRefused(opened) ? opened : (opened.script ?? noRun)
  },
  do: async action => {
    follow()
    return (await useRun.getState().session?.do(action)) ?? noRun
  },
  until: async (check, { withinMs, speed }) => {
    const { session, clock } = useRun.getState()
    follow()
    // The slider multiplies the speed that each step sets.
    const outcome = (await session?.until(check, { withinMs, speed: speed * clock.speed })) ?? noRun
    if (speed === Number.POSITIVE_INFINITY && !isRefused(outcome)) {
      await session?.received(outcome.at)
      follow()
    }
    // The step ends when its proof is seen, not when it is computed.
    await arrival()
    return outcome
  },
  check: async check => (await useRun.getState().session?.check(check)) ?? noRun,
  pause: async () => {
    const { session } = useRun.getState()
    const paused = await session?.pause()
    return paused ?? (await session?.now()) ?? noRun
  },
  show: async at => {
    const { session } = useRun.getState()
    if (session !== null) await seek(session, at)
  },
  replay: async (to, speed) => {
    const { session, clock } = useRun.getState()
    if (session !== null) await replayTo(session, to, speed * clock.speed)
  },
}

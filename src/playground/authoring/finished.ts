import { participantsOf } from '../../browser/scenario-participants.ts'
import { completeTexts } from '../../lessons/draft/complete-texts.ts'
import type { Walkthrough } from '../../lessons/index.ts'
import { parseWalkthrough } from '../../lessons/parse-walkthrough.ts'
import type { Refused } from '../../trace/index.ts'

/** A draft as a walkthrough that can be played, or its first fault. */
export function finished(draft: Walkthrough): Walkthrough | Refused {
  const parsed = parseWalkthrough(completeTexts(draft), participantsOf)
  return 'fault' in parsed ? parsed.fault.refusal : parsed
}

import { useTranslations } from 'use-intl'
import { describeAction } from '../../narration/index.ts'
import { type ExchangeData, requestText } from '../../scenarios/card.ts'
import type { Action, ParticipantId } from '../../trace/index.ts'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useNames } from '../ui/use-names.ts'
import { useText } from '../ui/use-text.ts'
import type { ControlPointer } from './control-pointers.ts'

/** Returns the function that words an act as a person performs it: a command as its form has it. */
export function useActWords(): (action: Action) => string {
  const t = useTranslations('lesson')
  const text = useText()
  const scenario = useScenario()
  const names = useNames()
  return action => {
    // A list of all links of one node is longer than what a person does: one click on that node.
    if (action.type === 'Partition') {
      const alone = isolatedBy(action)
      if (alone !== null) return t('isolate', { node: alone })
    }
    if (action.type === 'Heal') {
      const node = reconnectedBy(action)
      if (node !== null) return t('reconnect', { node })
    }
    const command =
      action.type === 'Tell' && scenario.commands.some(({ type }) => type === action.message.type)
    if (command) {
      // The fields of a command are texts.
      const request = text(requestText(scenario, action.message as ExchangeData))
      return (action.times ?? 1) > 1 ? `${request} ×${action.times}` : request
    }
    return text(describeAction(action, names(useRun.getState().view)))
  }
}

/** The only participant on one side; null: both sides have several. */
const isolatedBy = ({ sides }: Extract<Action, { type: 'Partition' }>): ParticipantId | null =>
  sides.find(side => side.length === 1)?.[0] ?? null

/** The participant whose links are healed; null: links of several are, or all. */
function reconnectedBy({ links = [] }: Extract<Action, { type: 'Heal' }>): ParticipantId | null {
  const from = links[0]?.from
  return from !== undefined && links.length > 1 && links.every(link => link.from === from) ? from : null
}

const actNames = {
  Kill: 'kill',
  Leave: 'leave',
  PrepareForShutdown: 'prepare',
  Down: 'down',
  Start: 'start',
  Freeze: 'freeze',
  Thaw: 'thaw',
  FailNext: 'fail',
} as const

/**
 * Returns the function that finds the controls for an act: the button, else what leads to it. Empty for an act that has no
 * button of its own.
 */
export function useActControls(): (action: Action) => readonly ControlPointer[] {
  const t = useDeferredTexts()
  const text = useText()
  const scenario = useScenario()
  const ofParticipant = (name: string, of: string): readonly ControlPointer[] => [
    { role: 'button', name: `${name} ${of}` },
    { role: 'button', name: of },
  ]
  return action => {
    switch (action.type) {
      case 'Tell': {
        const command = scenario.commands.find(({ type }) => type === action.message.type)
        if (command === undefined) return []
        return [
          { role: 'button', name: text(command.submit) },
          { role: 'tab', name: t('tabs.send') },
        ]
      }
      case 'Leave':
      case 'PrepareForShutdown':
      case 'Down':
        return ofParticipant(t(`acts.${actNames[action.type]}`), action.node)
      case 'Kill':
      case 'Start':
      case 'Freeze':
      case 'Thaw':
      case 'FailNext':
        return ofParticipant(t(`acts.${actNames[action.type]}`), action.participant)
      case 'Partition': {
        const alone = isolatedBy(action)
        return alone === null ? [] : ofParticipant(t('acts.isolate'), alone)
      }
      case 'Heal': {
        const node = reconnectedBy(action)
        return node === null ? [] : ofParticipant(t('acts.reconnect'), node)
      }
      default:
        return []
    }
  }
}

import { useTranslations } from 'use-intl'
import { describeAction } from '../../narration/index.ts'
import { type ExchangeData, requestText } from '../../scenarios/card.ts'
import type { Action } from '../../trace/index.ts'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { useNames } from '../ui/use-names.ts'
import { useText } from '../ui/use-text.ts'
import type { ControlPointer } from './control-pointers.ts'

/** Returns the function that words an act as a person performs it: a command as its form has it. */
export function useActWords(): (action: Action) => string {
  const text = useText()
  const scenario = useScenario()
  const names = useNames()
  return action => {
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

const actNames = {
  Kill: 'kill',
  Leave: 'leave',
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
  const t = useTranslations()
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
      case 'Down':
        return ofParticipant(t(`acts.${actNames[action.type]}`), action.node)
      case 'Kill':
      case 'Start':
      case 'Freeze':
      case 'Thaw':
      case 'FailNext':
        return ofParticipant(t(`acts.${actNames[action.type]}`), action.participant)
      case 'Partition': {
        const alone = action.sides.find(side => side.length === 1)?.[0]
        return alone === undefined ? [] : ofParticipant(t('acts.isolate'), alone)
      }
      case 'Heal': {
        const from = action.links?.[0]?.from
        return from === undefined ? [] : ofParticipant(t('acts.reconnect'), from)
      }
      default:
        return []
    }
  }
}

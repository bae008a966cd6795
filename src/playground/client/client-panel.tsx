import { Footprints } from 'lucide-react'
import { useMemo } from 'react'
import { useFormatter, useLocale, useTranslations } from 'use-intl'
import type { CommandCard, ScenarioCard } from '../../scenarios/card.ts'
import type { EventId } from '../../trace/index.ts'
import { useSwitches } from '../branches/use-switches.ts'
import { followEvent } from '../follow/following.ts'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { openDialog } from '../store/selection.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { useText } from '../ui/use-text.ts'
import { WhyButton } from '../why/why-button.tsx'
import { actThatAsked } from './act-that-asked.ts'
import { CommandForm } from './command-form.tsx'
import { type ExchangeGroup, groupExchanges, readExchanges } from './exchanges.ts'
import { useLossWords } from './loss-words.ts'
import { lostRequests } from './lost-requests.ts'
import './client-panel.css'

/** Commands without fields are listed last, below the answers, whose place has a height of its own. */
const hasNoFields = (command: CommandCard): boolean => command.fields.length === 0

/** The commands that a person can send from outside the cluster, and their answers. */
export function ClientPanel() {
  const t = useTranslations('send')
  const why = useTranslations('why')
  const text = useText()
  const format = useFormatter()
  const scenario = useScenario()
  const command = scenario.commands[0]
  const state = useRun(({ throttled }) =>
    command === undefined
      ? null
      : (throttled.participants[command.participant]?.actors[command.actor]?.state ?? null),
  )
  const locale = useLocale()
  const { listed, older, tally } = useMemo(
    () => readExchanges(state, scenario, locale),
    [state, scenario, locale],
  )
  // The newest last, so that a new request moves no earlier one.
  const groups = groupExchanges(listed).toReversed()
  const commands = useOfferedCommands(scenario)
  const hasExchanges = Object.keys(scenario.exchanges.replies).length > 0
  const switches = useSwitches()
  const marks = { pending: '…', ok: '✓', missing: '∅', 'no-answer': '!' } as const
  return (
    <div className="client-panel">
      <p className="intro">{text(scenario.intro)}</p>
      {scenario.hasSwitches && (
        <p className="switches-place">
          {switches !== null && (
            <button type="button" className="button" onClick={() => openDialog('settings')}>
              {text(switches.title)}…
            </button>
          )}
        </p>
      )}
      {commands
        .filter(command => !hasNoFields(command))
        .map((command, index) => (
          <CommandForm key={command.type} command={command} primary={index === 0} />
        ))}
      {hasExchanges && (
        <section className="answers-place" aria-labelledby="answers-title">
          <h2 id="answers-title">{t('answers')}</h2>
          <div className="answers-scroll">
            <div>
              {older.count > 0 && <p className="note">{t('older', older)}</p>}
              {groups.length === 0 ? (
                <p className="note">{t('noAnswers')}</p>
              ) : (
                <ol className="answers">
                  {groups.map(group => (
                    <li key={group.id} data-outcome={group.outcome}>
                      <span className="answer-mark" aria-hidden="true">
                        {marks[group.outcome]}
                      </span>
                      <span>
                        <span className="answer-request mono">{group.request}</span>
                        {group.count > 1 && (
                          <span className="answer-count"> {t('times', { count: group.count })}</span>
                        )}
                      </span>
                      {command !== undefined && (
                        <WhyButton
                          fact={{
                            type: 'answer',
                            participant: command.participant,
                            path: command.actor,
                            request: group.id,
                          }}
                          about={why('answer', { request: group.request })}
                        />
                      )}
                      {group.answers.map(({ text, count }) => (
                        <span key={text} className="answer-text">
                          {text ?? <Loss group={group} otherwise={t('waiting')} />}
                          {count > 1 && <span className="answer-count"> {t('times', { count })}</span>}
                          {text === null && group.again > 0 && (
                            <span className="answer-again"> {t('again', { count: group.again })}</span>
                          )}
                        </span>
                      ))}
                      {group.outcome === 'no-answer' && <Loss group={group} />}
                      <FollowAnswered group={group} />
                    </li>
                  ))}
                </ol>
              )}
            </div>
          </div>
          {tally.length > 0 && (
            <ul className="tally" aria-label={t('tally')}>
              {tally.map(([type, count]) => (
                <li key={type}>
                  {type} <strong className="tabular">{format.number(count)}</strong>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
      {commands.filter(hasNoFields).map(command => (
        <CommandForm key={command.type} command={command} />
      ))}
    </div>
  )
}

/** The commands of a scenario whose target actors exist, where that matters. */
function useOfferedCommands({ commands }: ScenarioCard): readonly CommandCard[] {
  // A text, so that the panel is rendered again only when it changes.
  const absent = useRun(({ view }) =>
    commands
      .filter(
        ({ onlyIfPresent, participant, actor }) =>
          onlyIfPresent && view.participants[participant]?.actors[actor] === undefined,
      )
      .map(({ type }) => type)
      .join(),
  ).split(',')
  return commands.filter(({ type }) => !absent.includes(type))
}

/** The act that sent a request; of a burst, its newest. Null: unknown. */
function useActThatAsked({ id, request }: ExchangeGroup): EventId | null {
  const scenario = useScenario()
  const locale = useLocale()
  const actions = useRun(({ throttled }) => throttled.actions)
  return useMemo(
    () => actThatAsked({ id, request }, actions, scenario, locale),
    [id, request, actions, scenario, locale],
  )
}

/** Shows the way of an earlier request again, from the act that sent it. */
function FollowAnswered({ group }: { readonly group: ExchangeGroup }) {
  const t = useTranslations('follow')
  const { request } = group
  const act = useActThatAsked(group)
  if (act === null) return null
  return (
    <IconButton
      className="answer-follow"
      label={t('followAnswered', { request })}
      onClick={() => void followEvent(act, { en: request, ja: request })}
    >
      <Footprints size={16} aria-hidden="true" />
    </IconButton>
  )
}

interface LossProps {
  readonly group: ExchangeGroup
  /** For a request of which no loss is known. */
  readonly otherwise?: string
}

/** The place at which a request without an answer was lost. The client itself learns of it only by its time-out. */
function Loss({ group, otherwise }: LossProps) {
  const words = useLossWords()
  const log = useRun(({ log }) => log)
  const view = useRun(({ throttled }) => throttled)
  const act = useActThatAsked(group)
  const lost = act === null ? undefined : lostRequests(view, log).get(act)
  if (lost === undefined) return otherwise
  return <span className="answer-loss">{words(lost)}</span>
}

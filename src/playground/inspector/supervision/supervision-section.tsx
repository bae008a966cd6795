import type { ParticipantId, PathText, SupervisionChoice } from '../../../trace/index.ts'
import { act } from '../../store/acts.ts'
import { usePreferences } from '../../store/preferences.ts'
import { useRun } from '../../store/run-store.ts'
import { obstacleTexts } from '../../texts/acts-texts.ts'
import { Choices } from '../../ui/choices.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { useDeferredTexts } from '../../ui/use-deferred-texts.ts'
import { useText } from '../../ui/use-text.ts'
import { ChildrenChoices } from './children-choices.tsx'
import { isShadowed, type PresetName, presetChoice, presetNames, presetOf } from './strategy-presets.ts'
import { choiceOf, draftOf } from './supervision-draft.ts'
import { SupervisionForm } from './supervision-form.tsx'
import { supervisionOf } from './supervision-of.ts'
import { useStrategyWords } from './use-strategy-words.ts'
import './supervision.css'

interface SupervisionSectionProps {
  readonly participant: ParticipantId
  readonly path: PathText
  /** Error classes of the actor's card. */
  readonly errors: readonly string[]
}

/** The supervision of an actor: the rules in effect, presets to choose from, and a form for everything else. */
export function SupervisionSection({ participant, path, errors }: SupervisionSectionProps) {
  const t = useDeferredTexts('supervision')
  const text = useText()
  const words = useStrategyWords()
  const view = useRun(({ throttled }) => throttled)
  const { rules, by, around, obstacle, hasChildren } = supervisionOf(view, participant, path)
  const choose = (supervision: SupervisionChoice | null) =>
    act({ type: 'Supervise', participant, actor: path, supervision })
  const draft = draftOf(rules, around)
  // The open form contains the choices for children, so they are not shown twice.
  const unfolded = usePreferences(({ unfolded }) => unfolded.includes('supervision'))
  const restarts = rules.some(({ strategy }) => 'stopChildren' in strategy)
  /** The supervision at the click, which may be newer than the drawn one. */
  const latest = () => {
    const { rules, around } = supervisionOf(useRun.getState().view, participant, path)
    return draftOf(rules, around)
  }
  const onPreset = (preset: PresetName | 'code') =>
    void choose(preset === 'code' ? null : presetChoice(preset, errors[0] ?? 'Boom', latest()))
  return (
    <section className="supervision" aria-label={t('title')}>
      <h3>
        {t('title')} <span className="supervision-by">{t(by === 'person' ? 'byPerson' : 'byCode')}</span>
      </h3>
      {rules.length === 0 ? (
        <p className="in-force">{words.effect(null)}</p>
      ) : (
        <ol className="in-force" aria-label={t('inForce')}>
          {rules.map((rule, index) => (
            <li key={rule.error} data-shadowed={isShadowed(rules, index) || undefined}>
              <p>
                <span className="mono">{rule.error}</span>
                <span aria-hidden="true"> → </span>
                <strong>{words.name(rule.strategy)}</strong>
              </p>
              {isShadowed(rules, index) && <p className="note">{t('shadowed')}</p>}
            </li>
          ))}
        </ol>
      )}
      <Choices
        label={t('choose')}
        options={(['code', ...presetNames] as const).map(id => ({ id, label: t(`preset.${id}`) }))}
        chosen={by === 'code' ? 'code' : presetOf(rules)}
        disabled={obstacle !== null}
        onChoose={onPreset}
      />
      {obstacle !== null && <p className="note">{text(obstacleTexts[obstacle])}</p>}
      {obstacle === null && restarts && hasChildren && !unfolded && (
        <ChildrenChoices
          stopChildren={draft.stopChildren}
          around={around}
          onChoose={change => void choose(choiceOf({ ...latest(), ...change }))}
        />
      )}
      {obstacle === null && (
        <Disclosure name="supervision" title={t('details')} quiet>
          <SupervisionForm
            key={JSON.stringify([path, participant, rules, around])}
            draft={draft}
            errors={errors}
            onApply={choose}
          />
        </Disclosure>
      )}
    </section>
  )
}

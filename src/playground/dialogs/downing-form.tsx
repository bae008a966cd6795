import { useState } from 'react'
import { numberInDecimal, runningNodes } from '../../trace/index.ts'
import { withSetting } from '../branches/setting-paths.ts'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { Field } from '../ui/field.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useText } from '../ui/use-text.ts'
import { begin, ChangeForm, type Complaint, type FormProps } from './change-form.tsx'
import {
  type DowningDraft,
  downingFrom,
  downingOf,
  fieldsOf,
  firstDraft,
  type Strategy,
  sameDowning,
  shownChange,
  strategies,
} from './downing-draft.ts'

/** Chooses another downing strategy with its fields. */
export function DowningForm({ settings, own }: FormProps) {
  const t = useDeferredTexts('tryAgain')
  const text = useText()
  const scenario = useScenario()
  const present = downingOf(settings) ?? {}
  const [strategy, setStrategy] = useState<Strategy>(
    present.strategy === 'auto-down' ? 'keep-majority' : 'auto-down',
  )
  const [draft, setDraft] = useState(() => firstDraft(present, runningNodes(useRun.getState().view).length))
  const [complaint, setComplaint] = useState<Complaint | null>(null)
  const edit = (change: Partial<DowningDraft>) => {
    setComplaint(null)
    setDraft({ ...draft, ...change })
  }
  const onSubmit = () => {
    const downing = downingFrom(strategy, draft)
    if (typeof downing === 'string') return setComplaint(downing)
    if (sameDowning(downing, present)) return setComplaint('unchanged')
    begin({
      type: 'settings',
      settings: withSetting(own, 'cluster.downing', downing),
      changed: shownChange(downing),
    })
  }
  const number = (field: 'afterMs' | 'quorumSize' | 'minorityDelayMs' | 'releaseAfterMs', bad: Complaint) => (
    <Field key={field} label={t(field)}>
      <input
        className="input"
        inputMode="numeric"
        autoComplete="off"
        value={draft[field]}
        aria-invalid={complaint === bad}
        onChange={event => edit({ [field]: event.target.value })}
      />
    </Field>
  )
  const choice = (field: 'downIfAlone' | 'downAllWhenUnstable') => (
    <label key={field} className="check">
      <input
        type="checkbox"
        checked={draft[field]}
        onChange={event => edit({ [field]: event.target.checked })}
      />
      <span>{t(field)}</span>
    </label>
  )
  const controls: { readonly [F in keyof DowningDraft]: () => React.ReactNode } = {
    afterMs: () => number('afterMs', 'badTime'),
    quorumSize: () => number('quorumSize', 'badQuorum'),
    minorityDelayMs: () => number('minorityDelayMs', 'badTime'),
    releaseAfterMs: () => number('releaseAfterMs', 'badTime'),
    downIfAlone: () => choice('downIfAlone'),
    downAllWhenUnstable: () => choice('downAllWhenUnstable'),
    role: () => (
      <Field key="role" label={t('countedMembers')}>
        <select className="input" value={draft.role} onChange={event => edit({ role: event.target.value })}>
          <option value="">{t('allMembers')}</option>
          {scenario.roles.map(({ name, title }) => (
            <option key={name} value={name}>
              {t('withRole', { role: name, title: text(title) })}
            </option>
          ))}
        </select>
      </Field>
    ),
  }
  const quorum = numberInDecimal(draft.quorumSize)
  const limit =
    strategy === 'static-quorum' && quorum >= 1
      ? `${t('quorumLimit', { most: String(2 * quorum - 1) })} `
      : ''
  return (
    <ChangeForm complaint={complaint} note={limit + t('fromStart')} onSubmit={onSubmit}>
      <Field label={t('strategy')}>
        <select
          className="input"
          value={strategy}
          onChange={event => {
            setComplaint(null)
            setStrategy(event.target.value as Strategy)
          }}
        >
          {strategies.map(each => (
            <option key={each} value={each}>
              {t(`strategies.${each}`)}
            </option>
          ))}
        </select>
      </Field>
      {fieldsOf[strategy].map(field => controls[field]())}
    </ChangeForm>
  )
}

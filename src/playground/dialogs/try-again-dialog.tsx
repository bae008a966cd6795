import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import {
  type ActorView,
  highestSeed,
  numberInDecimal,
  type ParticipantId,
  type Plain,
} from '../../trace/index.ts'
import { type Setting, settingsIn, withSetting } from '../branches/setting-paths.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { type PresetName, presetChoice, presetNames } from '../inspector/supervision/strategy-presets.ts'
import { draftOf } from '../inspector/supervision/supervision-draft.ts'
import { supervisionOf } from '../inspector/supervision/supervision-of.ts'
import { tryAgain } from '../store/branching.ts'
import { showRefusal } from '../store/last-refusal.ts'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { openDialog } from '../store/selection.ts'
import { Choices } from '../ui/choices.tsx'
import { Field } from '../ui/field.tsx'
import { Modal } from '../ui/modal.tsx'
import { parseJson } from '../ui/parse-json.ts'
import { useNames } from '../ui/use-names.ts'
import { randomSeed } from './random-seed.ts'
import './dialogs.css'

type Kind = 'downing' | 'setting' | 'supervision' | 'seed'

/** Repeats the same acts in a branch in which one thing differs. */
export function TryAgainDialog() {
  const t = useTranslations('tryAgain')
  const session = useRun(({ session }) => session)
  const hasDowning = downingOf(session?.settings ?? {}) !== null
  const kinds: readonly Kind[] = [
    ...(hasDowning ? (['downing'] as const) : []),
    'setting',
    'supervision',
    'seed',
  ]
  const [kind, setKind] = useState<Kind>(kinds[0]!)
  const Form = forms[kind]
  if (session === null) return null
  return (
    <Modal title={t('title')} onClose={() => openDialog(null)}>
      <p>{t('explanation')}</p>
      <Choices
        label={t('what')}
        options={kinds.map(id => ({ id, label: t(id) }))}
        chosen={kind}
        onChoose={setKind}
      />
      <Form key={kind} settings={session.settings} own={session.header.settings} />
    </Modal>
  )
}

interface FormProps {
  /** All settings of the run. */
  readonly settings: Plain
  /** Those that differ from the scenario's. */
  readonly own: { readonly [key: string]: Plain }
}

const begin = (change: Parameters<typeof tryAgain>[0]): void => {
  openDialog(null)
  void tryAgain(change).then(showRefusal)
}

interface ChangeFormProps {
  readonly complaint: string | null
  readonly note?: string
  readonly onSubmit: () => void
  readonly children: React.ReactNode
}

function ChangeForm({ complaint, note, onSubmit, children }: ChangeFormProps) {
  const t = useTranslations('tryAgain')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form className="dialog-form" onSubmit={submit} noValidate>
      {children}
      {note !== undefined && <p className="note">{note}</p>}
      <p className="complaint" role="alert">
        {complaint}
      </p>
      <div className="modal-actions">
        <button type="submit" className="button primary">
          {t('begin')}
        </button>
      </div>
    </form>
  )
}

const strategies = ['none', 'auto-down', 'keep-majority'] as const
type Strategy = (typeof strategies)[number]

/** The field of each strategy with the time after which it decides. */
const timeFieldOf = { none: null, 'auto-down': 'afterMs', 'keep-majority': 'stableAfterMs' } as const

function downingOf(settings: FormProps['settings']): { readonly [key: string]: Plain } | null {
  const found = settingsIn(settings).filter(({ path }) => path.startsWith('cluster.downing.'))
  return found.length === 0
    ? null
    : Object.fromEntries(found.map(({ path, value }) => [path.slice('cluster.downing.'.length), value]))
}

function DowningForm({ settings, own }: FormProps) {
  const t = useTranslations('tryAgain')
  const present = downingOf(settings) ?? {}
  const [strategy, setStrategy] = useState<Strategy>(
    present.strategy === 'auto-down' ? 'keep-majority' : 'auto-down',
  )
  const [afterMs, setAfterMs] = useState('3000')
  const [complaint, setComplaint] = useState<string | null>(null)
  const field = timeFieldOf[strategy]
  const onSubmit = () => {
    const time = numberInDecimal(afterMs)
    const timing = field === null ? {} : { [field]: time }
    if (strategy === present.strategy && (field === null || present[field] === time))
      return setComplaint(t('unchanged'))
    const rest = strategy === 'keep-majority' ? { role: '', downAllWhenUnstableMs: null } : {}
    begin({
      type: 'settings',
      settings: withSetting(own, 'cluster.downing', { ...rest, strategy, ...timing }),
      changed: { downing: strategy, ...timing },
    })
  }
  return (
    <ChangeForm complaint={complaint} note={t('fromStart')} onSubmit={onSubmit}>
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
      {field !== null && (
        <Field label={t('afterMs')}>
          <input
            className="input"
            inputMode="numeric"
            autoComplete="off"
            value={afterMs}
            onChange={event => setAfterMs(event.target.value)}
          />
        </Field>
      )}
    </ChangeForm>
  )
}

const textOf = (value: Plain | undefined): string => JSON.stringify(value ?? null)

function SettingForm({ settings, own }: FormProps) {
  const t = useTranslations('tryAgain')
  const all = settingsIn(settings)
  const [setting, setSetting] = useState<Setting>(all[0]!)
  const [value, setValue] = useState(textOf(all[0]!.value))
  const [complaint, setComplaint] = useState<string | null>(null)
  const onSubmit = () => {
    const parsed = parseJson(value)
    if (parsed === undefined) return setComplaint(t('badValue'))
    if (textOf(parsed as Plain) === textOf(setting.value)) return setComplaint(t('unchanged'))
    begin({
      type: 'settings',
      settings: withSetting(own, setting.path, parsed as Plain),
      changed: { [setting.path]: parsed as Plain },
    })
  }
  return (
    <ChangeForm complaint={complaint} note={t('fromStart')} onSubmit={onSubmit}>
      <Field label={t('name')}>
        <select
          className="input"
          value={setting.path}
          onChange={event => {
            const chosen = all.find(({ path }) => path === event.target.value) ?? setting
            setComplaint(null)
            setSetting(chosen)
            setValue(textOf(chosen.value))
          }}
        >
          {all.map(({ path }) => (
            <option key={path} value={path}>
              {path}
            </option>
          ))}
        </select>
      </Field>
      <Field label={`${t('value')} (${t('now', { value: textOf(setting.value) })})`}>
        <input
          className="input mono"
          autoComplete="off"
          value={value}
          onChange={event => setValue(event.target.value)}
        />
      </Field>
    </ChangeForm>
  )
}

interface Supervised {
  readonly participant: ParticipantId
  readonly actor: ActorView
  readonly errors: readonly string[]
}

function SupervisionForm() {
  const t = useTranslations('tryAgain')
  const words = useTranslations('supervision')
  const time = useTimeFormat(3)
  const names = useNames()
  const scenario = useScenario()
  const [{ view, at }] = useState(() => {
    const { view, cursor } = useRun.getState()
    return { view, at: Math.floor(cursor.at) }
  })
  const all: readonly Supervised[] = Object.values(view.participants).flatMap(({ id, actors }) =>
    scenario.actors
      .filter(({ canFail }) => canFail)
      .flatMap(({ path, errors = [] }) => {
        const actor = actors[path]
        return actor === undefined ? [] : [{ participant: id, actor, errors }]
      }),
  )
  const failed = all.findIndex(({ actor }) => actor.lastFailure !== null)
  const [place, setPlace] = useState(Math.max(0, failed))
  const [preset, setPreset] = useState<PresetName>('restart')
  const chosen = all[place]
  const failure = chosen?.actor.lastFailure ?? null
  const [sinceFailure, setSinceFailure] = useState(true)
  if (chosen === undefined) return <p className="note">{t('noActor')}</p>
  const onSubmit = () => {
    const { participant, actor, errors } = chosen
    const { rules, around } = supervisionOf(view, participant, actor.path)
    begin({
      type: 'act',
      at: sinceFailure && failure !== null ? failure.at - 1 : at,
      action: {
        type: 'Supervise',
        participant,
        actor: actor.path,
        supervision: presetChoice(preset, errors[0] ?? 'Boom', draftOf(rules, around)),
      },
    })
  }
  const nameOf = ({ participant, actor }: Supervised) =>
    names(view).actorName?.(actor.path, participant) ?? `${participant}${actor.path}`
  return (
    <ChangeForm complaint={null} onSubmit={onSubmit}>
      <Field label={t('actor')}>
        <select className="input" value={place} onChange={event => setPlace(Number(event.target.value))}>
          {all.map((each, i) => (
            <option key={`${each.participant}${each.actor.path}`} value={i}>
              {nameOf(each)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('rule')}>
        <select
          className="input"
          value={preset}
          onChange={event => setPreset(event.target.value as PresetName)}
        >
          {presetNames.map(name => (
            <option key={name} value={name}>
              {words(`preset.${name}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('since')}>
        <select
          className="input"
          value={sinceFailure && failure !== null ? 'failure' : 'shown'}
          onChange={event => setSinceFailure(event.target.value === 'failure')}
        >
          {failure !== null && (
            <option value="failure">{t('sinceFailure', { time: time(failure.at) })}</option>
          )}
          <option value="shown">{t('sinceShown', { time: time(at) })}</option>
        </select>
      </Field>
    </ChangeForm>
  )
}

function SeedForm() {
  const t = useTranslations('tryAgain')
  const time = useTimeFormat(3)
  const [shown] = useState(() => Math.floor(useRun.getState().cursor.at))
  const [seed, setSeed] = useState(() => String(randomSeed()))
  const [at, setAt] = useState(shown)
  const [complaint, setComplaint] = useState<string | null>(null)
  const onSubmit = () => {
    const wanted = numberInDecimal(seed)
    if (!(Number.isInteger(wanted) && wanted >= 0 && wanted <= highestSeed))
      return setComplaint(t('badSeed', { highest: String(highestSeed) }))
    begin({ type: 'act', at, action: { type: 'Reseed', seed: wanted } })
  }
  return (
    <ChangeForm complaint={complaint} note={t('seedHelp')} onSubmit={onSubmit}>
      <Field label={t('seed')}>
        <input
          className="input"
          inputMode="numeric"
          autoComplete="off"
          value={seed}
          aria-invalid={complaint !== null}
          onChange={event => {
            setComplaint(null)
            setSeed(event.target.value)
          }}
        />
      </Field>
      <Field label={t('since')}>
        <select className="input" value={at} onChange={event => setAt(Number(event.target.value))}>
          <option value={shown}>{t('sinceShown', { time: time(shown) })}</option>
          {shown > 0 && <option value={0}>{t('sinceStart')}</option>}
        </select>
      </Field>
    </ChangeForm>
  )
}

const forms: { readonly [K in Kind]: (props: FormProps) => React.ReactNode } = {
  downing: DowningForm,
  setting: SettingForm,
  supervision: SupervisionForm,
  seed: SeedForm,
}

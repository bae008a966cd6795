import { useState } from 'react'
import { switchText } from '../../scenarios/card.ts'
import { switchesOf } from '../../scenarios/switches.ts'
import {
  type ActorView,
  highestSeed,
  numberInDecimal,
  type ParticipantId,
  type Plain,
} from '../../trace/index.ts'
import { type Setting, withSetting } from '../branches/setting-paths.ts'
import { useTimeFormat } from '../controls/virtual-time.ts'
import { type PresetName, presetChoice, presetNames } from '../inspector/supervision/strategy-presets.ts'
import { draftOf } from '../inspector/supervision/supervision-draft.ts'
import { supervisionOf } from '../inspector/supervision/supervision-of.ts'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { openDialog } from '../store/selection.ts'
import { Choices } from '../ui/choices.tsx'
import { Field } from '../ui/field.tsx'
import { Modal } from '../ui/modal.tsx'
import { parseJson } from '../ui/parse-json.ts'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useNames } from '../ui/use-names.ts'
import { useText } from '../ui/use-text.ts'
import { begin, ChangeForm, type Complaint, type FormProps } from './change-form.tsx'
import { downingOf, singleSettings } from './downing-draft.ts'
import { DowningForm } from './downing-form.tsx'
import { randomSeed } from './random-seed.ts'
import './dialogs.css'

type Kind = 'switch' | 'downing' | 'setting' | 'supervision' | 'seed'

/** Repeats the same acts in a branch in which one thing differs. */
export function TryAgainDialog() {
  const t = useDeferredTexts('tryAgain')
  const session = useRun(({ session }) => session)
  const hasDowning = downingOf(session?.settings ?? {}) !== null
  const text = useText()
  const switches = switchesOf(useScenario().id)
  const kinds: readonly Kind[] = [
    ...(switches === null ? [] : (['switch'] as const)),
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
        options={kinds.map(id => ({
          id,
          label: id !== 'switch' ? t(id) : switches === null ? '' : text(switches.title),
        }))}
        chosen={kind}
        onChoose={setKind}
      />
      <Form key={kind} settings={session.settings} own={session.header.settings} />
    </Modal>
  )
}

const textOf = (value: Plain | undefined): string => JSON.stringify(value ?? null)

/** A mistake of a printed program, which is repaired or made again. */
function SwitchForm({ settings, own }: FormProps) {
  const t = useDeferredTexts('tryAgain')
  const text = useText()
  const switches = switchesOf(useScenario().id)
  const [path, setPath] = useState(switches?.switches[0]?.path)
  const chosen = switches?.switches.find(each => each.path === path)
  if (switches === null || chosen === undefined) return null
  const present = singleSettings(settings).find(each => each.path === path)?.value === true
  const wordsOf = (value: boolean) => text(switchText(switches, chosen, value))
  const onSubmit = () =>
    begin({
      type: 'settings',
      settings: withSetting(own, chosen.path, !present),
      changed: { [chosen.path]: !present },
    })
  return (
    <ChangeForm complaint={null} note={t('fromStart')} onSubmit={onSubmit}>
      <Field label={text(switches.title)}>
        <select className="input" value={path} onChange={event => setPath(event.target.value)}>
          {switches.switches.map(each => (
            <option key={each.path} value={each.path}>
              {text(each.title)}
            </option>
          ))}
        </select>
      </Field>
      <p>{text(chosen.help)}</p>
      <p>{t('switch', { now: wordsOf(present), then: wordsOf(!present) })}</p>
    </ChangeForm>
  )
}

function SettingForm({ settings, own }: FormProps) {
  const t = useDeferredTexts('tryAgain')
  const switches = switchesOf(useScenario().id)
  const all = singleSettings(settings).filter(
    ({ path }) => !switches?.switches.some(each => each.path === path),
  )
  const [setting, setSetting] = useState<Setting>(all[0]!)
  const [value, setValue] = useState(textOf(all[0]!.value))
  const [complaint, setComplaint] = useState<Complaint | null>(null)
  const onSubmit = () => {
    const parsed = parseJson(value)
    if (parsed === undefined) return setComplaint('badValue')
    if (textOf(parsed as Plain) === textOf(setting.value)) return setComplaint('unchanged')
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
  const t = useDeferredTexts('tryAgain')
  const words = useDeferredTexts('supervision')
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
  const t = useDeferredTexts('tryAgain')
  const time = useTimeFormat(3)
  const [shown] = useState(() => Math.floor(useRun.getState().cursor.at))
  const [seed, setSeed] = useState(() => String(randomSeed()))
  const [at, setAt] = useState(shown)
  const [complaint, setComplaint] = useState<Complaint | null>(null)
  const onSubmit = () => {
    const wanted = numberInDecimal(seed)
    if (!(Number.isInteger(wanted) && wanted >= 0 && wanted <= highestSeed)) return setComplaint('badSeed')
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
  switch: SwitchForm,
  downing: DowningForm,
  setting: SettingForm,
  supervision: SupervisionForm,
  seed: SeedForm,
}

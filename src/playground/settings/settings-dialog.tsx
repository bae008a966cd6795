import { useId, useState } from 'react'
import type { Bilingual } from '../../narration/index.ts'
import { switchText } from '../../scenarios/card.ts'
import { switchesOf } from '../../scenarios/switches.ts'
import type { Plain, RunHeader } from '../../trace/index.ts'
import { settingsIn } from '../branches/setting-paths.ts'
import { begin } from '../dialogs/change-form.tsx'
import { downingOf, type Strategy, strategies } from '../dialogs/downing-draft.ts'
import { randomSeed } from '../dialogs/random-seed.ts'
import { openRun } from '../store/open-run.ts'
import { useRun } from '../store/run-store.ts'
import { useScenario } from '../store/scenario.ts'
import { openDialog } from '../store/selection.ts'
import { complaintText, groupTexts, limitText, settingsTexts as texts } from '../texts/settings-texts.ts'
import { Field } from '../ui/field.tsx'
import { Modal } from '../ui/modal.tsx'
import { useDeferredTexts } from '../ui/use-deferred-texts.ts'
import { useText } from '../ui/use-text.ts'
import {
  type ClusterSetting,
  choices,
  isTime,
  parseSetting,
  settingGroups,
  settingText,
} from './cluster-setting-table.ts'
import {
  chosenSettings,
  classroomDraft,
  type Draft,
  draftOf,
  type Profile,
  pekkoDraft,
} from './settings-draft.ts'
import './settings-dialog.css'

/** The cluster's settings under Pekko's names. They take effect in a new run or a branch. */
export function SettingsDialog() {
  const text = useText()
  const session = useRun(({ session }) => session)
  const hasCluster = session !== null && downingOf(session.settings) !== null
  return (
    <Modal title={text(texts.title)} wide onClose={() => openDialog(null)}>
      {hasCluster ? (
        <SettingsForm key={session.runId} settings={session.settings} header={session.header} />
      ) : (
        <p>{text(texts.noCluster)}</p>
      )}
    </Modal>
  )
}

interface SettingsFormProps {
  readonly settings: Plain
  readonly header: Pick<RunHeader, 'scenario' | 'settings'>
}

function SettingsForm({ settings, header }: SettingsFormProps) {
  const text = useText()
  const words = useDeferredTexts('tryAgain')
  const { id, sizes } = useScenario()
  const switches = switchesOf(id)
  const presentValues = new Map(settingsIn(settings).map(({ path, value }) => [path, value]))
  const presentNodes = presentValues.get('nodes')
  const presentStrategy = downingOf(settings)?.strategy as Strategy
  const [draft, setDraft] = useState<Draft>(() => draftOf(settings))
  const [profile, setProfile] = useState<Profile>('present')
  const [nodes, setNodes] = useState(Number(presentNodes ?? 0))
  const [strategy, setStrategy] = useState(presentStrategy)
  const [switched, setSwitched] = useState<{ readonly [path: string]: Plain }>({})
  const [complaint, setComplaint] = useState<Bilingual | null>(null)

  const edit = (path: string, value: string) => {
    setComplaint(null)
    setDraft({ ...draft, [path]: value })
  }
  const fill = (chosen: 'classroom' | 'pekko') => {
    setComplaint(null)
    setProfile(chosen)
    setDraft(chosen === 'pekko' ? pekkoDraft : classroomDraft)
    setStrategy('keep-majority')
  }
  /** The chosen settings; null: a complaint is shown. */
  const chosen = () => {
    const form = { draft, profile, strategy, switched, nodes: sizes === undefined ? null : nodes }
    const made = chosenSettings(form, settings, header.settings)
    if ('settings' in made) return made
    setComplaint(
      made.invalid.length > 0 ? complaintText(made.invalid.map(({ key }) => key)) : texts.unchanged,
    )
    return null
  }
  const startNew = () => {
    const made = chosen()
    if (made === null) return
    openDialog(null)
    void openRun({ scenario: header.scenario, seed: randomSeed(), settings: made.settings, fresh: true })
  }
  const grow = () => {
    const made = chosen()
    if (made === null) return
    const few = Object.keys(made.changes).length <= 3
    begin({ type: 'settings', settings: made.settings, changed: few ? made.changes : { profile } })
  }

  return (
    <form
      className="dialog-form settings-form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        startNew()
      }}
    >
      <p>{text(texts.about)}</p>
      <div className="settings-row">
        {sizes !== undefined && (
          <Field label={text(texts.nodes)}>
            <select className="input" value={nodes} onChange={({ target }) => setNodes(Number(target.value))}>
              {Array.from({ length: sizes.most - sizes.least + 1 }, (_, i) => sizes.least + i).map(size => (
                <option key={size}>{size}</option>
              ))}
            </select>
          </Field>
        )}
        <Field label={text(texts.strategy)}>
          <select
            className="input"
            value={strategy}
            onChange={({ target }) => {
              setComplaint(null)
              setStrategy(target.value as Strategy)
            }}
          >
            {strategies.map(each => (
              <option key={each} value={each}>
                {words(`strategies.${each}`)}
              </option>
            ))}
          </select>
        </Field>
        <fieldset className="settings-fill">
          <legend>{text(texts.profile)}</legend>
          {(['classroom', 'pekko'] as const).map(each => (
            <button
              key={each}
              type="button"
              className="choice"
              aria-pressed={profile === each}
              onClick={() => fill(each)}
            >
              {text(texts[each])}
            </button>
          ))}
        </fieldset>
      </div>
      {switches !== null && (
        <fieldset className="settings-group">
          <legend>{text(switches.title)}</legend>
          <p>{text(switches.about)}</p>
          <div className="settings-groups">
            {switches.switches.map(each => (
              <SwitchField
                key={each.path}
                title={text(each.title)}
                help={text(each.help)}
                options={[each.printed, !each.printed].map(value => ({
                  value,
                  label: text(switchText(switches, each, value)),
                }))}
                chosen={(switched[each.path] ?? presentValues.get(each.path)) === true}
                onChoose={value => {
                  setComplaint(null)
                  setSwitched({ ...switched, [each.path]: value })
                }}
              />
            ))}
          </div>
        </fieldset>
      )}
      <div className="settings-groups">
        {settingGroups.map(({ id, settings: group }) => (
          <fieldset key={id} className="settings-group">
            <legend>{text(groupTexts[id])}</legend>
            {group.map(setting => (
              <SettingField
                key={setting.path}
                setting={setting}
                value={draft[setting.path] ?? ''}
                onEdit={value => edit(setting.path, value)}
              />
            ))}
          </fieldset>
        ))}
      </div>
      <p className="complaint" role="alert">
        {complaint !== null && text(complaint)}
      </p>
      <div className="modal-actions">
        <button type="button" className="button" onClick={grow}>
          {text(texts.branch)}
        </button>
        <button type="submit" className="button primary">
          {text(texts.newRun)}
        </button>
      </div>
    </form>
  )
}

interface SwitchFieldProps {
  readonly title: string
  readonly help: string
  readonly options: readonly { readonly value: boolean; readonly label: string }[]
  readonly chosen: boolean
  readonly onChoose: (value: boolean) => void
}

function SwitchField({ title, help, options, chosen, onChoose }: SwitchFieldProps) {
  const id = useId()
  return (
    <div className="setting">
      <label htmlFor={id}>{title}</label>
      <select
        id={id}
        className="input"
        value={String(chosen)}
        aria-describedby={`${id}-help`}
        onChange={({ target }) => onChoose(target.value === 'true')}
      >
        {options.map(({ value, label }) => (
          <option key={label} value={String(value)}>
            {label}
          </option>
        ))}
      </select>
      <span className="setting-note" id={`${id}-help`}>
        {help}
      </span>
    </div>
  )
}

interface SettingFieldProps {
  readonly setting: ClusterSetting
  readonly value: string
  readonly onEdit: (value: string) => void
}

function SettingField({ setting, value, onEdit }: SettingFieldProps) {
  const text = useText()
  const { key, kind, usual, canBeOff = false, path } = setting
  const parsed = parseSetting(setting, value)
  const choice = choices[kind]
  const unit = isTime(kind) ? ' ms' : ''
  const note = `note-${path}`
  return (
    <div className="setting">
      <label className="mono setting-key" htmlFor={path}>
        {key}
      </label>
      {choice !== undefined ? (
        <select
          id={path}
          className="input"
          value={value}
          aria-describedby={note}
          onChange={({ target }) => onEdit(target.value)}
        >
          {choice.map(value => (
            <option key={value}>{value}</option>
          ))}
        </select>
      ) : (
        <input
          id={path}
          className="input"
          inputMode={kind === 'role' ? 'text' : 'decimal'}
          autoComplete="off"
          value={value}
          aria-invalid={!('value' in parsed)}
          aria-describedby={note}
          onChange={({ target }) => onEdit(target.value)}
        />
      )}
      <span className="setting-note" id={note} data-bad={!('value' in parsed) || undefined}>
        {'value' in parsed
          ? `${text(texts.usual)}: ${usual === '' ? '""' : settingText(usual)}${usual === null ? '' : unit}`
          : text(
              limitText(parsed.least, parsed.most, kind !== 'threshold' && kind !== 'probability', canBeOff),
            )}
      </span>
    </div>
  )
}

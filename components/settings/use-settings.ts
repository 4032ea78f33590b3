'use client'

import './no-eval.ts'
import { useMemo, useState } from 'react'
import { parseSettings } from '../../lib/findings/parse-settings.ts'
import type { SettingKey } from '../../lib/findings/setting-guide.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../lib/findings/settings.ts'
import { changedSettings, settingsRecord } from '../../lib/findings/settings-record.ts'
import type { SettingsEffect } from '../../lib/reports/settings-effect.ts'
import { problemOf } from '../shell/use-request.ts'
import type { OwnerApi, Problem, SettingsAnswer } from '../shell/workspace-api.ts'
import {
  type Draft,
  type DraftReading,
  draftOf,
  type Rebased,
  readDraft,
  rebase,
  withDefault,
} from './settings-draft.ts'

export interface SettingsEditor {
  readonly draft: Draft
  readonly reading: DraftReading
  /** Typed and not saved. */
  readonly changed: ReadonlySet<SettingKey>
  readonly differs: ReadonlySet<SettingKey>
  readonly busy: 'effect' | 'save' | null
  readonly effect: SettingsEffect | null
  readonly saved: boolean
  readonly problem: Problem | null
  /** Somebody else saved meanwhile. */
  readonly conflict: boolean
  readonly rebased: Omit<Rebased, 'draft'> | null
  readonly set: (key: SettingKey, value: unknown) => void
  readonly reset: (key: SettingKey) => void
  readonly discard: () => void
  readonly preview: () => Promise<void>
  readonly save: () => Promise<void>
  /** Reads what is there now and puts the changes on top of it. */
  readonly putOnTop: () => Promise<void>
}

export interface SettingsEditorProps {
  readonly owner: Pick<OwnerApi, 'settings' | 'saveSettings' | 'settingsEffect'>
  readonly stored: SettingsAnswer
  /** Null while no snapshot is open: then nothing can be counted. */
  readonly snapshotId: string | null
  readonly onSaved: () => void
}

interface Base {
  readonly settings: Settings
  readonly version: string
}

const baseOf = ({ settings, version }: SettingsAnswer): Base => ({ settings: parseSettings(settings), version })
const STANDARD: ReadonlySet<SettingKey> = new Set()

/** A form over one version of the settings. */
export function useSettings({ owner, stored, snapshotId, onSaved }: SettingsEditorProps): SettingsEditor {
  const [base, setBase] = useState(() => baseOf(stored))
  const [draft, setDraft] = useState<Draft>(() => draftOf(stored.settings))
  const [busy, setBusy] = useState<SettingsEditor['busy']>(null)
  const [effect, setEffect] = useState<SettingsEffect | null>(null)
  const [saved, setSaved] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [rebased, setRebased] = useState<SettingsEditor['rebased']>(null)
  const reading = useMemo(() => readDraft(draft), [draft])
  const { changed, differs } = useMemo(() => differences(reading, base.settings), [reading, base])
  const change = (next: Draft) => {
    setDraft(next)
    setEffect(null)
    setSaved(false)
  }
  const run = async (kind: 'effect' | 'save', work: () => Promise<void>) => {
    setBusy(kind)
    setProblem(null)
    try {
      await work()
    } catch (cause) {
      setProblem(problemOf(cause))
    }
    setBusy(null)
  }
  const ask = async () =>
    snapshotId === null ? null : await owner.settingsEffect(snapshotId, reading.record, new AbortController().signal)
  return {
    ...{ draft, reading, changed, differs, busy, effect, saved, problem, rebased },
    conflict: problem?.code === 'settings-changed',
    set: (key, value) => change({ ...draft, [key]: value }),
    reset: (key) => change(withDefault(draft, key)),
    discard: () => {
      change(draftOf(settingsRecord(base.settings)))
      setProblem(null)
      setRebased(null)
    },
    preview: () => run('effect', async () => setEffect(await ask())),
    save: () =>
      run('save', async () => {
        const counted = await ask()
        const answer = await owner.saveSettings(reading.record, base.version)
        setBase(baseOf(answer))
        setDraft(draftOf(answer.settings))
        setEffect(counted)
        setSaved(true)
        setRebased(null)
        onSaved()
      }),
    putOnTop: () =>
      run('effect', async () => {
        const there = baseOf(await owner.settings(new AbortController().signal))
        const { draft: next, ...told } = rebase(draft, base.settings, there.settings)
        change(next)
        setBase(there)
        setRebased(told)
      }),
  }
}

function differences({ settings }: DraftReading, base: Settings) {
  if (settings === null) return { changed: STANDARD, differs: STANDARD }
  return {
    changed: new Set(changedSettings(settings, base)),
    differs: new Set(changedSettings(settings, DEFAULT_SETTINGS)),
  }
}

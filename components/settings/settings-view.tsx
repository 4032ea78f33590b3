'use client'

import { SETTING_GROUPS, SETTING_GUIDE, type SettingKey } from '../../lib/findings/setting-guide.ts'
import type { SettingsHints } from '../../lib/reports/settings-hints.ts'
import { useRequest } from '../shell/use-request.ts'
import type { OwnerApi, SettingsAnswer } from '../shell/workspace-api.ts'
import { Button } from '../ui/button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { SafeProse } from '../ui/safe-prose.tsx'
import { counted } from '../ui/say.ts'
import { EffectView } from './effect-view.tsx'
import { SettingRow } from './setting-row.tsx'
import { type SettingsEditor, useSettings } from './use-settings.ts'

export interface SettingsViewProps {
  readonly owner: Pick<OwnerApi, 'settings' | 'saveSettings' | 'settingsEffect' | 'settingsHints'>
  readonly snapshotId: string | null
  /** Findings are judged anew from now on. */
  readonly onSaved: () => void
}

/** What the team decides for itself: every setting, and what each would change. */
export function SettingsView({ owner, snapshotId, onSaved }: SettingsViewProps) {
  const { answer, problem, again } = useRequest('settings', (signal) => owner.settings(signal))
  return (
    <section aria-label="Settings" className="hairless-scroll min-h-0 min-w-0 flex-1 overflow-auto bg-paper">
      {answer !== null && <SettingsForm owner={owner} stored={answer} snapshotId={snapshotId} onSaved={onSaved} />}
      {problem !== null && (
        <ProblemNotice problem={problem} className="m-8 max-w-lg">
          <Button size="sm" onClick={again} className="mt-1">
            Try again
          </Button>
        </ProblemNotice>
      )}
    </section>
  )
}

export interface SettingsFormProps extends SettingsViewProps {
  readonly stored: SettingsAnswer
}

/** The form over what is stored now. */
export function SettingsForm(props: SettingsFormProps) {
  const { owner, snapshotId, stored } = props
  const editor = useSettings(props)
  const hints = useRequest(snapshotId === null ? null : `${snapshotId} ${editor.saved}`, (signal) =>
    owner.settingsHints(snapshotId ?? '', signal),
  )
  return (
    <div className="mx-auto grid max-w-[1280px] grid-cols-[11rem_minmax(0,1fr)_20rem] gap-x-8 px-6 py-6">
      <GroupList editor={editor} hints={hints.answer} />
      <div className="min-w-0">
        <h1 className="font-semibold text-lg">Settings</h1>
        <p className="mt-0.5 max-w-[62ch] text-ink-2">
          What your team decides for itself. Every finding prints the settings it used; what nobody has said is answered
          “not evaluated”, never guessed. Kept in <code className="mono">portolan.yaml</code>.
        </p>
        {stored.problem !== null && (
          <p role="alert" className="mt-3 rounded-md border border-crit bg-crit-wash px-3 py-2 text-xs">
            The file was changed by hand and is not in use: <SafeProse text={stored.problem.message} /> Saving here
            replaces it; what it held is kept in the backups.
          </p>
        )}
        {SETTING_GROUPS.map(({ title, keys }) => (
          <section key={title} id={groupId(title)} aria-label={title} className="mt-6">
            <h2 className="font-semibold text-md">{title}</h2>
            <div className="mt-2 divide-y divide-hair overflow-clip rounded-md border border-hair bg-sheet">
              {keys.map((key) => (
                <Row key={key} settingKey={key} editor={editor} hints={hints.answer} />
              ))}
            </div>
          </section>
        ))}
      </div>
      <SaveSide editor={editor} counting={snapshotId !== null} />
    </div>
  )
}

interface RowProps {
  readonly settingKey: SettingKey
  readonly editor: SettingsEditor
  readonly hints: SettingsHints | null
}

function Row({ settingKey, editor, hints }: RowProps) {
  return (
    <SettingRow
      settingKey={settingKey}
      value={editor.draft[settingKey]}
      hints={hints}
      faults={editor.reading.faults.get(settingKey) ?? []}
      changed={editor.changed.has(settingKey)}
      differs={editor.differs.has(settingKey)}
      onChange={(value) => editor.set(settingKey, value)}
      onReset={() => editor.reset(settingKey)}
    />
  )
}

function groupId(title: string): string {
  return `group-${title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`
}

function GroupList({ editor, hints }: { readonly editor: SettingsEditor; readonly hints: SettingsHints | null }) {
  const go = (title: string) => document.getElementById(groupId(title))?.scrollIntoView({ block: 'start' })
  return (
    <nav aria-label="Groups of settings" className="sticky top-6 self-start pt-1">
      <ul className="space-y-0.5">
        {SETTING_GROUPS.map(({ title, keys }) => {
          const waiting = new Set(keys.flatMap((key) => hints?.uses[key].waiting ?? [])).size
          return (
            <li key={title}>
              <button
                type="button"
                onClick={() => go(title)}
                className="w-full rounded-md px-2 py-1 text-left text-ink-2 text-sm hover:bg-well hover:text-ink"
              >
                {title}
                {keys.some((key) => editor.changed.has(key)) && <span className="text-accent"> · changed</span>}
                {waiting > 0 && <span className="block text-2xs">{counted(waiting, 'rule waits', 'rules wait')}</span>}
              </button>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

function SaveSide({ editor, counting }: { readonly editor: SettingsEditor; readonly counting: boolean }) {
  const { changed, reading, busy, effect, saved, problem, conflict, rebased } = editor
  const wrong = reading.faults.size
  const idle = changed.size === 0
  return (
    <aside aria-label="Changes" className="sticky top-6 self-start rounded-md border border-hair bg-chrome p-4">
      <h2 className="font-semibold text-sm">{saved ? 'Saved' : 'Changes'}</h2>
      <p role="status" className="mt-0.5 text-ink-2 text-xs">
        {statusText({ wrong, count: changed.size, saved })}
      </p>
      <div className="mt-3 grid grid-cols-2 gap-2">
        {counting && (
          <Button
            className="col-span-2"
            disabled={idle || wrong > 0 || busy !== null}
            onClick={() => void editor.preview()}
          >
            {busy === 'effect' ? 'Counting' : 'What would change'}
          </Button>
        )}
        <Button look="primary" disabled={idle || wrong > 0 || busy !== null} onClick={() => void editor.save()}>
          {busy === 'save' ? 'Saving' : 'Save'}
        </Button>
        <Button look="quiet" disabled={(idle && wrong === 0) || busy !== null} onClick={editor.discard}>
          Discard
        </Button>
      </div>
      {problem !== null && (
        <ProblemNotice problem={problem} className="mt-3">
          {conflict && (
            <Button size="sm" className="mt-1" onClick={() => void editor.putOnTop()}>
              Put my changes on top
            </Button>
          )}
        </ProblemNotice>
      )}
      {rebased !== null && <RebasedWords {...rebased} />}
      {effect !== null && (
        <div className="mt-4 border-hair border-t pt-3">
          <EffectView effect={effect} />
        </div>
      )}
    </aside>
  )
}

function statusText({ wrong, count, saved }: { wrong: number; count: number; saved: boolean }): string {
  if (wrong > 0) return `${counted(wrong, 'setting')} cannot be read yet.`
  if (count > 0) return `${counted(count, 'setting')} changed, not saved.`
  return saved ? 'Findings are judged by these settings now, for guests too.' : 'Nothing is changed.'
}

function RebasedWords({ both, taken }: NonNullable<SettingsEditor['rebased']>) {
  const titles = (keys: readonly SettingKey[]) => keys.map((key) => SETTING_GUIDE[key].title).join(', ')
  return (
    <div className="mt-3 space-y-1 rounded-md border border-hair-2 bg-well px-3 py-2 text-xs">
      <p>Your changes stand on top of what was saved meanwhile. Look, then save.</p>
      {taken.length > 0 && <p className="text-ink-2">Taken over: {titles(taken)}.</p>}
      {both.length > 0 && <p className="font-semibold">Changed by both, yours is kept: {titles(both)}.</p>}
    </div>
  )
}

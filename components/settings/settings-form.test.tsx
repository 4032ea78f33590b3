import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { SETTING_GROUPS, SETTING_GUIDE, type SettingKey } from '../../lib/findings/setting-guide.ts'
import { DEFAULT_SETTINGS } from '../../lib/findings/settings.ts'
import { type SettingsRecord, settingsRecord } from '../../lib/findings/settings-record.ts'
import type { SettingsHints } from '../../lib/reports/settings-hints.ts'
import type { SettingsAnswer } from '../shell/workspace-api.ts'
import { SettingRow, type SettingRowProps } from './setting-row.tsx'
import { draftOf } from './settings-draft.ts'
import { SettingsForm, SettingsView } from './settings-view.tsx'

const nothing = () => undefined
const never = () => new Promise<never>(nothing)
const words = (markup: string) => markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

const KEYS: readonly SettingKey[] = SETTING_GROUPS.flatMap(({ keys }) => keys)
const STANDARD = settingsRecord(DEFAULT_SETTINGS)
const OWNER = { settings: never, saveSettings: never, settingsEffect: never, settingsHints: never }

const NO_USE = { findings: 0, rules: [], waiting: [] }
function hintsOf(parts: Partial<SettingsHints> = {}): SettingsHints {
  return {
    uses: Object.fromEntries(KEYS.map((key) => [key, NO_USE])) as unknown as SettingsHints['uses'],
    ...{ tagKeys: [], accounts: [], vpcs: [], routeTables: [], prefixLists: [], tiers: [], moreTiers: 0 },
    ...parts,
  }
}

const form = (stored: Partial<SettingsAnswer> = {}, snapshotId: string | null = 's-1') =>
  renderToStaticMarkup(
    <SettingsForm
      owner={OWNER}
      snapshotId={snapshotId}
      onSaved={nothing}
      stored={{ settings: STANDARD, version: 'v1', problem: null, ...stored }}
    />,
  )

function row(settingKey: SettingKey, parts: Partial<SettingRowProps> & { readonly record?: object } = {}) {
  const { record, ...rest } = parts
  const draft = draftOf({ ...STANDARD, ...record } as SettingsRecord)
  return renderToStaticMarkup(
    <SettingRow
      {...{ settingKey, hints: null, faults: [], changed: false, differs: false }}
      {...{ onChange: nothing, onReset: nothing }}
      value={draft[settingKey]}
      {...rest}
    />,
  )
}

describe('the form', () => {
  it.each(KEYS)('has a row for %s, with what it is, how it is written and a field of its name', (key) => {
    const { title, meaning, form: written } = SETTING_GUIDE[key]
    const markup = row(key)
    for (const said of [title, key, meaning, written]) expect(words(markup).replaceAll('&quot;', '"')).toContain(said)
    expect(markup).toMatch(/<(?:input|textarea|select|button)/)
    expect(form()).toContain(`id="setting-${key}"`)
  })

  it('has every group once, in its order', () => {
    const sections = [...form().matchAll(/<section id="[^"]+" aria-label="([^"]+)"/g)].map((match) => match[1])
    expect(sections).toEqual(SETTING_GROUPS.map(({ title }) => title))
  })

  it('can neither be saved nor discarded while nothing is changed', () => {
    const markup = form()
    expect(words(markup)).toContain('Nothing is changed.')
    for (const label of ['Save', 'What would change', 'Discard'])
      expect(markup).toMatch(new RegExp(`<button[^>]* disabled=""[^>]*>${label}</button>`))
  })

  it('counts nothing where no snapshot is open', () => {
    expect(words(form({}, null))).not.toContain('What would change')
  })

  it('shows what is stored, and offers the default where it differs', () => {
    const markup = form({ settings: { ...STANDARD, corporateRanges: ['198.51.100.0/24'], peeringDns: 'off' } })
    expect(markup).toContain('198.51.100.0/24</textarea>')
    expect(markup).toMatch(/<option value="off" selected="">/)
    expect(markup).toContain('Reset Corporate ranges to its default')
    expect(markup.split('to its default').length - 1).toBe(2)
  })

  it('says that a file changed by hand is not in use, without hiding a character of it', () => {
    const message = 'adminPorts: “\u202E22” is no port.'
    const markup = form({ problem: { message, pointer: '/adminPorts/0' } })
    expect(markup).toMatch(/role="alert"[^>]*>The file was changed by hand and is not in use/)
    expect(markup).toContain('⟨U+202E⟩')
    expect(markup).not.toContain('\u202E')
  })

  it('shows no field before what is stored is known', () => {
    const markup = renderToStaticMarkup(<SettingsView owner={OWNER} snapshotId={null} onSaved={nothing} />)
    expect(markup).not.toMatch(/<(?:input|textarea|select)/)
  })
})

describe('a setting', () => {
  it('keeps an empty list apart from nobody having said', () => {
    const [unsaid, none] = [row('trustedAccounts'), row('trustedAccounts', { record: { trustedAccounts: [] } })]
    expect(unsaid).not.toContain('<textarea')
    expect(unsaid).not.toContain('checked=""')
    expect(none).toContain('<textarea')
    expect(none).toContain('checked=""')
  })

  it('says what is wrong beside the field that is described by it', () => {
    const markup = row('adminPorts', { faults: ['“x”: must be a port'] })
    expect(markup).toMatch(/role="alert"[^>]*><bdi>“x”: must be a port/)
    const described = /aria-describedby="([^"]+)" aria-invalid="true"/.exec(markup)?.[1]
    expect(described).toBeDefined()
    expect(markup).toContain(`<div id="${described}"`)
    expect(row('adminPorts')).toContain('aria-invalid="false"')
  })

  it('says what it decided and which rules wait for it', () => {
    const waiting = ['SG-010', 'PRIV-001']
    const uses = { ...hintsOf().uses, corporateRanges: { findings: 4, rules: ['SG-009'], waiting } }
    const text = words(row('corporateRanges', { hints: hintsOf({ uses }) }))
    expect(text).toContain('Decided 4 findings here: SG-009')
    expect(text).toContain('Not set')
    expect(text).toContain('Waiting: SG-010, PRIV-001')
    expect(words(row('corporateRanges', { hints: hintsOf() }))).not.toMatch(/Decided|Not set/)
  })

  it('offers what is in the snapshot and not in the list yet', () => {
    const vpcs = [
      { id: 'vpc-1', name: 'shop' },
      { id: 'vpc-2', name: null },
    ]
    const record = { internetVpcs: ['vpc-1'] }
    const text = words(row('internetVpcs', { hints: hintsOf({ vpcs }), record }))
    expect(text).toContain('In this snapshot vpc-2')
    expect(text).not.toContain('shop')
  })

  it('shows the tier that is told now, and why, until it is corrected', () => {
    const tiers = [
      { id: 'i-1', name: 'web-1', tier: 'edge' as const, because: 'it carries a public address' },
      { id: 'i-2', name: null, tier: null, because: 'nothing tells' },
    ]
    const hints = hintsOf({ tiers, moreTiers: 7 })
    const before = words(row('tierOf', { hints }))
    expect(before).toContain('What is told now: 9 resources, 1 of those listed without a tier')
    for (const said of ['web-1 edge', 'it carries a public address', 'i-2 no tier', '7 more are not listed.'])
      expect(before).toContain(said)
    const after = row('tierOf', { hints, record: { tierOf: { 'i-1': 'data' } } })
    expect(words(after)).toContain('What is told now: 8 resources')
    expect(after).toContain('value="i-1"')
    expect(after).toMatch(/<option selected="">data<\/option>/)
  })

  it('hides nothing in names from AWS, and takes none for markup', () => {
    const name = '<img src=x>\u202Etxt'
    const hints = hintsOf({
      tagKeys: [{ key: name, count: 1 }],
      vpcs: [{ id: 'vpc-1', name }],
      tiers: [{ id: 'i-1', name, tier: null, because: `its name is ${name}` }],
    })
    const all = [
      row('internetVpcs', { hints, record: { internetVpcs: [] } }),
      row('tierOf', { hints }),
      row('tagKeys', { hints }).replace(/<datalist.*<\/datalist>/, ''),
    ]
    for (const markup of all) {
      expect(markup).not.toContain('\u202E')
      expect(markup).not.toContain('<img')
      expect(markup).toContain('⟨U+202E⟩')
    }
  })
})

import { describe, expect, it } from 'vitest'
import { parseSettings } from '../../lib/findings/parse-settings.ts'
import { DEFAULT_SETTINGS } from '../../lib/findings/settings.ts'
import { settingsRecord } from '../../lib/findings/settings-record.ts'
import { draftOf, readDraft, rebase, withDefault } from './settings-draft.ts'

const standard = draftOf(settingsRecord(DEFAULT_SETTINGS))
const full = parseSettings({
  corporateRanges: ['198.51.100.0/24', '2001:db8::/32'],
  trustedAccounts: ['111122223333'],
  organizationId: 'o-a1b2c3',
  adminPorts: [22, '5900-5903'],
  namedServices: [{ name: 'Ours, and yours', tcp: [7777, '8000-8010'], udp: [] }],
  allowedIcmp: [{ type: 3, code: 4 }, { type: 8 }],
  tagKeys: { tier: ['Tier', 'app tier'], owner: [] },
  tierOf: { 'i-1': 'data' },
  internetVpcs: [],
  peeringDns: 'off',
  internetThreshold: { ipv4Addresses: null },
  thresholds: { quotaShare: 0.5 },
})

describe('settings as they are typed', () => {
  it.each([
    ['the defaults', DEFAULT_SETTINGS],
    ['settings with something in every field', full],
  ])('come back as they were: %s', (_what, settings) => {
    const reading = readDraft(draftOf(settingsRecord(settings)))
    expect([...reading.faults]).toEqual([])
    expect(reading.settings).toEqual(settings)
  })

  it('keep an empty list apart from nobody having said', () => {
    expect(readDraft({ ...standard, trustedAccounts: '' }).settings?.trustedAccounts).toEqual([])
    expect(readDraft({ ...standard, trustedAccounts: null }).settings?.trustedAccounts).toBeNull()
  })

  it.each([
    ['corporateRanges', '198.51.100.0/24\nhere', /“here”: must be a CIDR block/],
    ['adminPorts', '22, x', /“x”/],
    ['adminPorts', '70000', /“70000”/],
    ['adminPorts', '30-20', /30-20/],
    ['trustedAccounts', '12', /“12”: must be a 12-digit account id/],
    ['organizationId', 'here', /must begin with o-/],
    ['thresholds', { widePrefixIpv4: '99' }, /“99”/],
    ['thresholds', { quotaShare: '' }, /.+/],
    ['allowedIcmp', '8/999', /“999”/],
  ] as const)('say at %s what is wrong with %j', (key, typed, told) => {
    const { settings, faults } = readDraft({ ...standard, [key]: typed })
    expect(settings).toBeNull()
    expect(faults.get(key)?.join(' ')).toMatch(told)
  })

  it('go back to the default one by one', () => {
    const reset = withDefault(draftOf(settingsRecord(full)), 'adminPorts')
    expect(readDraft(reset).settings).toEqual({ ...full, adminPorts: DEFAULT_SETTINGS.adminPorts })
  })
})

describe('changes put on top of what is there now', () => {
  const mine = { ...standard, adminPorts: '22', corporateRanges: '198.51.100.0/24' }

  it('keep mine, take theirs, and name what both changed', () => {
    const theirs = parseSettings({ corporateRanges: ['203.0.113.0/24'], peeringDns: 'on' })
    const { draft, both, taken } = rebase(mine, DEFAULT_SETTINGS, theirs)
    expect([both, taken]).toEqual([['corporateRanges'], ['peeringDns']])
    expect(readDraft(draft).settings).toMatchObject({
      adminPorts: [[22, 22]],
      corporateRanges: ['198.51.100.0/24'],
      peeringDns: 'on',
    })
  })

  it('call nothing a conflict that both changed to the same', () => {
    const theirs = parseSettings({ corporateRanges: ['198.51.100.0/24'] })
    expect(rebase(mine, DEFAULT_SETTINGS, theirs).both).toEqual([])
  })

  it('take nothing over mine while mine cannot be read', () => {
    const typing = { ...standard, adminPorts: '22, x' }
    const { draft, taken } = rebase(typing, DEFAULT_SETTINGS, parseSettings({ peeringDns: 'on' }))
    expect([draft, taken]).toEqual([typing, []])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { parseSettings, readSettings } from './parse-settings.ts'
import { SETTING_GROUPS, SETTING_GUIDE, TAG_MEANINGS, THRESHOLD_MEANINGS } from './setting-guide.ts'
import { DEFAULT_SETTINGS, TIERS } from './settings.ts'
import { changedSettings, settingsRecord } from './settings-record.ts'
import { writeSettings } from './write-settings.ts'

const port = fc.integer({ min: 0, max: 65_535 })
const range = fc.tuple(port, port).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`)
const ports = fc.array(fc.oneof(port, range), { maxLength: 6 })
const name = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((text) => text.length <= 60)
const names = fc.array(name, { maxLength: 4 })
const ids = (start: string) =>
  fc.array(
    name.map((rest) => `${start}${rest}`),
    { maxLength: 3 },
  )
const cidr = fc.constantFrom('198.51.100.0/24', '203.0.113.7/32', '2001:db8::/32', '10.0.0.0/8')
const account = fc.stringMatching(/^\d{12}$/)
const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0)
const count = fc.option(fc.integer({ min: 0 }))
const byte = fc.integer({ min: 0, max: 255 })

const input = fc.record(
  {
    allowedPublicPorts: ports,
    adminPorts: ports,
    highRiskPorts: ports,
    namedServices: fc.array(fc.record({ name, tcp: ports, udp: ports }), { maxLength: 3 }),
    corporateRanges: fc.array(cidr),
    internetThreshold: fc.record({ ipv4Addresses: count, ipv6Networks: count }, { requiredKeys: [] }),
    corporatePrefixLists: ids('pl-'),
    trustedAccounts: fc.option(fc.array(account, { maxLength: 3 })),
    organizationId: fc.option(name.map((rest) => `o-${rest}`)),
    tagKeys: fc.record({ environment: names, workload: names, owner: names, tier: names }, { requiredKeys: [] }),
    productionValues: names,
    tierOf: fc.dictionary(
      name.filter((key) => key !== '__proto__'),
      fc.constantFrom(...TIERS),
      { maxKeys: 4, noNullPrototype: true },
    ),
    publicRouteTables: ids('rtb-'),
    exemptInterfaceTypes: names,
    publicServices: names,
    internetVpcs: fc.option(ids('vpc-')),
    inspectionTargets: names,
    requiredEndpointServices: names,
    peeringDns: fc.constantFrom('on', 'off', null),
    allowedIcmp: fc.array(fc.record({ type: byte, code: fc.option(byte) }), { maxLength: 3 }),
    thresholds: fc.record({ widePrefixIpv4: fc.integer({ min: 0, max: 32 }), quotaShare: share }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
)

describe('writeSettings', () => {
  it('reads back as the same settings, whatever they are', () => {
    fc.assert(
      fc.property(input, (record) => {
        const settings = parseSettings(record)
        expect(parseSettings(parse(writeSettings(settings)))).toEqual(settings)
      }),
    )
  })

  it('writes the same text again for what it reads', () => {
    fc.assert(
      fc.property(input, (record) => {
        const text = writeSettings(parseSettings(record))
        expect(writeSettings(parseSettings(parse(text)))).toBe(text)
      }),
      { numRuns: 30 },
    )
  })

  it('explains every key, and marks what differs from the default', () => {
    const text = writeSettings(parseSettings({ corporateRanges: ['198.51.100.0/24'] }))
    for (const { title, keys } of SETTING_GROUPS) {
      expect(text).toContain(`# --- ${title} ---`)
      for (const key of keys) expect(text).toContain(`# ${SETTING_GUIDE[key].meaning}\n`)
    }
    expect(text.match(/# Differs from the default\.\n/g)).toHaveLength(1)
    expect(text).toMatch(/# Differs from the default\.\ncorporateRanges:\n {2}- 198\.51\.100\.0\/24\n/)
  })

  it('keeps account ids and the words on and off as text', () => {
    const text = writeSettings(parseSettings({ trustedAccounts: ['011122223333'], peeringDns: 'on' }))
    expect(parse(text)).toMatchObject({ trustedAccounts: ['011122223333'], peeringDns: 'on' })
  })
})

describe('the guide of settings', () => {
  it('has every setting once', () => {
    const keys = SETTING_GROUPS.flatMap((group) => group.keys)
    expect(keys.toSorted()).toEqual(Object.keys(DEFAULT_SETTINGS).toSorted())
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('names every threshold and every meaning of a tag', () => {
    expect(Object.keys(THRESHOLD_MEANINGS)).toEqual(Object.keys(DEFAULT_SETTINGS.thresholds))
    expect(Object.keys(TAG_MEANINGS)).toEqual(Object.keys(DEFAULT_SETTINGS.tagKeys))
  })

  it('says what follows for each setting that is null until somebody says', () => {
    const open = Object.entries(DEFAULT_SETTINGS).flatMap(([key, value]) => (value === null ? [key] : []))
    expect(open.length).toBeGreaterThan(2)
    for (const key of open)
      expect(Object.entries(SETTING_GUIDE).find(([each]) => each === key)?.[1].unset).toMatch(/\.$/)
  })
})

describe('changedSettings', () => {
  it('names what differs, and does not mind the order of a record', () => {
    const one = parseSettings({ tierOf: { 'i-1': 'app', 'i-2': 'data' }, adminPorts: [22] })
    const other = parseSettings({ tierOf: { 'i-2': 'data', 'i-1': 'app' } })
    expect(changedSettings(one, other)).toEqual(['adminPorts'])
    expect(changedSettings(DEFAULT_SETTINGS)).toEqual([])
  })

  it('takes a record of settings for the settings it is of', () => {
    expect(parseSettings(settingsRecord(DEFAULT_SETTINGS))).toEqual(DEFAULT_SETTINGS)
  })
})

describe('readSettings', () => {
  it('tells everything that is wrong, each at its place', () => {
    const { settings, faults } = readSettings({
      corporateRanges: ['198.51.100.0/24', 'here'],
      trustedAccounts: ['12'],
      tierOf: { 'a/b': 'moon' },
      colour: 'red',
    })
    expect(settings).toBeNull()
    expect(faults.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/corporateRanges/1', '/trustedAccounts/0', '/tierOf/a~1b', '']),
    )
  })

  it('gives settings and no fault for what is right', () => {
    expect(readSettings({ adminPorts: [22] })).toMatchObject({ settings: { adminPorts: [[22, 22]] }, faults: [] })
  })
})

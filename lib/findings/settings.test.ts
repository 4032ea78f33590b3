import { describe, expect, it } from 'vitest'
import { AppError } from '../errors/app-error.ts'
import { parseSettings } from './parse-settings.ts'
import { DEFAULT_SETTINGS, portsText } from './settings.ts'

const SERVICE = { name: 'MySQL', tcp: [3306] }

function failing(input: unknown): AppError {
  try {
    parseSettings(input)
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new Error('the settings were accepted')
}

describe('parseSettings', () => {
  it.each([[null], [undefined], [{}]])('gives every default for %j', (input) => {
    expect(parseSettings(input)).toEqual(DEFAULT_SETTINGS)
  })

  it('replaces what is given and keeps the rest', () => {
    const settings = parseSettings({
      adminPorts: [22, '5900-5903', 23],
      corporateRanges: ['198.51.100.0/24', '2001:db8::/32'],
      trustedAccounts: ['444455556666'],
      namedServices: [{ name: 'Ours', tcp: [7777] }],
    })
    expect(settings.adminPorts).toEqual([
      [22, 23],
      [5900, 5903],
    ])
    expect(settings.corporateRanges).toEqual(['198.51.100.0/24', '2001:db8::/32'])
    expect(settings.namedServices).toEqual([{ name: 'Ours', tcp: [[7777, 7777]], udp: [] }])
    expect(settings.highRiskPorts).toEqual(DEFAULT_SETTINGS.highRiskPorts)
  })

  it('takes one half of the threshold without losing the other; null asks for every address', () => {
    expect(parseSettings({ internetThreshold: { ipv4Addresses: null } }).internetThreshold).toEqual({
      ipv4Addresses: null,
      ipv6Networks: DEFAULT_SETTINGS.internetThreshold.ipv6Networks,
    })
  })

  it.each([
    ['an unknown setting', { adminPort: [22] }, 'adminPort'],
    ['a port out of range', { adminPorts: [70000] }, 'adminPorts.0'],
    ['a range backwards', { adminPorts: ['30-20'] }, '30-20'],
    ['a range that is none', { adminPorts: ['http'] }, '5900-5903'],
    ['a CIDR that is none', { corporateRanges: ['office'] }, 'corporateRanges.0'],
    ['an account as a number', { trustedAccounts: [444455556666] }, 'trustedAccounts.0'],
    ['more ports than anybody writes', { adminPorts: Array.from({ length: 2001 }, () => 22) }, 'adminPorts: Too big'],
    ['more services than there are', { namedServices: Array.from({ length: 251 }, () => SERVICE) }, 'namedServices'],
    ['a list where a map belongs', [], 'The settings are not valid'],
    ['text', 'ports', 'The settings are not valid'],
    ['a negative count', { internetThreshold: { ipv4Addresses: -1 } }, 'internetThreshold.ipv4Addresses'],
  ])('refuses %s, and says where and what', (_, input, words) => {
    const error = failing(input)
    expect(error.code).toBe('usage')
    expect(error.message).toContain(words)
    expect(error.remedy).toContain('corporateRanges')
  })

  it('prints ports as a person writes them', () => {
    expect(portsText(DEFAULT_SETTINGS.adminPorts)).toBe('22-23, 2375-2376, 3389, 5900-5903, 5985-5986, 10250')
  })
})

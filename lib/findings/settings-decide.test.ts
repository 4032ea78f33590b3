/** Every list and threshold is a setting: what it is by default, what it accepts, and that findings print what they used. */

import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../testing/tell-findings.ts'
import { parseSettings } from './parse-settings.ts'
import { SETTING_GUIDE } from './setting-guide.ts'
import { DEFAULT_SETTINGS, portsText } from './settings.ts'

describe('defaults, as the lists they are taken from', () => {
  it.each([
    ['allowedPublicPorts', '80, 443'],
    ['adminPorts', '22-23, 2375-2376, 3389, 5900-5903, 5985-5986, 10250'],
    [
      'highRiskPorts',
      '20-23, 25, 110, 135, 143, 445, 1433-1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 8080, 8088, 8888, 9200, 9300',
    ],
  ] as const)('%s: %s', (name, expected) => {
    expect(portsText(DEFAULT_SETTINGS[name])).toBe(expected)
  })

  it.each([
    ['MySQL', '3306', ''],
    ['PostgreSQL', '5432', ''],
    ['Oracle', '1521, 2483-2484', ''],
    ['SQL Server', '1433-1434', '1434'],
    ['MongoDB', '27017-27018', ''],
    ['Redis', '6379', ''],
    ['Memcached', '11211', '11211'],
    ['Cassandra', '7000-7001, 7199, 8888, 9042, 9160', ''],
    ['Kafka', '9092', ''],
    ['Elasticsearch', '9200, 9300', ''],
    ['Kibana', '5601', ''],
    ['FTP', '20-21', ''],
    ['NFS', '2049', '2049'],
    ['DNS', '', '53'],
    ['SMTP', '25', ''],
    ['Docker', '2375', ''],
  ])('%s listens on tcp %j and udp %j', (name, tcp, udp) => {
    const service = DEFAULT_SETTINGS.namedServices.find((each) => each.name === name)
    expect([portsText(service?.tcp ?? []), portsText(service?.udp ?? [])]).toEqual([tcp, udp])
  })

  it.each([
    ['as many IPv4 addresses', { ipv4Addresses: 256 }, 'in tcp 22 198.51.100.0/24', 'PASS'],
    ['more of them', { ipv4Addresses: 256 }, 'in tcp 22 198.51.100.0/23', 'FAIL'],
    ['as many networks of /32', { ipv6Networks: 2 }, 'in tcp 22 2600::/31', 'PASS'],
    ['more of them', { ipv6Networks: 2 }, 'in tcp 22 2600::/30', 'FAIL'],
  ])('counts in the units its guide names, and asks for more: %s', (...[, threshold, rule, status]) => {
    const internetThreshold = { ...DEFAULT_SETTINGS.internetThreshold, ...threshold }
    expect(tell('SG-003', { groups: { 'sg-1': [rule] } }, { internetThreshold })[0]).toContain(status)
    const { meaning, form } = SETTING_GUIDE.internetThreshold
    expect(`${meaning} ${form}`).toMatch(/^More .* than this .* ipv4Addresses counts addresses, .* networks of \/32$/)
  })

  it('counts more than a /8 of IPv4, or more than 2^16 networks of length 32, as the internet', () => {
    expect(DEFAULT_SETTINGS.internetThreshold).toEqual({ ipv4Addresses: 2 ** 24, ipv6Networks: 2 ** 16 })
    expect(tell('SG-003', { groups: { 'sg-1': ['in tcp 22 52.0.0.0/8'] } })).toEqual(['PASS sg-1'])
    expect(tell('SG-003', { groups: { 'sg-1': ['in tcp 22 52.0.0.0/8', 'in tcp 22 203.0.113.7/32'] } })).toEqual([
      'FAIL sg-1 critical internet tcp/22',
    ])
  })
})

describe('parseSettings', () => {
  it.each([
    [{ adminPorts: ['5903-5900'] }, 'adminPorts'],
    [{ adminPorts: ['22-65536'] }, 'adminPorts'],
    [{ adminPorts: [65536] }, 'adminPorts'],
    [{ adminPorts: [-1] }, 'adminPorts'],
    [{ adminPorts: ['ssh'] }, 'adminPorts'],
    [{ adminPort: [22] }, 'adminPort'],
    [{ trustedAccounts: ['1111222233'] }, 'trustedAccounts'],
    [{ trustedAccounts: [111122223333] }, 'trustedAccounts'],
    [{ corporateRanges: ['198.51.100.0'] }, 'corporateRanges'],
    [{ publicRouteTables: ['subnet-1'] }, 'publicRouteTables'],
    [{ internetThreshold: { ipv4: 1 } }, 'internetThreshold'],
    [{ namedServices: [{ name: '' }] }, 'namedServices'],
    ['adminPorts', 'settings'],
  ])('%j is refused, by name', (input, name) => {
    expect(() => parseSettings(input)).toThrow(name)
  })

  it('reads ranges to their last port, joined and sorted', () => {
    expect(parseSettings({ adminPorts: ['5900-5903', 22, 23, '65535-65535', 0] }).adminPorts).toEqual([
      [0, 0],
      [22, 23],
      [5900, 5903],
      [65535, 65535],
    ])
  })

  it('keeps the half of the threshold that is not said, and takes null for "every address"', () => {
    expect(parseSettings({ internetThreshold: { ipv4Addresses: 256 } }).internetThreshold).toEqual({
      ipv4Addresses: 256,
      ipv6Networks: 65_536,
    })
    expect(parseSettings({ internetThreshold: { ipv4Addresses: null } }).internetThreshold.ipv4Addresses).toBeNull()
  })

  it('keeps every default of what is not said', () => {
    const { adminPorts, ...rest } = parseSettings({ adminPorts: [2222] })
    const { adminPorts: _, ...defaults } = DEFAULT_SETTINGS
    expect(rest).toEqual(defaults)
    expect(adminPorts).toEqual([[2222, 2222]])
  })
})

describe('a finding prints the settings it used', () => {
  const open = (port: number) => ({ groups: { 'sg-1': [`in tcp ${port} 0.0.0.0/0`] } })
  const WIDE = 'more than 16777216 public IPv4 addresses, or more than 65536 IPv6 networks of length 32'

  it.each([
    ['SG-001', { groups: { 'sg-1': ['in all 0.0.0.0/0'] } }, {}],
    ['SG-002', open(8443), { allowedPublicPorts: '80, 443' }],
    ['SG-003', open(22), { adminPorts: '22-23, 2375-2376, 3389, 5900-5903, 5985-5986, 10250' }],
    ['SG-004', open(3306), { highRiskPorts: portsText(DEFAULT_SETTINGS.highRiskPorts) }],
    ['SG-005', open(6379), { namedServices: DEFAULT_SETTINGS.namedServices.map(({ name }) => name).join(', ') }],
    ['SG-018', { groups: { 'sg-1': ['out all 0.0.0.0/0'] } }, {}],
    ['NACL-001', {}, { adminPorts: '22-23, 2375-2376, 3389, 5900-5903, 5985-5986, 10250' }],
  ])('%s', (ruleId, sketch, expected) => {
    expect(theFailure(ruleId, sketch).settingsUsed).toEqual({ ...expected, internetThreshold: WIDE })
  })

  it('changed ones as changed, and the absence of a threshold in words', () => {
    const settings = {
      adminPorts: [[2222, 2222]] as const,
      internetThreshold: { ipv4Addresses: null, ipv6Networks: null },
    }
    const finding = theFailure('NACL-001', { groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] } }, settings)
    expect(finding.settingsUsed).toEqual({
      adminPorts: '2222',
      internetThreshold: 'every public IPv4 address, or all of 2000::/3',
    })
    const half = { internetThreshold: { ipv4Addresses: null, ipv6Networks: 1 } }
    expect(theFailure('NACL-001', {}, half).settingsUsed['internetThreshold']).toBe(
      'every public IPv4 address, or more than 1 IPv6 networks of length 32',
    )
  })

  it('the exempt interface types of RT-004 and the tables of RT-001', () => {
    const idle = { interfaces: { 'eni-1': { publicIp: null } } }
    expect(theFailure('RT-004', idle).settingsUsed['exemptInterfaceTypes']).toBe(
      `${DEFAULT_SETTINGS.exemptInterfaceTypes.slice(0, -1).join(', ')} and ${DEFAULT_SETTINGS.exemptInterfaceTypes.at(-1)}`,
    )
    expect(theFailure('RT-001', idle, { publicRouteTables: ['rtb-9'] }).settingsUsed['publicRouteTables']).toBe('rtb-9')
  })
})

describe('exempt interface types (RT-004)', () => {
  it.each([
    ['nat_gateway', 'PASS'],
    ['network_load_balancer', 'PASS'],
    ['gateway_load_balancer', 'PASS'],
    ['gateway_load_balancer_endpoint', 'PASS'],
    ['vpc_endpoint', 'PASS'],
    ['transit_gateway', 'PASS'],
    ['api_gateway_managed', 'PASS'],
    ['global_accelerator_managed', 'PASS'],
    ['ec2_instance_connect_endpoint', 'PASS'],
    ['efa', 'FAIL'],
    ['lambda', 'FAIL'],
  ])('%s: %s', (type, expected) => {
    const interfaces = { 'eni-1': { publicIp: null, instance: null, type } }
    expect(tell('RT-004', { interfaces }).map((line) => line.split(' ')[0])).toEqual([expected])
  })

  it('is a list of the team: what it strikes out is no longer exempt', () => {
    const interfaces = { 'eni-1': { publicIp: null, instance: null, type: 'api_gateway_managed' } }
    expect(tell('RT-004', { interfaces }, { exemptInterfaceTypes: [] })[0]).toContain('FAIL')
  })
})

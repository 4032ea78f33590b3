/** Take one field away from what AWS prints: the answer may become unknown, never safer. */

import { describe, expect, it } from 'vitest'
import type { DescribeKey, JsonObject } from '../describe/document.ts'
import { readDescribe } from '../inventory/read-describe.ts'
import { type NetworkSketch, sketchDocument } from '../testing/sketch-network.ts'
import { everyFinding, told } from '../testing/tell-findings.ts'
import type { Finding } from './finding.ts'

const OPEN: NetworkSketch = { groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] } }
const PUBLIC_MAIN: NetworkSketch = {
  ...OPEN,
  tables: { 'rtb-1': { routes: ['10.0.0.0/16 local', '0.0.0.0/0 igw-1'], main: true } },
}

type Change = (element: JsonObject) => JsonObject

function findings(key: DescribeKey, change: Change, sketch: NetworkSketch = OPEN): readonly Finding[] {
  const document = sketchDocument(sketch)
  const elements = new Map(document.elements)
  elements.set(
    key,
    (document.elements.get(key) ?? []).map((element) => change(element as JsonObject)),
  )
  return everyFinding(readDescribe([{ ...document, elements }]))
}

const without =
  (...fields: readonly string[]): Change =>
  (element) =>
    Object.fromEntries(Object.entries(element).filter(([field]) => !fields.includes(field)))

const withField =
  (field: string, value: JsonObject[string]): Change =>
  (element) => ({ ...element, [field]: value })

function tells(ruleId: string, all: readonly Finding[]): readonly string[] {
  return all.filter((finding) => finding.ruleId === ruleId).map(told)
}

const sentences = (all: readonly Finding[]) =>
  all.map(({ description, severity }) => [description, ...severity.why].join(' ')).join('\n')

const SHUT_ACL: NetworkSketch = {
  ...OPEN,
  acls: {
    'acl-1': { entries: [], isDefault: true, subnets: [] },
    'acl-2': { entries: ['100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0'], subnets: ['subnet-1'] },
  },
}

describe('an open admin port, with one field taken away', () => {
  it.each<[string, DescribeKey, Change, NetworkSketch, string]>([
    ['the groups of its interface', 'NetworkInterfaces', without('Groups'), OPEN, 'critical unknown'],
    ['the ids of these groups', 'NetworkInterfaces', withField('Groups', [{}]), OPEN, 'critical unknown'],
    ['the addresses of its interface', 'NetworkInterfaces', without('PrivateIpAddresses'), OPEN, 'critical unknown'],
    ['who uses each network ACL', 'NetworkAcls', without('Associations'), SHUT_ACL, 'critical unknown'],
    ['the subnet of an association', 'NetworkAcls', withField('Associations', [{}]), SHUT_ACL, 'critical unknown'],
    ['what the gateway is attached to', 'InternetGateways', without('Attachments'), OPEN, 'critical internet'],
    [
      'the state of that attachment',
      'InternetGateways',
      withField('Attachments', [{ VpcId: 'vpc-1' }]),
      OPEN,
      'critical internet',
    ],
    ['who uses each route table', 'RouteTables', without('Associations'), OPEN, 'critical unknown'],
    [
      'the table, subnet and gateway of these',
      'RouteTables',
      withField('Associations', [{}]),
      OPEN,
      'critical unknown',
    ],
  ])('is not taken for shut without %s', (...[, key, change, sketch, verdict]) => {
    const all = findings(key, change, sketch)
    expect(tells('SG-003', all)).toEqual([`FAIL sg-1 ${verdict} tcp/22`])
    expect(sentences(all)).not.toMatch(/no network interface carries it|has no public IPv4|does not reach/)
  })

  it('believes an active route to a gateway that is in no document', () => {
    const all = findings('InternetGateways', without(), { ...OPEN, elements: { InternetGateways: [] } })
    expect(tells('SG-003', all)).toEqual(['FAIL sg-1 critical internet tcp/22'])
  })

  it('cannot tell whether a gateway without attachments is the one of a VPC whose routes are missing', () => {
    const all = findings('InternetGateways', without('Attachments'), { ...OPEN, missing: ['RouteTables'] })
    expect(tells('SG-003', all)).toEqual(['FAIL sg-1 critical unknown tcp/22'])
  })

  it('is shut when the gateway is told to be going and nothing is left of its attachment', () => {
    const change = withField('Attachments', [{ VpcId: 'vpc-1', State: 'detaching' }])
    expect(tells('SG-003', findings('InternetGateways', change))).toEqual(['FAIL sg-1 medium internal tcp/22'])
  })

  it('is lowered when who may carry it has no way in, whatever its groups', () => {
    const all = findings('NetworkInterfaces', without('Groups'), {
      ...OPEN,
      interfaces: { 'eni-1': { publicIp: null } },
    })
    expect(tells('SG-003', all)).toEqual(['FAIL sg-1 medium internal tcp/22'])
    expect(sentences(all)).toContain('bastion-1 may carry it, for its security groups were not told')
  })

  it('has the one network ACL there is guard the subnet, though no association says so', () => {
    const all = findings('NetworkAcls', without('Associations'))
    expect(tells('SG-003', all)).toEqual(['FAIL sg-1 critical internet tcp/22'])
  })
})

describe('an interface without its list of addresses', () => {
  const bare = without('PrivateIpAddresses')
  const instance = { InstanceId: 'i-1', VpcId: 'vpc-1', SubnetId: 'subnet-1', State: { Name: 'running' } }
  const told = [{ ...instance, PublicIpAddress: '198.51.100.10', NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1' }] }]

  it('has the address its instance says it has', () => {
    const all = findings('NetworkInterfaces', bare, { ...OPEN, elements: { Instances: told } })
    expect(tells('SG-003', all)).toEqual(['FAIL sg-1 critical internet tcp/22'])
    expect(tells('RT-004', all)).toEqual(['PASS subnet-1'])
  })

  it('is not said to stand in a public subnet without an address, nor to need it', () => {
    const all = findings('NetworkInterfaces', bare)
    expect(tells('RT-004', all)).toEqual(['NOT_EVALUATED subnet-1'])
    expect(tells('RT-001', all)).toContain('FAIL rtb-1 medium unknown')
    const routes = all.filter(({ ruleId }) => ruleId.startsWith('RT-'))
    expect(sentences(routes)).not.toContain('faces the internet')
  })
})

describe('a subnet that does not say whether it assigns public addresses', () => {
  it('does not pass', () => {
    expect(tells('TIER-002', findings('Subnets', without('MapPublicIpOnLaunch')))).toEqual(['NOT_EVALUATED subnet-1'])
  })
})

describe('a network ACL that does not say whom it guards', () => {
  it('is not lowered for guarding nobody', () => {
    const all = findings('NetworkAcls', without('Associations'), SHUT_ACL)
    const own = all.find(({ ruleId, status }) => ruleId === 'NACL-001' && status === 'FAIL')
    expect([own?.severity.effective, own?.exposure.level]).toEqual(['medium', 'unknown'])
    expect(own?.severity.why.join()).toContain('which subnets use it was not told')
  })
})

describe('a route table that does not say who uses it', () => {
  it.each([without('Associations'), withField('Associations', [{}])])(
    'may be used, and may be the main one',
    (change) => {
      const all = findings('RouteTables', change, PUBLIC_MAIN)
      expect(tells('RT-001', all)).toEqual(['FAIL rtb-1 medium unknown'])
      expect(tells('RT-002', all)).toEqual(['NOT_EVALUATED rtb-1'])
      expect(sentences(all)).not.toContain('no known subnet uses the table')
    },
  )

  it('leaves open who uses a main table that leads to the internet', () => {
    const tables = { ...PUBLIC_MAIN.tables, 'rtb-2': { routes: ['10.0.0.0/16 local'], subnets: ['subnet-1'] } }
    const change: Change = (element) =>
      element['RouteTableId'] === 'rtb-2' ? without('Associations')(element) : element
    const all = findings('RouteTables', change, { ...OPEN, tables })
    expect(tells('RT-002', all)).toEqual(['FAIL rtb-1 high unknown'])
    expect(sentences(all)).toContain('which subnets do now was not told')
  })

  it('is not the main one where another is', () => {
    const change: Change = (element) =>
      element['RouteTableId'] === 'rtb-1' ? without('Associations')(element) : element
    expect(tells('RT-002', findings('RouteTables', change))).toEqual(['PASS rtb-main'])
  })
})

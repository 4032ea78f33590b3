import { describe, expect, it } from 'vitest'
import { MAIN_TABLE, type NetworkSketch } from '../../../testing/sketch-network.ts'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const table = (...routes: string[]) => ({
  tables: { 'rtb-main': MAIN_TABLE, 'rtb-1': { routes, subnets: ['subnet-1'] } },
})
const IDLE = { 'eni-1': { publicIp: null } }

describe('RT-001 default route to an internet gateway', () => {
  it.each([
    ['IPv4', ['0.0.0.0/0 igw-1'], 'FAIL rtb-1 medium internet'],
    ['IPv6', ['::/0 igw-1'], 'FAIL rtb-1 medium internet'],
    ['two halves', ['0.0.0.0/1 igw-1', '128.0.0.0/1 igw-1'], 'FAIL rtb-1 medium internet'],
    ['every global IPv6 address', ['2000::/3 igw-1'], 'FAIL rtb-1 medium internet'],
    ['a prefix list that is the internet', ['pl-1 igw-1'], 'FAIL rtb-1 medium internet'],
    ['a NAT gateway is no internet gateway', ['0.0.0.0/0 nat-1'], 'PASS rtb-1'],
    ['one known range', ['198.51.100.0/24 igw-1'], 'PASS rtb-1'],
    ['a blackhole leads nowhere', ['0.0.0.0/0 igw-1 blackhole'], 'PASS rtb-1'],
    ['an egress-only gateway', ['::/0 eigw-1'], 'PASS rtb-1'],
  ])('%s', (_, routes, expected) => {
    const prefixLists = { 'pl-1': ['0.0.0.0/1', '128.0.0.0/1'] }
    expect(tell('RT-001', { ...table(...routes), prefixLists, interfaces: IDLE })).toEqual([expected, 'PASS rtb-main'])
  })

  it('is not evaluated when the entries of a prefix list decide and are missing', () => {
    expect(tell('RT-001', { ...table('pl-1 igw-1'), prefixLists: { 'pl-1': null } })).toContain('NOT_EVALUATED rtb-1')
  })

  it.each([
    ['entries', ['pl-1 igw-1'], 'get-managed-prefix-list-entries --region eu-west-1 --prefix-list-id pl-1'],
    ['routes', ['0.0.0.0/x igw-1'], 'describe-route-tables --region eu-west-1 --route-table-ids rtb-1'],
  ])('asks for the %s that are missing', (_, routes, command) => {
    const findings = findingsOf('RT-001', { ...table(...routes), prefixLists: { 'pl-1': null } })
    const asked = findings.flatMap(
      ({ reasonNotEvaluated }) => reasonNotEvaluated?.split('To answer: aws ec2 ')[1] ?? [],
    )
    expect(asked).toEqual([command])
  })

  it('is not led to the internet by a list AWS keeps for a service, entries or none', () => {
    const ManagedPrefixLists = [{ PrefixListId: 'pl-1', PrefixListName: 'com.amazonaws.eu-west-1.s3', OwnerId: 'AWS' }]
    expect(tell('RT-001', { ...table('pl-1 igw-1'), elements: { ManagedPrefixLists } })).toContain('PASS rtb-1')
  })

  it('is info, intended, when every interface behind it faces the internet', () => {
    expect(tell('RT-001', {})).toContain('FAIL rtb-1 info internet')
  })

  it('is not called intended when nothing in use stands behind it, unless a NAT gateway does', () => {
    const idle = { 'eni-1': { publicIp: null, instance: null, status: 'available' } }
    expect(tell('RT-001', { interfaces: idle })).toContain('FAIL rtb-1 medium internet')
    const NatGateways = [{ NatGatewayId: 'nat-1', VpcId: 'vpc-1', SubnetId: 'subnet-1', State: 'available' }]
    expect(tell('RT-001', { interfaces: idle, elements: { NatGateways } })).toContain('FAIL rtb-1 info internet')
  })

  it('is low when no subnet uses it, and not lowered when interfaces were not collected', () => {
    expect(tell('RT-001', { tables: { 'rtb-main': MAIN_TABLE, 'rtb-1': { routes: ['0.0.0.0/0 igw-1'] } } })).toContain(
      'FAIL rtb-1 low none',
    )
    expect(tell('RT-001', { missing: ['NetworkInterfaces'] })).toContain('FAIL rtb-1 medium unknown')
  })

  it('passes a table the settings list, and leaves main tables to RT-002', () => {
    expect(tell('RT-001', {}, { publicRouteTables: ['rtb-1'] })).toContain('PASS rtb-1')
    expect(tell('RT-001', { tables: { 'rtb-main': { routes: ['0.0.0.0/0 igw-1'], main: true } } })).toEqual([])
  })

  it('deletes exactly these routes where nothing lives by them', () => {
    const idle = { ...table('0.0.0.0/0 igw-1', '::/0 igw-1'), interfaces: IDLE }
    expect(theFailure('RT-001', idle).remediation.cli).toEqual([
      'aws ec2 delete-route --region eu-west-1 --route-table-id rtb-1 --destination-cidr-block 0.0.0.0/0',
      'aws ec2 delete-route --region eu-west-1 --route-table-id rtb-1 --destination-ipv6-cidr-block ::/0',
    ])
  })

  it.each<[string, NetworkSketch]>([
    ['a public host', {}],
    [
      'a public host beside one without an address',
      { interfaces: { 'eni-1': {}, 'eni-2': { ...IDLE['eni-1'], privateIp: '10.0.0.11', instance: 'i-2' } } },
    ],
    ['a NAT gateway', { interfaces: { 'eni-1': { type: 'nat_gateway', instance: null } } }],
    ['what was not collected', { missing: ['NetworkInterfaces'] }],
  ])('takes no route away from %s', (_, sketch) => {
    const { remediation } = theFailure('RT-001', sketch)
    expect(remediation.cli.map((command) => command.split(' ')[2])).toEqual([
      'describe-route-tables',
      'describe-network-interfaces',
    ])
    expect(remediation.summary).toContain('without it the internet is cut off both ways')
  })
})

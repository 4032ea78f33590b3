/** Who gets through the whole path decides the level: one address is not the internet, and the team's own are neither. */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../describe/document.ts'
import { type NetworkSketch, PUBLIC_TABLE } from '../testing/sketch-network.ts'
import { tell, theFailure } from '../testing/tell-findings.ts'
import type { Settings } from './settings.ts'

const OUT = '100 out allow all 0.0.0.0/0'

function behind(...entries: readonly string[]): NetworkSketch {
  return {
    groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] },
    acls: { 'acl-1': { entries: [...entries, OUT], isDefault: true, subnets: ['subnet-1'] } },
  }
}

const admitting = (...sources: readonly string[]) =>
  behind(...sources.map((source, index) => `${100 + index} in allow tcp 22 ${source}`))

const CORPORATE: Partial<Settings> = { corporateRanges: ['198.51.100.0/24'] }

describe('a group that admits the internet, behind a network ACL', () => {
  it.each<[string, NetworkSketch, Partial<Settings>, string]>([
    ['one address', admitting('198.51.100.7/32'), {}, 'high limited'],
    ['a corporate range', admitting('198.51.100.0/24'), CORPORATE, 'high corporate'],
    ['a part of a corporate range', admitting('198.51.100.7/32'), CORPORATE, 'high corporate'],
    ['a corporate range and one more', admitting('198.51.100.0/24', '203.0.113.9/32'), CORPORATE, 'high limited'],
    ['no more than the threshold', admitting('3.0.0.0/8'), {}, 'high limited'],
    ['more than the threshold', admitting('3.0.0.0/8', '4.0.0.0/32'), {}, 'critical internet'],
    ['two halves', admitting('0.0.0.0/1', '128.0.0.0/1'), {}, 'critical internet'],
    ['all but one', behind('90 in deny all 198.51.100.7/32', '100 in allow all 0.0.0.0/0'), {}, 'critical internet'],
    [
      'all but one, where every address is asked for',
      behind('90 in deny all 198.51.100.7/32', '100 in allow all 0.0.0.0/0'),
      { internetThreshold: { ipv4Addresses: null, ipv6Networks: null } },
      'critical internet',
    ],
  ])('that lets in %s', (_, ...[sketch, settings, expected]) => {
    expect(tell('SG-003', sketch, settings)).toEqual([`FAIL sg-1 ${expected} tcp/22`])
  })

  it('says which addresses are left, and not that the internet reaches it', () => {
    const { title, description, severity } = theFailure('SG-003', admitting('198.51.100.7/32'))
    expect(title).toBe('SSH on bastion-1 is open by its security group, and reachable from some public addresses')
    expect(severity.why).toEqual(['of the internet only 198.51.100.7/32 can reach bastion-1 now.'])
    expect(description).not.toContain('the internet reaches')
  })

  it('names the corporate ranges that are left', () => {
    const { title, severity } = theFailure('SG-003', admitting('198.51.100.0/24'), CORPORATE)
    expect(title).toBe('SSH on bastion-1 is open by its security group, and reachable from corporate ranges')
    expect(severity.why).toEqual(['of the internet only corporate ranges (198.51.100.0/24) can reach bastion-1 now.'])
  })

  it('counts each port for itself: two halves of the internet on two ports are not the internet on one', () => {
    const halves = behind(
      '100 in allow tcp 22 3.0.0.0/9',
      '110 in allow tcp 23 3.128.0.0/9',
      '120 in allow tcp 22 5.0.0.0/10',
    )
    const sketch = { ...halves, groups: { 'sg-1': ['in tcp 22-23 0.0.0.0/0'] } }
    expect(tell('SG-003', sketch)).toEqual(['FAIL sg-1 high limited tcp/22-23'])
  })
})

describe('a route table that answers a few addresses only', () => {
  const routes = (...list: readonly string[]): NetworkSketch => ({
    groups: { 'sg-1': ['in tcp 22 0.0.0.0/0'] },
    tables: { 'rtb-1': { ...PUBLIC_TABLE, routes: list } },
    prefixLists: { 'pl-1': null },
  })

  it('leaves it limited', () => {
    const sketch = routes('10.0.0.0/16 local', '198.51.100.0/24 igw-1')
    expect(tell('SG-003', sketch)).toEqual(['FAIL sg-1 high limited tcp/22'])
  })

  it('is unknown where a list that was not collected may answer them all', () => {
    const sketch = routes('10.0.0.0/16 local', '198.51.100.0/24 igw-1', 'pl-1 igw-1')
    expect(tell('SG-003', sketch)).toEqual(['FAIL sg-1 critical unknown tcp/22'])
  })
})

describe('of several interfaces', () => {
  it('the one the internet reaches decides, not the first with an address that gets through', () => {
    const sketch: NetworkSketch = {
      ...admitting('198.51.100.7/32'),
      subnets: { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24' } },
      tables: { 'rtb-1': { ...PUBLIC_TABLE, subnets: ['subnet-1', 'subnet-2'] } },
      acls: {
        'acl-1': { entries: ['100 in allow tcp 22 198.51.100.7/32', OUT], subnets: ['subnet-1'] },
        'acl-2': { entries: ['100 in allow all 0.0.0.0/0', OUT], subnets: ['subnet-2'] },
      },
      interfaces: { 'eni-1': {}, 'eni-2': { subnet: 'subnet-2', instance: 'i-2' } },
      instances: { 'i-1': 'bastion-1', 'i-2': 'bastion-2' },
    }
    const { severity, exposure } = theFailure('SG-003', sketch)
    expect([severity.effective, exposure.level]).toEqual(['critical', 'internet'])
    expect(severity.why.join()).toContain('the internet reaches bastion-2 now')
  })

  it('one that may carry the group, for its groups were not told, keeps it unknown', () => {
    const eni = (id: string, groups: object): JsonObject => ({
      NetworkInterfaceId: id,
      VpcId: 'vpc-1',
      SubnetId: id === 'eni-1' ? 'subnet-1' : 'subnet-2',
      Status: 'in-use',
      PrivateIpAddresses: [
        { PrivateIpAddress: '10.0.0.10', Primary: true, Association: { PublicIp: '198.51.100.10' } },
      ],
      ...groups,
    })
    const NetworkInterfaces = [eni('eni-1', { Groups: [{ GroupId: 'sg-1' }] }), eni('eni-2', {})]
    const sketch = { ...admitting('203.0.113.7/32'), elements: { NetworkInterfaces } }
    const { exposure, severity } = theFailure('SG-003', sketch)
    expect([severity.effective, exposure.level]).toEqual(['critical', 'unknown'])
    expect(severity.why.join()).toContain('eni-2 may carry it, for its security groups were not told')
  })
})

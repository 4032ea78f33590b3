/** One change away from the internet: the change that is named is enough, and there is no exposure before it. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDescribe } from '../inventory/read-describe.ts'
import { randomWorld } from '../testing/random-world.ts'
import { MAIN_TABLE, type NetworkSketch, OPEN_ACL, PUBLIC_TABLE, sketchNetwork } from '../testing/sketch-network.ts'
import { exposure } from './exposure.ts'
import { networkOf } from './network.ts'
import { oneChangeAway } from './one-change-away.ts'

const OPEN: NetworkSketch = {
  groups: { 'sg-1': ['in tcp 443 0.0.0.0/0'] },
  interfaces: { 'eni-1': { publicIp: '198.51.100.9' } },
}

function changes(sketch: NetworkSketch): readonly string[] {
  const network = networkOf(sketchNetwork({ ...OPEN, ...sketch }))
  return oneChangeAway(network).map(
    ({ members, family, change }) => `${members.join()} IPv${family} ${change.code} ${change.component}`,
  )
}

const NO_ROUTE = { 'rtb-1': { routes: ['10.0.0.0/16 local'], subnets: ['subnet-1'] }, 'rtb-main': MAIN_TABLE }

describe('an interface one change away', () => {
  it.each<[string, NetworkSketch, string]>([
    ['a public address', { interfaces: { 'eni-1': { publicIp: null } } }, 'ASSOCIATE_PUBLIC_ADDRESS eni-1'],
    ['its instance running', { instances: { 'i-1': 'web/stopped' } }, 'START_INSTANCE i-1'],
    [
      'being attached',
      { interfaces: { 'eni-1': { publicIp: '198.51.100.9', instance: null, status: 'available' } } },
      'ATTACH_INTERFACE eni-1',
    ],
    [
      'the internet gateway let in again',
      { interfaces: { 'eni-1': { publicIp: '198.51.100.9', denyAllIgwTraffic: true } } },
      'ALLOW_INTERNET_GATEWAY_TRAFFIC eni-1',
    ],
    ['a default route', { tables: NO_ROUTE }, 'ADD_DEFAULT_ROUTE rtb-1'],
    ['a rule of its group', { groups: { 'sg-1': [] } }, 'ALLOW_IN_SECURITY_GROUP sg-1'],
    [
      'an entry of its ACL',
      { acls: { 'acl-1': { ...OPEN_ACL, entries: ['100 out allow all 0.0.0.0/0'] } } },
      'ALLOW_IN_NETWORK_ACL acl-1',
    ],
    [
      'an internet gateway',
      {
        elements: { InternetGateways: [] },
        tables: { 'rtb-1': { ...PUBLIC_TABLE, routes: ['0.0.0.0/0 igw-1 blackhole'] }, 'rtb-main': MAIN_TABLE },
      },
      'ATTACH_INTERNET_GATEWAY vpc-1',
    ],
    [
      'Block Public Access off',
      {
        elements: {
          VpcBlockPublicAccessOptions: [
            { AwsAccountId: '111122223333', AwsRegion: 'eu-west-1', InternetGatewayBlockMode: 'block-ingress' },
          ],
        },
      },
      'EXEMPT_FROM_BLOCK_PUBLIC_ACCESS vpc-1',
    ],
  ])('from %s is told which', (_, sketch, change) => {
    expect(changes(sketch).filter((each) => each.includes('IPv4'))).toEqual(
      change === '' ? [] : [`eni-1 IPv4 ${change}`],
    )
  })

  it('is told each change that is enough where a group and an ACL only together shut everybody out', () => {
    const acl = { ...OPEN_ACL, entries: ['50 in allow tcp 443 192.0.2.0/24', '100 out allow all 0.0.0.0/0'] }
    const found = changes({ groups: { 'sg-1': ['in tcp 443 198.51.100.0/24'] }, acls: { 'acl-1': acl } })
    expect(found).toEqual(['eni-1 IPv4 ALLOW_IN_NETWORK_ACL acl-1', 'eni-1 IPv4 ALLOW_IN_SECURITY_GROUP sg-1'])
  })

  it.each<[string, NetworkSketch]>([
    ['what is reached already', {}],
    ['what needs two changes', { groups: { 'sg-1': [] }, instances: { 'i-1': 'web/stopped' } }],
    ['a NAT gateway', { interfaces: { 'eni-1': { publicIp: '198.51.100.9', type: 'nat_gateway' } } }],
    ['what may be reached for all that is known', { missing: ['NetworkAcls'] }],
    [
      'what would be reached only if something unknown turns out well',
      { missing: ['NetworkAcls'], instances: { 'i-1': 'web/stopped' } },
    ],
  ])('is not %s', (_, sketch) => {
    expect(changes(sketch).filter((each) => each.includes('IPv4'))).toEqual([])
  })

  it('is asked for an IPv6 address only where its subnet has one to give', () => {
    const groups = { 'sg-1': ['in tcp 443 ::/0'] }
    expect(changes({ groups })).toContain('eni-1 IPv6 ASSIGN_IPV6_ADDRESS eni-1')
    expect(changes({ groups, subnets: { 'subnet-1': { cidr: '10.0.0.0/24' } } }).join()).not.toContain('IPv6')
  })

  it('is never among what the internet reaches, or may, in the same family', () => {
    fc.assert(
      fc.property(randomWorld, (document) => {
        const network = networkOf(readDescribe([document]))
        const reached = new Set(
          exposure(network).flatMap(({ members, family }) => members.map((id) => `${id} ${family}`)),
        )
        const near = oneChangeAway(network).flatMap(({ members, family }) => members.map((id) => `${id} ${family}`))
        expect(near.filter((each) => reached.has(each))).toEqual([])
      }),
      { numRuns: 100 },
    )
  })
})

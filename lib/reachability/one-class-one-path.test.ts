/** Interfaces of one class share one path, so a class must never join two that differ in their answer. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDescribe } from '../inventory/read-describe.ts'
import { randomWorld } from '../testing/random-world.ts'
import { MAIN_TABLE, type NetworkSketch, PUBLIC_TABLE, sketchNetwork } from '../testing/sketch-network.ts'
import { interfaceClasses } from './interface-classes.ts'
import { internetPath } from './internet-path.ts'
import { networkOf } from './network.ts'

const OWNER = '111122223333'
const SUBNETS = { 'subnet-1': { cidr: '10.0.0.0/24' }, 'subnet-2': { cidr: '10.0.1.0/24' } }
const TWO = { 'eni-1': { instance: null }, 'eni-2': { instance: null, subnet: 'subnet-2', privateIp: '10.0.1.10' } }
const BOTH = { 'rtb-1': { ...PUBLIC_TABLE, subnets: ['subnet-1', 'subnet-2'] } }

function classCount(sketch: NetworkSketch): number {
  const inventory = sketchNetwork({ subnets: SUBNETS, interfaces: TWO, tables: BOTH, ...sketch })
  return interfaceClasses(networkOf(inventory), [...inventory.networkInterfaces.values()]).length
}

const blocked = {
  VpcBlockPublicAccessOptions: [
    { AwsAccountId: OWNER, AwsRegion: 'eu-west-1', InternetGatewayBlockMode: 'block-ingress' },
  ],
}

describe('interfaces of two subnets', () => {
  const acl = { entries: ['100 in allow all 0.0.0.0/0', '100 out allow all 0.0.0.0/0'] }
  it.each<[string, NetworkSketch, number]>([
    [
      'are one class where table and ACL are the same',
      { acls: { 'acl-1': { ...acl, subnets: ['subnet-1', 'subnet-2'] } } },
      1,
    ],
    [
      'are two where each has an ACL of its own',
      { acls: { 'acl-1': { ...acl, subnets: ['subnet-1'] }, 'acl-2': { ...acl, subnets: ['subnet-2'] } } },
      2,
    ],
    ['are two where each has a table of its own', { tables: { 'rtb-1': PUBLIC_TABLE, 'rtb-main': MAIN_TABLE } }, 2],
    ['are two where no table is known: each may have its own', { tables: {} }, 2],
    [
      'are two where one is excluded from Block Public Access',
      {
        elements: {
          ...blocked,
          VpcBlockPublicAccessExclusions: [
            {
              ExclusionId: 'vpcbpa-exclude-1',
              InternetGatewayExclusionMode: 'allow-bidirectional',
              ResourceArn: `arn:aws:ec2:eu-west-1:${OWNER}:subnet/subnet-2`,
              State: 'create-complete',
            },
          ],
        },
      },
      2,
    ],
    [
      'are two where one tells a block mode of its own',
      {
        elements: {
          Subnets: [
            {
              SubnetId: 'subnet-1',
              VpcId: 'vpc-1',
              OwnerId: OWNER,
              BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
            },
            {
              SubnetId: 'subnet-2',
              VpcId: 'vpc-1',
              OwnerId: OWNER,
              BlockPublicAccessStates: { InternetGatewayBlockMode: 'block-ingress' },
            },
          ],
        },
      },
      2,
    ],
    [
      'are two where the instance behind one is stopped',
      {
        interfaces: { 'eni-1': {}, 'eni-2': { ...TWO['eni-2'], instance: 'i-2' } },
        instances: { 'i-1': 'up/running', 'i-2': 'down/stopped' },
      },
      2,
    ],
  ])('%s', (_, sketch, count) => {
    expect(classCount(sketch)).toBe(count)
  })
})

describe('an interface with parts that could not be read', () => {
  it('is in no class with one that was read whole', () => {
    const element = (id: string, more: object) => ({
      NetworkInterfaceId: id,
      VpcId: 'vpc-1',
      SubnetId: 'subnet-1',
      OwnerId: OWNER,
      PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.10' }],
      Groups: [{ GroupId: 'sg-1' }],
      ...more,
    })
    const NetworkInterfaces = [element('eni-1', {}), element('eni-2', { Ipv6Addresses: [{ Ipv6Address: 'nonsense' }] })]
    expect(classCount({ elements: { NetworkInterfaces } })).toBe(2)
  })
})

describe('every member of a class', () => {
  it('has the verdict, the ports and the clients of its representative', () => {
    fc.assert(
      fc.property(randomWorld, fc.constantFrom(4 as const, 6 as const), (document, family) => {
        const inventory = readDescribe([document])
        const answer = (interfaceId: string) => {
          const { verdict, ports, sources } = internetPath(inventory, {
            interfaceId,
            family,
            protocol: 6,
            ports: [[0, 65535]],
          })
          return { verdict, ports, sources }
        }
        const classes = interfaceClasses(networkOf(inventory), [...inventory.networkInterfaces.values()])
        for (const { representative, members } of classes) {
          for (const { id } of members) expect(answer(id)).toEqual(answer(representative.id))
        }
      }),
      { numRuns: 200 },
    )
  })
})

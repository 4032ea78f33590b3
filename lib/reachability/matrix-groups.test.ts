import { describe, expect, it } from 'vitest'
import { sketchNetwork } from '../testing/sketch-network.ts'
import { matrixGroups, parseMatrixBy } from './matrix-groups.ts'

const tags = (Key: string, Value: string) => ({ TagSet: [{ Key, Value }] })

const INVENTORY = sketchNetwork({
  subnets: { 'subnet-2': { cidr: '10.0.1.0/24' }, 'subnet-1': { cidr: '10.0.0.0/24' } },
  groups: { 'sg-2': [], 'sg-1': [] },
  instances: { 'i-1': 'web', 'i-2': 'db' },
  interfaces: {
    'eni-1': { privateIp: '10.0.0.11', instance: 'i-1', groups: ['sg-2', 'sg-1'] },
    'eni-2': {
      privateIp: '10.0.1.12',
      instance: 'i-2',
      groups: ['sg-2'],
      subnet: 'subnet-2',
      more: tags('Name', 'own'),
    },
    'eni-3': { privateIp: '10.0.0.13', instance: null, groups: [] },
    'eni-nat': { privateIp: '10.0.0.14', instance: null, groups: [], type: 'nat_gateway' },
  },
})

const told = (by: string) => {
  const kind = parseMatrixBy(by)
  return kind && matrixGroups(INVENTORY, kind).map(({ id, label, interfaceIds }) => [id, label, interfaceIds.join()])
}

describe('the groups of a matrix', () => {
  it.each([
    ['vpc', [['vpc-1', 'vpc-1', 'eni-1,eni-2,eni-3']]],
    [
      'subnet',
      [
        ['subnet-1', 'subnet-1', 'eni-1,eni-3'],
        ['subnet-2', 'subnet-2', 'eni-2'],
      ],
    ],
    [
      'security-group',
      [
        ['no security group', 'no security group', 'eni-3'],
        ['sg-1', 'sg-1-name', 'eni-1'],
        ['sg-2', 'sg-2-name', 'eni-1,eni-2'],
      ],
    ],
    [
      'tag:Name',
      [
        ['no Name', 'no Name', 'eni-3'],
        ['own', 'own', 'eni-2'],
        ['web', 'web', 'eni-1'],
      ],
    ],
    ['tag:__proto__', [['no __proto__', 'no __proto__', 'eni-1,eni-2,eni-3']]],
    ['tag:constructor', [['no constructor', 'no constructor', 'eni-1,eni-2,eni-3']]],
    ['tag:', null],
    [`tag:${'a'.repeat(129)}`, null],
    ['tag', null],
    ['VPC', null],
  ])('are those of %s, in the order of their ids, of interfaces that are ends', (by, groups) => {
    expect(told(by)).toEqual(groups)
  })
})

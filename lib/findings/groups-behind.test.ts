import { describe, expect, it } from 'vitest'
import type { Inventory } from '../inventory/inventory.ts'
import { networkOf } from '../reachability/network.ts'
import { sketchNetwork } from '../testing/sketch-network.ts'
import { groupsBehindAcl, groupsInSubnet, groupsOf } from './groups-behind.ts'

const NETWORK = {
  groups: { 'sg-1': [], 'sg-2': [], 'sg-3': [] },
  subnets: { 'subnet-1': { cidr: '10.0.1.0/24' }, 'subnet-2': { cidr: '10.0.2.0/24' } },
  acls: { 'acl-1': { entries: [], subnets: ['subnet-1', 'subnet-2'] }, 'acl-2': { entries: [], subnets: [] } },
  interfaces: {
    'eni-1': { groups: ['sg-2', 'sg-1'], privateIp: '10.0.1.10' },
    'eni-2': { groups: ['sg-1'], privateIp: '10.0.1.11' },
    'eni-3': { groups: ['sg-3', 'sg-1'], privateIp: '10.0.2.10', subnet: 'subnet-2' },
  },
}

function aclOf({ networkAcls }: Inventory, id: string) {
  const acl = networkAcls.get(id)
  if (!acl) throw new Error(`There is no ${id}.`)
  return acl
}

describe('the groups behind something', () => {
  const inventory = sketchNetwork(NETWORK)
  const network = networkOf(inventory)

  it('names each group of a subnet once, in the order it is met', () => {
    expect([...groupsInSubnet(network, 'subnet-1')]).toEqual(['sg-2', 'sg-1'])
    expect([...groupsInSubnet(network, 'subnet-2')]).toEqual(['sg-3', 'sg-1'])
    expect([...groupsInSubnet(network, 'subnet-9')]).toEqual([])
  })

  it('names those of every subnet of an ACL, and none of one that guards none', () => {
    expect([...groupsBehindAcl(network, aclOf(inventory, 'acl-1'))]).toEqual(['sg-2', 'sg-1', 'sg-3'])
    expect([...groupsBehindAcl(network, aclOf(inventory, 'acl-2'))]).toEqual([])
  })

  it('leaves what it keeps of a subnet as it is when several are joined', () => {
    groupsBehindAcl(network, aclOf(inventory, 'acl-1'))
    expect([...groupsInSubnet(network, 'subnet-1')]).toEqual(['sg-2', 'sg-1'])
  })

  it('names those of any interfaces', () => {
    expect([...groupsOf([...inventory.networkInterfaces.values()].slice(1))]).toEqual(['sg-1', 'sg-3'])
    expect([...groupsOf([])]).toEqual([])
  })
})

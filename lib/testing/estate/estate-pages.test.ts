import { describe, expect, test } from 'vitest'
import { indexOf } from '../../inventory/lookups.ts'
import { readDescribe } from '../../inventory/read-describe.ts'
import { containsAddress } from '../../net/prefix.ts'
import { exposure } from '../../reachability/exposure.ts'
import { nodesOfLoadBalancer } from '../../reachability/load-balancer-nodes.ts'
import { networkOf } from '../../reachability/network.ts'
import { estateDocuments, estatePages, pageJson } from './estate-pages.ts'
import { mix } from './estate-plan.ts'

describe('an estate of pages', () => {
  test.each([1, 999, 1000, 12_345])('has exactly the %i interfaces asked for', (interfaces) => {
    let count = 0
    for (const { elements } of estatePages({ interfaces })) count += elements.get('NetworkInterfaces')?.length ?? 0
    expect(count).toBe(interfaces)
  })

  test('is the same, byte for byte, for the same seed and another for another', () => {
    const text = (seed: number) => [...estatePages({ interfaces: 40, seed })].map(pageJson).join('\n')
    expect(text(3)).toBe(text(3))
    expect(text(3)).not.toBe(text(4))
  })

  test('is read without a gap: nothing is missing, unreadable or dangling', () => {
    expect(readDescribe(estateDocuments({ interfaces: 3000 })).gaps).toEqual([])
  })

  test('puts every interface into the range of its subnet, and no two of a subnet on one address', () => {
    const inventory = readDescribe(estateDocuments({ interfaces: 4000 }))
    const seen = new Set<string>()
    for (const { id, subnetId, addresses, ipv6Addresses, prefixes } of inventory.networkInterfaces.values()) {
      const cidrs = inventory.subnets.get(subnetId)?.cidrs ?? []
      for (const address of [...addresses.map(({ privateIp }) => privateIp), ...ipv6Addresses]) {
        expect(
          cidrs.some((cidr) => containsAddress(cidr, address)),
          id,
        ).toBe(true)
        const place = `${subnetId} ${address.value}`
        expect(seen.has(place), place).toBe(false)
        seen.add(place)
      }
      for (const prefix of prefixes) expect(cidrs.some((cidr) => cidr.base <= prefix.base)).toBe(true)
    }
  })

  test('has what decides about reachability: public interfaces, references, ACLs, peerings, targets, IPv6', () => {
    const inventory = readDescribe(estateDocuments({ interfaces: 4000 }))
    const interfaces = [...inventory.networkInterfaces.values()]
    expect(interfaces.some(({ addresses }) => addresses.some(({ publicIp }) => publicIp !== null))).toBe(true)
    expect(interfaces.some(({ ipv6Addresses }) => ipv6Addresses.length > 0)).toBe(true)
    expect(new Set(interfaces.map(({ securityGroupIds }) => securityGroupIds.length))).toEqual(new Set([0, 1, 2, 3]))
    expect(inventory.vpcPeeringConnections.size).toBeGreaterThan(0)
    expect([...inventory.targetGroups.values()].every(({ targets }) => (targets?.length ?? 0) > 0)).toBe(true)
    const network = networkOf(inventory)
    expect([...inventory.loadBalancers.keys()].map((arn) => nodesOfLoadBalancer(network, arn).length)).toEqual(
      [...inventory.loadBalancers.keys()].map(() => 3),
    )
    expect(exposure(network).some(({ via }) => via !== null)).toBe(true)
    expect(indexOf(inventory).networkAclBySubnet.size).toBe(inventory.subnets.size)
    expect(indexOf(inventory).routeTableBySubnet.size).toBe(inventory.subnets.size)
  })
})

test('mixing never gives two numbers of one seed the same value', () => {
  const values = new Set(Array.from({ length: 50_000 }, (_, index) => mix(5, index)))
  expect(values.size).toBe(50_000)
})

import { describe, expect, it } from 'vitest'
import type { Inventory } from '../inventory/inventory.ts'
import { classifySubnet } from '../inventory/subnet-class.ts'
import { TCP } from '../net/protocol.ts'
import { internetPath } from '../reachability/internet-path.ts'
import { buildVpc } from './build-vpc.ts'

const shop = buildVpc('10.0.0.0/16')
  .subnet('subnet-web', '10.0.1.0/24', { '0.0.0.0/0': 'igw-1' })
  .subnet('subnet-db', '10.0.2.0/24')
  .host('eni-web', 'subnet-web', ['tcp/443 from 0.0.0.0/0'], { publicIp: '198.51.100.20' })
  .host('eni-db', 'subnet-db', ['tcp/5432 from sg-web', 'tcp/443 to pl-s3'])
  .prefixList('pl-s3', ['192.0.2.0/26'])

function verdict(inventory: Inventory, interfaceId: string, port: number): string {
  return internetPath(inventory, { interfaceId, family: 4, protocol: TCP, ports: [[port, port]] }).verdict
}

describe('a VPC said in a few lines', () => {
  it('is what was said, with nothing missing', () => {
    const { inventory } = shop
    expect(inventory.gaps).toEqual([])
    expect([...inventory.subnets.values()].map((subnet) => classifySubnet(inventory, subnet))).toEqual([
      'isolated',
      'public',
    ])
    expect(inventory.securityGroups.get('sg-db')?.rules.map(({ direction, peer }) => [direction, peer.kind])).toEqual([
      ['ingress', 'security-group'],
      ['egress', 'prefix-list'],
    ])
    expect(inventory.instances.get('i-web')?.name).toBe('web')
  })

  it.each([
    ['eni-web', 443, 'reachable'],
    ['eni-web', 22, 'blocked'],
    ['eni-db', 5432, 'blocked'],
  ] as const)('%s on tcp/%i is %s from the internet', (id, port, expected) => {
    expect(verdict(shop.inventory, id, port)).toBe(expected)
  })

  it('answers unknown, never blocked, when a group is in no document', () => {
    expect(verdict(shop.withoutGroup('sg-web').inventory, 'eni-web', 22)).toBe('unknown')
  })

  it('can leave a call out', () => {
    expect(shop.notCollected('RouteTables').document.elements.has('RouteTables')).toBe(false)
    expect(verdict(shop.notCollected('RouteTables').inventory, 'eni-web', 443)).toBe('unknown')
  })

  it('takes an ACL in place of the open one', () => {
    const closed = shop.acl('acl-web', ['subnet-web'], ['100 in deny tcp 443 0.0.0.0/0', '110 in allow all 0.0.0.0/0'])
    expect(verdict(closed.inventory, 'eni-web', 443)).toBe('blocked')
  })

  it('leaves the VPC it started from as it was', () => {
    const before = JSON.stringify([...shop.document.elements])
    shop.host('eni-more', 'subnet-web', []).withoutGroup('sg-web').notCollected('Vpcs')
    expect(JSON.stringify([...shop.document.elements])).toBe(before)
  })

  it.each([
    ['a subnet never said', () => shop.host('eni-x', 'subnet-wbe', [])],
    ['a group never said', () => shop.host('eni-x', 'subnet-web', [], { groups: ['sg-wbe'] })],
    ['a rule that is none', () => shop.host('eni-x', 'subnet-web', ['443 from anywhere'])],
    ['a CIDR block that is none', () => buildVpc('10.0.0.0')],
    ['a group to forget that is not there', () => shop.withoutGroup('sg-x')],
  ])('throws on %s', (_what, say) => {
    expect(say).toThrow()
  })
})

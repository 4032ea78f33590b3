import { describe, expect, it } from 'vitest'
import { sketchNetwork } from '../../testing/sketch-network.ts'
import { packetOf } from '../../testing/walk-from.ts'
import { networkOf } from '../network.ts'
import { judgeGroups } from './judge-groups.ts'

const PACKET = packetOf('203.0.113.9 > 10.0.0.10 tcp 443')

function judged(type: string, description = '') {
  const network = networkOf(
    sketchNetwork({ interfaces: { 'eni-1': { groups: [], type, description, instance: null } } }),
  )
  const [networkInterface] = network.inventory.networkInterfaces.values()
  if (!networkInterface) throw new Error('There is no interface.')
  return judgeGroups(network, { networkInterface, direction: 'ingress', packet: PACKET, identity: null })
}

// Source: VPC guide, "NAT gateway basics"; Transit Gateway guide, VPC attachments; ELB guide, Network and Gateway Load Balancers.
describe('an interface without security groups', () => {
  it.each([
    'nat_gateway',
    'transit_gateway',
    'network_load_balancer',
    'gateway_load_balancer',
    'gateway_load_balancer_endpoint',
  ])('of kind %s is filtered by none', (type) => {
    expect(judged(type)).toMatchObject({ decision: 'passes', doubts: [] })
  })

  it.each(['ELB net/front/1a2b', 'ELB gwy/wall/1a2b'])('that AWS calls %s is filtered by none', (description) => {
    expect(judged('interface', description).decision).toBe('passes')
  })

  it('of any other kind has groups that were not collected', () => {
    const { decision, doubts } = judged('interface')
    expect([decision, doubts.map(({ key }) => key)]).toEqual(['unknown', ['NetworkInterfaces']])
  })
})

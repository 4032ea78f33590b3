import { describe, expect, it } from 'vitest'
import { type BalancedSketch, balancerArn, sketchBalanced } from '../testing/sketch-balancers.ts'
import {
  sketchTransit,
  transitGateway,
  transitTable,
  type VpcSketch,
  vpcAttachment,
} from '../testing/sketch-transit.ts'
import { type Network, networkOf } from './network.ts'
import { parseQuery } from './parse-query.ts'
import { trace } from './trace.ts'
import type { Trace } from './trace-result.ts'

const CUT = 'There are more ways from here than were followed.'

function ask(network: Network, question: Record<string, unknown>): Trace {
  const { query, faults } = parseQuery({ protocol: 'tcp', port: 443, ...question })
  if (!query) throw new Error(faults.map(({ message }) => message).join(' '))
  return trace(network, query)
}

/** VPCs on one transit gateway that send everything on to the next, and may send it anywhere: lists nobody read say so. */
function ring(size: number): Network {
  const each = Array.from({ length: size }, (_, index) => index)
  const lists = each.map((index) => `pl-${index}`)
  const vpc = (index: number): VpcSketch => ({
    cidr: `10.${index}.0.0/16`,
    subnets: { [`subnet-${index}`]: `10.${index}.0.0/24` },
    routes: { [`subnet-${index}`]: ['0.0.0.0/0 tgw-1', ...lists.map((list) => `${list} tgw-1`)] },
    hosts: { [`eni-${index}`]: `subnet-${index} 10.${index}.0.10` },
  })
  const attachment = (index: number) =>
    vpcAttachment({ id: `tgw-attach-${index}`, gateway: 'tgw-1', vpc: `vpc-${index}`, subnets: [`subnet-${index}`] })
  const table = (index: number) =>
    transitTable(`tgw-rtb-${index}`, {
      gateway: 'tgw-1',
      associations: [`tgw-attach-${index}`],
      routes: [`0.0.0.0/0 tgw-attach-${(index + 1) % size}`, ...each.map((other) => `pl-${other} tgw-attach-${other}`)],
    })
  return networkOf(
    sketchTransit({
      vpcs: Object.fromEntries(each.map((index) => [`vpc-${index}`, vpc(index)])),
      prefixLists: Object.fromEntries(lists.map((list) => [list, null])),
      elements: {
        TransitGateways: [transitGateway('tgw-1')],
        TransitGatewayVpcAttachments: each.map(attachment),
        TransitGatewayRouteTables: each.map(table),
      },
    }),
  )
}

describe('more ways than can be followed', () => {
  it('answers unknown, never blocked, and soon', () => {
    const network = ring(12)
    const began = performance.now()
    const answer = ask(network, { from: 'eni-0', to: '8.8.8.8' })
    // Without a bound these are hours; the limit leaves room for a machine that is busy.
    expect(performance.now() - began).toBeLessThan(2000)
    expect(answer.verdict).toBe('unknown')
    expect(answer.delivered).toBe('unknown')
    expect(answer.blockers).toEqual([])
    expect(answer.unknowns.map(({ detail }) => detail)).toContain(CUT)
  })

  it('are few enough in a small ring, and every one of them is a circle', () => {
    const answer = ask(ring(3), { from: 'eni-0', to: '8.8.8.8' })
    expect(answer.verdict).toBe('blocked')
  })

  it('do not hide what stops the packet before they part', () => {
    const answer = ask(ring(12), { from: 'eni-0', to: '8.8.8.8', src_ip: '10.200.0.1' })
    expect(answer.verdict).toBe('blocked')
    expect(answer.blockers.map(({ code }) => code)).toContain('ENI_SOURCE_DEST_CHECK_RESTRICTION')
  })
})

// Source: Elastic Load Balancing, "Quotas for your Application Load Balancers": a thousand targets.
describe('a load balancer with a thousand targets', () => {
  const targets = Array.from({ length: 1000 }, (_, index) => `10.0.${10 + (index >> 8)}.${index & 255}:8080/healthy`)
  const sketch: BalancedSketch = { targetGroups: { 'tg-web': { type: 'ip', targets } } }
  const asked = { from: 'internet', to: balancerArn('shop') }

  it('is asked target by target, without one left out', () => {
    const answer = ask(networkOf(sketchBalanced(sketch)), asked)
    expect(answer.unknowns.map(({ detail }) => detail)).not.toContain(CUT)
  })
})

// Source: PrivateLink guide, "Gateway endpoints": a route to the prefix list of the service.
describe('a gateway endpoint whose list was not read', () => {
  const endpoint = (entries: readonly string[] | null) =>
    networkOf(
      sketchTransit({
        vpcs: {
          'vpc-a': {
            cidr: '10.1.0.0/16',
            subnets: { 'subnet-a': '10.1.0.0/24' },
            routes: { 'subnet-a': ['pl-s3 vpce-s3'] },
            hosts: { 'eni-a': 'subnet-a 10.1.0.10' },
          },
        },
        prefixLists: { 'pl-s3': entries },
        elements: {
          VpcEndpoints: [
            {
              VpcEndpointId: 'vpce-s3',
              VpcEndpointType: 'Gateway',
              VpcId: 'vpc-a',
              ServiceName: 'com.amazonaws.eu-west-1.s3',
              State: 'available',
            },
          ],
        },
      }),
    )

  it('answers unknown, never blocked, for nobody can name an address of the service', () => {
    const answer = ask(endpoint(null), { from: 'eni-a', to: 'vpce-s3' })
    expect(answer.verdict).toBe('unknown')
    expect(answer.unknowns[0]).toMatchObject({ code: 'UNKNOWN_DESTINATION', component: 'vpce-s3' })
  })

  it('is reached at an address of the list, where it was read', () => {
    expect(ask(endpoint(['192.0.2.0/24']), { from: 'eni-a', to: 'vpce-s3' }).verdict).toBe('reachable')
  })
})

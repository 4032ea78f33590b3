import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../net/prefix.ts'
import { balancerArn, sketchBalanced } from '../../testing/sketch-balancers.ts'
import { packetOf } from '../../testing/walk-from.ts'
import type { TargetChoice } from '../load-balancer-target.ts'
import { networkOf } from '../network.ts'
import { sendToTarget } from './send-to-target.ts'
import type { StepOutcome } from './state.ts'

const NETWORK = networkOf(sketchBalanced({ balancers: { shop: { kind: 'app' } } }))
const [NODE] = [...NETWORK.inventory.networkInterfaces.values()].filter(({ id }) => id.startsWith('eni-node'))
const ARN = balancerArn('shop', 'app')
const [LISTENER] = NETWORK.inventory.loadBalancers.get(ARN)?.listeners ?? []

function sent(choice: Partial<TargetChoice>): StepOutcome {
  const address = parseAddress('10.0.0.99')
  if (!NODE || !LISTENER || !address) throw new Error('There is no load balancer.')
  const target: TargetChoice = {
    ...{ targetId: '10.0.0.99', port: 443, group: null, listener: LISTENER, availabilityZone: null, health: null },
    rule: { kind: 'resource', resourceId: ARN, document: 0, pointer: '/TargetGroups/0', excerpt: '10.0.0.99:443' },
    target: { kind: 'address', address, networkInterface: null },
    standing: { kind: 'sends', caveats: [] },
    ...choice,
  }
  return sendToTarget(
    { network: NETWORK, destinationId: null, requestOrigin: null },
    {
      place: { kind: 'load-balancer-target', arn: ARN, interfaceId: NODE.id, choice: target },
      packet: packetOf('203.0.113.7 > 10.0.0.5 tcp 443'),
      ...{ leg: 'request', identity: null, zone: null, translations: [] },
    },
  )
}

// Source: ELB guides, "Target groups" (deregistration delay, health).
describe('what a node sends to a target', () => {
  it('goes on to it from the node', () => {
    const { hops, next } = sent({})
    expect([hops.map(({ decision }) => decision), next.length]).toEqual([['passes'], 1])
  })

  it('ends where the node never sends to it, and says why', () => {
    const { hops, next } = sent({ standing: { kind: 'never', code: 'BAD_STATE', detail: 'it is deregistered' } })
    expect(hops.flatMap(({ blockers }) => blockers.map(({ code }) => code))).toEqual(['BAD_STATE'])
    expect(next).toEqual([])
  })

  it('is not known where AWS told no port, or the node has no address of the family of the target', () => {
    const details = (choice: Partial<TargetChoice>) =>
      sent(choice).hops.flatMap(({ unknowns }) => unknowns.map(({ detail }) => detail))
    expect(details({ port: null })).toEqual(['AWS did not tell the port of 10.0.0.99'])
    const address = parseAddress('2001:db8::99') ?? { family: 6, value: 0n }
    expect(details({ target: { kind: 'address', address, networkInterface: null } })).toEqual([
      `${NODE?.id} has no IPv6 address.`,
    ])
  })
})

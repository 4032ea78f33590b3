/** What a probe says of the way between two ends, hop by hop. */

import { describe, expect, it } from 'vitest'
import { type Address, formatAddress, parseAddress } from '../net/prefix.ts'
import { ask } from '../testing/format-trace.ts'
import { sketchNetwork } from '../testing/sketch-network.ts'
import type { Endpoint } from './endpoint-classes.ts'
import type { Trace, TraceHop, TraceUnknown } from './trace-result.ts'
import { wayOfProbe } from './way-between.ts'

const INVENTORY = sketchNetwork({
  interfaces: { 'eni-from': { privateIp: '10.0.0.10' }, 'eni-to': { privateIp: '10.0.0.11' } },
})
const TRACE = ask(INVENTORY, 'eni-from to eni-to tcp/443')
const [HOP] = TRACE.forward

const addressOf = (text: string): Address => {
  const address = parseAddress(text)
  if (!address) throw new Error(`${text} is no address`)
  return address
}

function endOf(id: string): Endpoint {
  const networkInterface = INVENTORY.networkInterfaces.get(id)
  if (!networkInterface) throw new Error(`${id} is not in the network`)
  return { networkInterface, address: addressOf('10.0.0.10') }
}

const UNTOLD: TraceUnknown = { code: 'UNKNOWN_RESOURCE', component: 'x', detail: 'x', key: null, gapIds: [] }

/** `route-table blocks`, `security-group passes at eni-to`, `nat-gateway passes as 10.0.0.99`, `subnet may`. */
function hopOf(text: string): TraceHop {
  if (!HOP) throw new Error('The probe of this test takes no step.')
  const [kind = '', decision = '', word = '', name = ''] = text.split(' ')
  const source = word === 'as' ? addressOf(name) : addressOf('10.0.0.10')
  return {
    ...HOP,
    component: kind.startsWith('eni-') ? kind : `the ${kind}`,
    kind: (kind.startsWith('eni-') ? 'network-interface' : kind) as TraceHop['kind'],
    attachedTo: word === 'at' ? name : null,
    decision: (decision === 'may' ? 'passes' : decision) as TraceHop['decision'],
    unknowns: decision === 'may' ? [UNTOLD] : [],
    inbound: { ...HOP.inbound, source },
  }
}

function told(hops: readonly string[], delivered: Trace['delivered'], from: Endpoint | null): string {
  const way = wayOfProbe({ ...TRACE, forward: hops.map(hopOf), delivered }, { from, to: endOf('eni-to') })
  return way.kind === 'told' ? `told as ${formatAddress(way.source)}` : way.kind
}

const ARRIVED = 'eni-to passes'

describe('the way a probe shows', () => {
  it.each<readonly [readonly string[], Trace['delivered'], string]>([
    [['route-table passes', ARRIVED], 'reachable', 'told as 10.0.0.10'],
    [['nat-gateway passes', 'eni-to passes as 10.0.0.99'], 'reachable', 'told as 10.0.0.99'],
    // What stops some packets and not others says nothing of the way.
    ...['network-acl', 'security-group', 'network-firewall', 'load-balancer', 'target-group', 'vpc-endpoint'].map(
      (kind) => [[`${kind} blocks`, ARRIVED], 'blocked', 'told as 10.0.0.10'] as const,
    ),
    [['security-group blocks', 'security-group unknown at eni-to'], 'blocked', 'told as 10.0.0.10'],
    // What stops every packet, or may lead elsewhere.
    [['route-table blocks'], 'blocked', 'none'],
    [['route-table blocks', ARRIVED], 'blocked', 'none'],
    [['route-table blocks'], 'unknown', 'lost'],
    [['route-table unknown', ARRIVED], 'unknown', 'lost'],
    [['route-table may', ARRIVED], 'unknown', 'lost'],
    [['route-table may', 'internet-gateway blocks'], 'blocked', 'lost'],
    [['route-table blocks', 'internet-gateway unknown'], 'blocked', 'none'],
    [['route-table unknown', 'internet-gateway blocks'], 'blocked', 'lost'],
    [['route-table passes'], 'unknown', 'lost'],
    [[], 'blocked', 'lost'],
    // Past the destination nothing counts, nor does the sender itself.
    [[ARRIVED, 'route-table blocks'], 'blocked', 'told as 10.0.0.10'],
    [['eni-from blocks', 'security-group blocks at eni-from', ARRIVED], 'blocked', 'told as 10.0.0.10'],
    [['eni-other blocks', ARRIVED], 'blocked', 'none'],
    [['subnet blocks at eni-from', ARRIVED], 'blocked', 'none'],
  ])('%j, %s: %s', (hops, delivered, expected) => {
    expect(told(hops, delivered, endOf('eni-from'))).toBe(expected)
  })

  it('counts each interface on it when nobody is the sender', () => {
    expect(told(['eni-from blocks', ARRIVED], 'blocked', null)).toBe('none')
  })
})

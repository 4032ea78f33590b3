/** Whose address a target sees. Source: Network Load Balancers guide, "Client IP preservation". */

import { describe, expect, it } from 'vitest'
import type { Family } from '../net/prefix.ts'
import {
  type BalancerSketch,
  balancerArn,
  sketchBalanced,
  type TargetGroupSketch,
  targetGroupArn,
} from '../testing/sketch-balancers.ts'
import { clientIpOf } from './client-ip.ts'

interface Asked {
  readonly kind?: NonNullable<BalancerSketch['kind']>
  readonly isInstance?: boolean
  readonly clientFamily?: Family
}

function kept(group: TargetGroupSketch, { kind = 'net', isInstance = false, clientFamily = 4 }: Asked = {}) {
  const { loadBalancers, targetGroups } = sketchBalanced({
    balancers: { shop: { kind, listeners: ['TCP:443 tg-web'] } },
    targetGroups: { 'tg-web': group },
  })
  const balancer = loadBalancers.get(balancerArn('shop', kind))
  if (!balancer) throw new Error('The load balancer of this test is none.')
  const told = targetGroups.get(targetGroupArn('tg-web')) ?? null
  return clientIpOf({ balancer, group: told, isInstance, clientFamily, targetFamily: 4 })
}
const OFF = { attributes: { 'preserve_client_ip.enabled': 'false' } }

describe('the client of a Network Load Balancer', () => {
  it.each(['UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'])('is always kept for %s: it cannot be turned off', (protocol) => {
    expect(kept({ protocol, type: 'ip', ...OFF }).preserved).toBe(true)
  })

  it.each(['TCP', 'TLS'])('is kept for %s where the attribute says so', (protocol) => {
    expect(kept({ protocol, type: 'ip', ...OFF }).preserved).toBe(false)
    expect(kept({ protocol, attributes: { 'preserve_client_ip.enabled': 'true' } }).preserved).toBe(true)
  })

  it('is kept for instances and not for addresses where no attribute says', () => {
    expect(kept({ protocol: 'TCP', attributes: {} }, { isInstance: true })).toEqual({ preserved: true, caveats: [] })
    expect(kept({ protocol: 'TCP', type: 'ip', attributes: {} })).toEqual({ preserved: false, caveats: [] })
  })

  it('is assumed, and said so, where the attributes were not collected', () => {
    expect(kept({ protocol: 'TCP', attributes: null }, { isInstance: true })).toEqual({
      preserved: true,
      caveats: ['ASSUMPTION_PRESERVE_CLIENT_IP_IS_ENABLED', 'MISSING_TARGET_GROUP_ATTRIBUTES'],
    })
    expect(kept({ protocol: 'TCP', type: 'ip', attributes: null }).caveats).toEqual([
      'ASSUMPTION_PRESERVE_CLIENT_IP_IS_DISABLED',
      'MISSING_TARGET_GROUP_ATTRIBUTES',
    ])
  })

  it('is kept before an Application Load Balancer', () => {
    expect(kept({ protocol: 'TCP', type: 'alb', ...OFF }).preserved).toBe(true)
  })

  it('is replaced where the target has the other family', () => {
    expect(kept({ protocol: 'UDP' }, { clientFamily: 6 }).preserved).toBe(false)
  })

  it.each(['app', 'gwy', 'classic'] as const)('is never seen behind another kind of load balancer: %s', (kind) => {
    expect(kept({ protocol: 'UDP', attributes: { 'preserve_client_ip.enabled': 'true' } }, { kind }).preserved).toBe(
      false,
    )
  })
})

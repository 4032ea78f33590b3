import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../describe/document.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const connection = (id: string, location: string | null, connectionState = 'available'): JsonObject => ({
  connectionId: id,
  connectionState,
  ...(location === null ? {} : { location }),
})
const vif = (id: string, connectionId: string): JsonObject => ({
  virtualInterfaceId: id,
  connectionId,
  directConnectGatewayId: 'dxgw-1',
  virtualInterfaceState: 'available',
})
const sketch = (Connections: readonly JsonObject[], VirtualInterfaces: readonly JsonObject[] = []) => ({
  elements: { Connections, VirtualInterfaces },
})
const TWO = [connection('dxcon-1', 'EqFA5'), connection('dxcon-2', 'EqAM3')]
const [PASS, FAIL, UNKNOWN] = ['PASS 111122223333', 'FAIL 111122223333 medium none', 'NOT_EVALUATED 111122223333']

// Source: Direct Connect user guide, "Direct Connect Resiliency Toolkit".
describe('HYB-007 Direct Connect without redundancy', () => {
  it.each([
    ['two connections in two places', sketch(TWO), [PASS]],
    ['one connection', sketch(TWO.slice(1)), [FAIL]],
    ['two in one place', sketch([connection('dxcon-1', 'EqFA5'), connection('dxcon-2', 'EqFA5')]), [FAIL]],
    ['a second that is down', sketch([connection('dxcon-1', 'EqFA5'), connection('dxcon-2', 'EqAM3', 'down')]), [FAIL]],
    ['a place not told', sketch([connection('dxcon-1', 'EqFA5'), connection('dxcon-2', null)]), [UNKNOWN]],
    ['a gateway on one of two', sketch(TWO, [vif('dxvif-1', 'dxcon-1'), vif('dxvif-2', 'dxcon-1')]), [FAIL]],
    ['a gateway on both', sketch(TWO, [vif('dxvif-1', 'dxcon-1'), vif('dxvif-2', 'dxcon-2')]), [PASS]],
    [
      'a gateway on two connections of a partner, which end nobody here knows where',
      sketch([], [vif('dxvif-1', 'dxcon-8'), vif('dxvif-2', 'dxcon-9')]),
      [UNKNOWN],
    ],
    ['a gateway on one connection of a partner', sketch([], [vif('dxvif-1', 'dxcon-8')]), [FAIL]],
    ['no Direct Connect', sketch([]), []],
    ['not collected', { missing: ['Connections' as const] }, ['NOT_EVALUATED 111122223333/eu-west-1']],
  ])('%s', (_, network, expected) => {
    expect(tell('HYB-007', network)).toEqual(expected)
  })

  it.each([
    ['only one connection is available', sketch(TWO.slice(1))],
    ['no connection is available', sketch([connection('dxcon-1', 'EqFA5', 'down')])],
  ])('says that %s', (words, network) => {
    expect(theFailure('HYB-007', network).description).toContain(`: ${words}.`)
  })

  it('misses no connection of its own where a partner lends them', () => {
    const { description } = theFailure('HYB-007', sketch([], [vif('dxvif-1', 'dxcon-8')]))
    expect(description).not.toContain('is available')
  })

  it('names the gateway, and shows every connection', () => {
    const { description, evidence } = theFailure('HYB-007', sketch(TWO, [vif('dxvif-1', 'dxcon-1')]))
    expect(description).toContain('every virtual interface to dxgw-1 stands on one connection')
    expect(evidence.map(({ pointer }) => pointer)).toEqual(['/Connections/0', '/Connections/1', '/VirtualInterfaces/0'])
  })
})

import { describe, expect, it } from 'vitest'
import { vpnConnection } from '../../../testing/sketch-transit.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const SET = { corporateRanges: ['198.51.100.0/24'] }
const sketch = (rule: string, tunnels: readonly string[] | null) => ({
  groups: { 'sg-1': [rule] },
  elements: {
    VpnGateways: [
      { VpnGatewayId: 'vgw-1', State: 'available', VpcAttachments: [{ VpcId: 'vpc-1', State: 'attached' }] },
    ],
    VpnConnections: tunnels ? [vpnConnection('vpn-1', { VpnGatewayId: 'vgw-1' }, tunnels)] : [],
  },
})
const OFFICE = 'in tcp 443 198.51.100.0/25'
const [PASS, FAIL, UNKNOWN] = ['PASS sg-1', 'FAIL sg-1 medium none', 'NOT_EVALUATED sg-1']

// Source: VPC guide, "Infrastructure security in Amazon VPC".
describe('HYB-008 corporate access rides the internet although a private link is up', () => {
  it.each([
    ['an office, one tunnel up', sketch(OFFICE, ['UP', 'DOWN']), FAIL],
    ['an office, the link is down', sketch(OFFICE, ['DOWN', 'DOWN']), PASS],
    ['an office, no link', sketch(OFFICE, null), PASS],
    ['an office, nobody told of the link', sketch(OFFICE, ['']), UNKNOWN],
    ['a private range', sketch('in tcp 443 10.9.0.0/16', ['UP']), PASS],
    ['the public range of somebody else', sketch('in tcp 443 203.0.113.0/24', ['UP']), PASS],
    ['the whole internet, for other rules', sketch('in tcp 443 0.0.0.0/0', ['UP']), PASS],
    ['what goes out', sketch('out tcp 443 198.51.100.0/25', ['UP']), PASS],
  ])('%s', (_, network, expected) => {
    expect(tell('HYB-008', network, SET)).toEqual([expected])
  })

  it('is not evaluated while nobody said which ranges are the own ones', () => {
    expect(tell('HYB-008', sketch(OFFICE, ['UP']))).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })

  it('finds Direct Connect through its gateway', () => {
    const { elements, groups } = sketch(OFFICE, null)
    const DirectConnectGateways = [
      {
        directConnectGatewayId: 'dxgw-1',
        directConnectGatewayState: 'available',
        directConnectGatewayAssociations: [{ associationState: 'associated', associatedGateway: { id: 'vgw-1' } }],
      },
    ]
    const VirtualInterfaces = [
      { virtualInterfaceId: 'dxvif-1', directConnectGatewayId: 'dxgw-1', virtualInterfaceState: 'available' },
    ]
    const network = { groups, elements: { ...elements, DirectConnectGateways, VirtualInterfaces } }
    expect(theFailure('HYB-008', network, SET).related).toEqual([{ role: 'private-link', id: 'dxvif-1' }])
  })

  it('points at the rule, and prints the ranges', () => {
    const { evidence, settingsUsed, remediation } = theFailure('HYB-008', sketch(OFFICE, ['UP', 'UP']), SET)
    expect(evidence.map(({ pointer }) => pointer)).toEqual(['/SecurityGroups/0/IpPermissions/0/IpRanges/0'])
    expect(settingsUsed['corporateRanges']).toBe('198.51.100.0/24')
    expect(remediation.cli[0]).toContain('revoke-security-group-ingress --region eu-west-1 --group-id sg-1')
  })
})

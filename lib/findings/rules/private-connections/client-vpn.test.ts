/** HYB-005, HYB-006 and HYB-010. Source: Client VPN administrator guide. */

import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../describe/document.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const ID = 'cvpn-endpoint-1'
const sketch = (more: JsonObject, rules: readonly string[] = ['out tcp 443 10.0.0.0/24']) => ({
  groups: { 'sg-1': rules, 'sg-default': ['out tcp 443 10.0.0.0/24'] },
  elements: {
    ClientVpnEndpoints: [
      { ClientVpnEndpointId: ID, VpcId: 'vpc-1', Status: { Code: 'available' }, SecurityGroupIds: ['sg-1'], ...more },
    ],
  },
})
const allow = (DestinationCidr: string, AccessAll = true): JsonObject => ({
  DestinationCidr,
  AccessAll,
  GroupId: AccessAll ? '' : 'staff',
  Status: { Code: 'active' },
})
const rules = (...AuthorizationRules: readonly JsonObject[]) => ({ AuthorizationRules })

describe('HYB-005 Client VPN lets everybody go everywhere', () => {
  it.each([
    ['everybody everywhere', rules(allow('0.0.0.0/0')), 'FAIL'],
    ['everybody everywhere over IPv6', rules(allow('::/0')), 'FAIL'],
    ['everybody everywhere, in halves', rules(allow('0.0.0.0/1'), allow('128.0.0.0/1')), 'FAIL'],
    ['a group everywhere', rules(allow('0.0.0.0/0', false)), 'PASS'],
    ['everybody to one block', rules(allow('10.0.0.0/16')), 'PASS'],
    ['a rule that was revoked', rules({ ...allow('0.0.0.0/0'), Status: { Code: 'failed' } }), 'PASS'],
    ['no rule', rules(), 'PASS'],
    ['rules not collected', {}, 'NOT_EVALUATED'],
    ['a rule that cannot be read', rules({ DestinationCidr: 'x', AccessAll: true }), 'NOT_EVALUATED'],
    ['one that cannot be read beside one for everybody', rules({ AccessAll: true }, allow('0.0.0.0/0')), 'FAIL'],
  ])('%s', (_, more, status) => {
    expect(tell('HYB-005', sketch(more))).toEqual([status === 'FAIL' ? `FAIL ${ID} high none` : `${status} ${ID}`])
  })

  it('points at the rule, and authorises before it revokes', () => {
    const finding = theFailure('HYB-005', sketch(rules(allow('10.0.0.0/16'), allow('0.0.0.0/0'))))
    expect(finding.evidence.map(({ pointer }) => pointer)).toContain('/ClientVpnEndpoints/0/AuthorizationRules/1')
    expect(finding.remediation.cli[0]).toContain('authorize-client-vpn-ingress')
    expect(finding.remediation.cli.at(-1)).toBe(
      `aws ec2 revoke-client-vpn-ingress --region eu-west-1 --client-vpn-endpoint-id ${ID} --target-network-cidr 0.0.0.0/0 --revoke-all-groups`,
    )
  })
})

describe('HYB-006 Client VPN does not log connections', () => {
  it.each([
    ['logged', { ConnectionLogOptions: { Enabled: true } }, `PASS ${ID}`],
    ['not logged', { ConnectionLogOptions: { Enabled: false } }, `FAIL ${ID} low none`],
    ['not told', {}, `NOT_EVALUATED ${ID}`],
  ])('%s', (_, more, expected) => {
    expect(tell('HYB-006', sketch(more))).toEqual([expected])
  })

  it('points at the option and switches logging on', () => {
    const { evidence, remediation } = theFailure('HYB-006', sketch({ ConnectionLogOptions: { Enabled: false } }))
    expect(evidence.map(({ pointer }) => pointer)).toEqual(['/ClientVpnEndpoints/0/ConnectionLogOptions/Enabled'])
    expect(remediation.cli[0]).toContain(`--client-vpn-endpoint-id ${ID} --connection-log-options`)
  })
})

describe('HYB-010 Client VPN leads too far', () => {
  const narrow = { Routes: [{ DestinationCidr: '10.0.0.0/16', TargetSubnet: 'subnet-1' }] }
  const wide = { Routes: [{ DestinationCidr: '0.0.0.0/0', TargetSubnet: 'subnet-1' }] }
  it.each([
    ['a narrow group and route', sketch(narrow), 'PASS'],
    ['a route to everywhere', sketch(wide), 'FAIL'],
    ['the default group', sketch({ ...narrow, SecurityGroupIds: ['sg-default'] }), 'FAIL'],
    ['a group that lets everything out', sketch(narrow, ['out all 0.0.0.0/0']), 'FAIL'],
    [
      'a group that lets everything out in halves',
      sketch(narrow, ['out all 0.0.0.0/1', 'out all 128.0.0.0/1']),
      'FAIL',
    ],
    ['a group that lets one port out', sketch(narrow, ['out tcp 443 0.0.0.0/0']), 'PASS'],
    ['an open group, routes not collected', sketch({}, ['out all 0.0.0.0/0']), 'FAIL'],
    ['routes not collected', sketch({}), 'NOT_EVALUATED'],
    ['a group nobody collected', sketch({ ...narrow, SecurityGroupIds: ['sg-9'] }), 'NOT_EVALUATED'],
    ['no group told', sketch({ ...narrow, SecurityGroupIds: [] }), 'NOT_EVALUATED'],
  ])('%s', (_, network, status) => {
    expect(tell('HYB-010', network)).toEqual([status === 'FAIL' ? `FAIL ${ID} low none` : `${status} ${ID}`])
  })

  it('shows every rule and route that takes part', () => {
    const { evidence, description } = theFailure(
      'HYB-010',
      sketch({ ...wide, SplitTunnel: false }, ['out all 0.0.0.0/0']),
    )
    expect(evidence.map(({ pointer }) => pointer)).toEqual([
      '/SecurityGroups/0/IpPermissionsEgress/0/IpRanges/0',
      '/ClientVpnEndpoints/0/Routes/0',
    ])
    expect(description).toContain('Split-tunnel is off')
  })
})

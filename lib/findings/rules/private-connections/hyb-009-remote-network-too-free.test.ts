import { describe, expect, it } from 'vitest'
import { vpnConnection } from '../../../testing/sketch-transit.ts'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const sketch = (rules: readonly string[], routes: readonly string[] = ['192.168.0.0/16 vgw-1']) => ({
  groups: { 'sg-1': rules },
  tables: { 'rtb-1': { routes: ['10.0.0.0/16 local', ...routes], subnets: ['subnet-1'] } },
  elements: {
    VpnGateways: [
      { VpnGatewayId: 'vgw-1', State: 'available', VpcAttachments: [{ VpcId: 'vpc-1', State: 'attached' }] },
    ],
    VpnConnections: [vpnConnection('vpn-1', { VpnGatewayId: 'vgw-1' }, ['UP', 'UP'])],
  },
})
const DATA = { tierOf: { 'eni-1': 'data' as const } }
const [PASS, FAIL, UNKNOWN] = ['PASS sg-1', 'FAIL sg-1 medium none', 'NOT_EVALUATED sg-1']

// Source: Site-to-Site VPN guide, "Routing": route tables say what is behind a gateway.
describe('HYB-009 remote network is admitted too freely', () => {
  it.each([
    ['one port', sketch(['in tcp 443 192.168.1.0/24']), PASS],
    ['every protocol', sketch(['in all 192.168.0.0/16']), FAIL],
    [
      'every TCP port, in two rules',
      sketch(['in tcp 0-32767 192.168.0.0/16', 'in tcp 32768-65535 192.168.0.0/16']),
      FAIL,
    ],
    ['every port, from a wider block', sketch(['in all 192.0.0.0/8']), FAIL],
    ['every port, from the own VPC', sketch(['in all 10.0.0.0/16']), PASS],
    ['what goes out', sketch(['out all 0.0.0.0/0']), PASS],
    [
      'a default route, which says nothing of who is behind',
      sketch(['in all 10.9.0.0/16'], ['0.0.0.0/0 vgw-1']),
      UNKNOWN,
    ],
    ['a group as the source', sketch(['in all sg-1'], ['0.0.0.0/0 vgw-1']), PASS],
  ])('%s', (_, network, expected) => {
    expect(tell('HYB-009', network)).toEqual([expected])
  })

  it('fails for one port of the data tier', () => {
    const finding = theFailure('HYB-009', sketch(['in tcp 5432 192.168.1.0/24']), DATA)
    expect(finding.title).toContain('admits remote networks to the data tier')
    expect(finding.related).toEqual([{ role: 'member', id: 'eni-1' }])
  })

  it('points at the rules and prints the threshold', () => {
    const { evidence, settingsUsed } = theFailure('HYB-009', sketch(['in all 192.168.0.0/16']))
    expect(evidence.map(({ pointer }) => pointer)).toEqual(['/SecurityGroups/0/IpPermissions/0/IpRanges/0'])
    expect(Object.keys(settingsUsed)).toEqual(['thresholds.remotePorts'])
  })

  it('says every port in plain words, and has the cause of the rule it is about', () => {
    const open = theFailure('HYB-009', sketch(['in all 0.0.0.0/0']))
    expect(open.title).toContain('admits remote networks to every port')
    expect(open.rootCauseId).toBe(theFailure('SG-001', sketch(['in all 0.0.0.0/0'])).rootCauseId)
  })

  it.each([
    [
      'the entries of a list',
      { ...sketch(['in tcp 443 pl-1']), prefixLists: { 'pl-1': null } },
      'aws ec2 get-managed-prefix-list-entries --region eu-west-1 --prefix-list-id pl-1',
    ],
    [
      'what is behind a link',
      sketch(['in all 10.9.0.0/16'], ['0.0.0.0/0 vgw-1']),
      'aws ec2 describe-vpn-connections --region eu-west-1',
    ],
  ])('asks for %s, and for nothing else', (_, network, command) => {
    const [finding] = findingsOf('HYB-009', network)
    expect(finding?.reasonNotEvaluated?.split('To answer: ')[1]).toBe(command)
  })

  it('is Low while nothing carries the group, and Medium where that is not known', () => {
    const open = sketch(['in all 192.168.0.0/16'])
    expect(tell('HYB-009', { ...open, interfaces: {} })).toEqual(['FAIL sg-1 low none'])
    expect(tell('HYB-009', { ...open, interfaces: {}, missing: ['NetworkInterfaces'] })).toEqual([FAIL])
  })

  it('is not evaluated where what carries the group was not collected', () => {
    const network = { ...sketch(['in tcp 443 192.168.1.0/24']), missing: ['NetworkInterfaces' as const] }
    expect(tell('HYB-009', network)).toEqual([UNKNOWN])
  })
})

import { describe, expect, it } from 'vitest'
import type { NetworkSketch } from '../../../testing/sketch-network.ts'
import { findingsOf, tell, tellCut, theFailure } from '../../../testing/tell-findings.ts'

/** Source: VPC guide, "Infrastructure security in Amazon VPC", older version (virtual private gateway sentence). */
function sketch(routes: readonly string[], rules: readonly string[], more: NetworkSketch = {}): NetworkSketch {
  return {
    tables: { 'rtb-1': { routes: ['10.0.0.0/16 local', ...routes], subnets: ['subnet-1'] } },
    groups: { 'sg-1': rules },
    prefixLists: { 'pl-office': ['192.168.0.0/16'], 'pl-untold': null },
    ...more,
  }
}
const VPN = ['192.168.0.0/16 vgw-1']
const OWN = ['in tcp 443 10.0.0.0/16', 'out tcp 5432 10.0.1.0/24']
const NEEDLESS = sketch(VPN, OWN)
const [PASS, FAIL, UNKNOWN] = ['PASS rtb-1', 'FAIL rtb-1 low none', 'NOT_EVALUATED rtb-1']

describe('RT-005 internal route without use', () => {
  it.each<[string, NetworkSketch, string]>([
    ['a VPN gateway nobody talks through', NEEDLESS, FAIL],
    ['a transit gateway', sketch(['172.16.0.0/12 tgw-1'], OWN), FAIL],
    ['a propagated route', sketch(['192.168.0.0/16 vgw-1 propagated'], OWN), FAIL],
    ['one of two routes', sketch([...VPN, '10.0.0.0/8 tgw-1'], OWN), FAIL],
    ['the office admitted', sketch(VPN, ['in tcp 443 192.168.4.0/24']), PASS],
    ['the office as destination', sketch(VPN, ['out tcp 443 192.168.4.0/24']), PASS],
    ['the office by a list', sketch(VPN, ['in tcp 443 pl-office']), PASS],
    ['everything let out', sketch(VPN, ['out all 0.0.0.0/0']), PASS],
    ['everything let out over the other family', sketch(VPN, ['out all ::/0']), FAIL],
    ['a dead route', sketch(['192.168.0.0/16 vgw-1 blackhole'], OWN), PASS],
    ['a peering, which ISO-004 judges', sketch(['10.9.0.0/16 pcx-1'], OWN), PASS],
    ['nothing in the subnet', { ...NEEDLESS, interfaces: {}, instances: {} }, PASS],
    [
      'an interface without groups',
      { ...NEEDLESS, interfaces: { 'eni-1': { type: 'nat_gateway', groups: [] } } },
      PASS,
    ],
    ['a list nobody read', sketch(VPN, ['in tcp 443 pl-untold']), UNKNOWN],
    ['a route to a list nobody read', sketch(['pl-untold tgw-1'], OWN), UNKNOWN],
    ['a group that is in no document', sketch(VPN, ['in tcp 443 sg-9']), UNKNOWN],
  ])('%s', (_, network, expected) => {
    expect(tell('RT-005', network)).toEqual([expected])
  })

  it('takes a group of another VPC for something behind the route', () => {
    const permission = (GroupId: string) => [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId }] }]
    const group = (GroupId: string, VpcId: string, named: string) => ({
      ...{ GroupId, GroupName: GroupId, OwnerId: '111122223333', VpcId },
      ...{ IpPermissions: permission(named), IpPermissionsEgress: [] },
    })
    const of = (vpc: string) => ({
      ...NEEDLESS,
      elements: { SecurityGroups: [group('sg-1', 'vpc-1', 'sg-2'), group('sg-2', vpc, 'sg-2')] },
    })
    expect(tell('RT-005', of('vpc-2'))).toEqual([PASS])
    expect(tell('RT-005', of('vpc-1'))).toEqual([FAIL])
  })

  it('points at the route, names the subnet and takes this route out', () => {
    const finding = theFailure('RT-005', NEEDLESS)
    expect(finding.evidence.map(({ pointer }) => pointer)).toEqual(['/RouteTables/0/Routes/1', null])
    expect(finding.related).toContainEqual({ role: 'subnet', id: 'subnet-1' })
    expect(finding.remediation.cli).toEqual([
      'aws ec2 delete-route --region eu-west-1 --route-table-id rtb-1 --destination-cidr-block 192.168.0.0/16',
    ])
  })

  it.each(['NetworkInterfaces', 'Subnets'] as const)('is not evaluated when %s were cut off', (key) => {
    expect(tellCut('RT-005', NEEDLESS, [key])).toEqual([UNKNOWN])
  })

  it('is not evaluated without what it rests on, and gives the command', () => {
    expect(tell('RT-005', { ...NEEDLESS, missing: ['SecurityGroups'] })).toEqual([
      'NOT_EVALUATED 111122223333/eu-west-1',
      UNKNOWN,
    ])
    const [finding] = findingsOf('RT-005', sketch(['pl-untold tgw-1'], OWN))
    expect(finding?.reasonNotEvaluated).toContain('get-managed-prefix-list-entries --region eu-west-1')
  })
})

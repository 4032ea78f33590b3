import { describe, expect, it } from 'vitest'
import { tell, tellCut, theFailure } from '../../../testing/tell-findings.ts'

const table = (...routes: string[]) => ({
  tables: { 'rtb-1': { routes: ['10.0.0.0/16 local', ...routes], main: true } },
})

/** Source: VPC guide, "Internet gateways". */
describe('RT-009 unused gateway', () => {
  const gateway = (Attachments: object[]) => ({
    elements: { InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments }] } as never,
  })
  const vpn = {
    VpnGateways: [
      { VpnGatewayId: 'vgw-1', State: 'available', VpcAttachments: [{ VpcId: 'vpc-1', State: 'attached' }] },
    ],
  }
  it.each([
    ['no route', table('0.0.0.0/0 nat-1'), ['FAIL igw-1 low none']],
    ['a dead route', table('0.0.0.0/0 igw-1 blackhole'), ['FAIL igw-1 low none']],
    ['attached to nothing', { ...table(), ...gateway([]) }, ['FAIL igw-1 low none']],
    ['a VPN gateway without a route', { elements: vpn }, ['FAIL vgw-1 low none', 'PASS igw-1']],
    ['a route to it', {}, ['PASS igw-1']],
    ['over IPv6 alone', table('::/0 igw-1'), ['PASS igw-1']],
  ])('%s', (_, sketch, expected) => {
    expect(tell('RT-009', sketch)).toEqual(expected)
  })

  it('points at the gateway, detaches and deletes it', () => {
    const finding = theFailure('RT-009', table())
    expect(finding.evidence[0]?.pointer).toBe('/InternetGateways/0')
    expect(finding.remediation.cli).toEqual([
      'aws ec2 detach-internet-gateway --region eu-west-1 --internet-gateway-id igw-1 --vpc-id vpc-1',
      'aws ec2 delete-internet-gateway --region eu-west-1 --internet-gateway-id igw-1',
    ])
  })

  it('is not evaluated where routes were cut off or not collected', () => {
    expect(tellCut('RT-009', table(), ['RouteTables'])).toEqual(['NOT_EVALUATED igw-1'])
    expect(tell('RT-009', { missing: ['RouteTables'] })).toContain('NOT_EVALUATED 111122223333/eu-west-1')
  })
})

/** Source: VPC guide, "Middlebox routing". */
describe('RT-012 appliance cannot forward', () => {
  const OFF = { interfaces: { 'eni-1': { more: { SourceDestCheck: false } } } }
  const route = table('0.0.0.0/0 eni-1')
  it.each([
    ['the check is on', route, 'FAIL rtb-1 medium none'],
    ['the check of its instance is on', table('0.0.0.0/0 i-1'), 'FAIL rtb-1 medium none'],
    [
      'attached to nothing',
      { ...route, interfaces: { 'eni-1': { instance: null, status: 'available', more: { SourceDestCheck: false } } } },
      'FAIL rtb-1 medium none',
    ],
    ['stopped', { ...route, ...OFF, instances: { 'i-1': 'fw/stopped' } }, 'FAIL rtb-1 medium none'],
    ['it forwards', { ...route, ...OFF }, 'PASS rtb-1'],
    ['a blackhole', table('0.0.0.0/0 eni-1 blackhole'), 'PASS rtb-1'],
    ['no host at all', table('0.0.0.0/0 igw-1'), 'PASS rtb-1'],
    ['a host in no document', table('0.0.0.0/0 eni-9'), 'NOT_EVALUATED rtb-1'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('RT-012', sketch)).toEqual([expected])
  })

  it('points at route and host, and switches the check off', () => {
    const finding = theFailure('RT-012', route)
    expect(finding.evidence.map(({ pointer }) => pointer)).toEqual(['/RouteTables/0/Routes/1', '/NetworkInterfaces/0'])
    expect(finding.remediation.cli).toEqual([
      'aws ec2 modify-network-interface-attribute --region eu-west-1 --network-interface-id eni-1 --no-source-dest-check',
    ])
    expect(tell('RT-012', { missing: ['NetworkInterfaces'] })).toContain('NOT_EVALUATED 111122223333/eu-west-1')
  })
})

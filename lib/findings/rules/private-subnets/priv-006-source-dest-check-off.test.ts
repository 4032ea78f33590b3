import { describe, expect, it } from 'vitest'
import { tell, tellCut, theFailure } from '../../../testing/tell-findings.ts'

/** Source: EC2 user guide, "Elastic network interfaces". */
const OFF = { interfaces: { 'eni-1': { more: { SourceDestCheck: false } } } }
const routed = (target: string) => ({ ...OFF, tables: { 'rtb-1': { routes: [`0.0.0.0/0 ${target}`], main: true } } })

describe('PRIV-006 source/destination check off', () => {
  it.each([
    ['off, no route', OFF, ['FAIL eni-1 medium none']],
    ['off, a route to the interface', routed('eni-1'), ['PASS eni-1']],
    ['off, a route to its instance', routed('i-1'), ['PASS eni-1']],
    ['off, a route to another', routed('eni-2'), ['FAIL eni-1 medium none']],
    ['on', {}, []],
    [
      'off on what AWS manages',
      { interfaces: { 'eni-1': { type: 'nat_gateway', requester: 'amazon', more: { SourceDestCheck: false } } } },
      [],
    ],
  ])('%s', (_, sketch, expected) => {
    expect(tell('PRIV-006', sketch)).toEqual(expected)
  })

  it('points at the field and switches it on', () => {
    const finding = theFailure('PRIV-006', OFF)
    expect(finding.evidence[0]?.pointer).toBe('/NetworkInterfaces/0/SourceDestCheck')
    expect(finding.remediation.cli).toEqual([
      'aws ec2 modify-network-interface-attribute --region eu-west-1 --network-interface-id eni-1 --source-dest-check',
    ])
  })

  it('says in its text what it allows and what stops when it is on again', () => {
    const { title, description, remediation } = theFailure('PRIV-006', { ...OFF, instances: { 'i-1': 'relay-1' } })
    expect(title).toBe('relay-1 takes traffic that is not its own')
    expect(description).toContain('is off, and no route leads to it.')
    expect(description).toContain('eni-1')
    expect(remediation.summary).toContain('a container network that routes pod addresses')
    expect(remediation.terraform).toContain('source_dest_check = true')
  })

  it('is not evaluated when routes are missing or cut off', () => {
    expect(tellCut('PRIV-006', OFF, ['RouteTables'])).toEqual(['NOT_EVALUATED eni-1'])
    expect(tell('PRIV-006', { missing: ['NetworkInterfaces'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})

import { describe, expect, it } from 'vitest'
import { MAIN_TABLE } from '../../../testing/sketch-network.ts'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const subnets = { 'subnet-1': { cidr: '10.0.0.0/24', mapPublicIp: true } }

describe('TIER-002 auto-assigned public address', () => {
  it.each([
    ['high in a public subnet', { subnets }, ['FAIL subnet-1 high internet']],
    ['low in a private one', { subnets, tables: { 'rtb-main': MAIN_TABLE } }, ['FAIL subnet-1 low internal']],
    [
      'not lowered when its routes were not collected',
      { subnets, missing: ['RouteTables' as const] },
      ['FAIL subnet-1 high unknown'],
    ],
    ['a subnet that assigns none', {}, ['PASS subnet-1']],
  ])('%s', (_, sketch, expected) => {
    expect(tell('TIER-002', sketch)).toEqual(expected)
  })

  it('does not say that an instance is on the internet where no route leads there', () => {
    const priv = theFailure('TIER-002', { subnets, tables: { 'rtb-main': MAIN_TABLE } })
    expect(priv.description).toContain('No route leads from there to an internet gateway')
    expect(theFailure('TIER-002', { subnets }).description).toContain('An instance is then on the internet')
  })

  it('gives no verdict where subnets were not collected, nor where AWS did not tell', () => {
    expect(tell('TIER-002', { missing: ['Subnets'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
    const Subnets = [{ SubnetId: 'subnet-1', VpcId: 'vpc-1', OwnerId: '111122223333', CidrBlock: '10.0.0.0/24' }]
    expect(tell('TIER-002', { elements: { Subnets } })).toEqual(['NOT_EVALUATED subnet-1'])
  })

  it('points at the attribute and switches it off', () => {
    const finding = theFailure('TIER-002', { subnets })
    expect(finding.evidence[0]?.pointer).toBe('/Subnets/0/MapPublicIpOnLaunch')
    expect(finding.remediation.cli).toEqual([
      'aws ec2 modify-subnet-attribute --region eu-west-1 --subnet-id subnet-1 --no-map-public-ip-on-launch',
    ])
  })
})

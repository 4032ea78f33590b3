import { describe, expect, it } from 'vitest'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

const CORPORATE = { corporateRanges: ['203.0.113.0/24'] }

// Source: VPC guide, "Infrastructure security in Amazon VPC" (older version: only from corporate ranges).
describe('SG-010 public source outside the corporate ranges', () => {
  it.each([
    ['an address of somebody', ['in tcp 22 198.51.100.7/32'], ['FAIL sg-1 medium none']],
    ['an IPv6 address of somebody', ['in tcp 22 2001:db8::7/128'], ['FAIL sg-1 medium none']],
    ['an address of the company', ['in tcp 22 203.0.113.7/32'], ['PASS sg-1']],
    ['a range half inside', ['in tcp 22 203.0.112.0/23'], ['FAIL sg-1 medium none']],
    ['a private range', ['in tcp 22 10.0.0.0/8'], ['PASS sg-1']],
    ['the internet, which SG-003 reports', ['in tcp 22 0.0.0.0/0'], ['PASS sg-1']],
    ['a wide range, which SG-009 reports', ['in tcp 22 198.51.0.0/16'], []],
    ['a list without entries', ['in tcp 22 pl-1'], ['NOT_EVALUATED sg-1']],
  ])('%s', (_, rules, expected) => {
    expect(tell('SG-010', { groups: { 'sg-1': rules } }, CORPORATE)).toEqual(expected)
  })

  it('is not evaluated where nobody said which ranges are corporate, and names the setting', () => {
    const groups = { 'sg-1': ['in tcp 22 198.51.100.7/32'], 'sg-2': ['in tcp 22 10.0.0.0/8'] }
    expect(tell('SG-010', { groups })).toEqual(['NOT_EVALUATED sg-1', 'PASS sg-2'])
    const [finding] = findingsOf('SG-010', { groups })
    expect(finding?.reasonNotEvaluated).toContain('set corporateRanges or corporatePrefixLists in portolan.yaml')
  })

  it('takes a corporate prefix list, whatever its entries', () => {
    const sketch = { groups: { 'sg-1': ['in tcp 22 pl-1'] } }
    expect(tell('SG-010', sketch, { corporatePrefixLists: ['pl-1'] })).toEqual(['PASS sg-1'])
  })

  it('names the owner of an own address, and is low', () => {
    const NatGateways = [
      {
        NatGatewayId: 'nat-1',
        VpcId: 'vpc-1',
        SubnetId: 'subnet-1',
        State: 'available',
        ConnectivityType: 'public',
        NatGatewayAddresses: [{ PublicIp: '198.51.100.7', PrivateIp: '10.0.0.7', NetworkInterfaceId: 'eni-9' }],
      },
    ]
    const finding = theFailure(
      'SG-010',
      { groups: { 'sg-1': ['in tcp 22 198.51.100.7/32'] }, elements: { NatGateways } },
      CORPORATE,
    )
    expect(finding.severity.effective).toBe('low')
    expect(finding.description).toContain('198.51.100.7 (NAT gateway nat-1)')
    expect(finding.settingsUsed).toEqual({ corporateRanges: '203.0.113.0/24' })
    expect(finding.evidence[0]?.excerpt).toBe('tcp/22 from 198.51.100.7/32')
  })
})

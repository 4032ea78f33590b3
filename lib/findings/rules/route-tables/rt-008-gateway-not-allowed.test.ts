import { describe, expect, it } from 'vitest'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'

/** Source: AWS Config, internet-gateway-authorized-vpc-only. */
const gateway = (more: object) => ({ elements: { InternetGateways: [{ InternetGatewayId: 'igw-1', ...more }] } })

describe('RT-008 gateway not allowed', () => {
  it.each([
    ['a VPC that is not named', {}, ['vpc-2'], 'FAIL igw-1 medium none'],
    ['no VPC may have one', {}, [], 'FAIL igw-1 medium none'],
    ['a VPC that is named', {}, ['vpc-1'], 'PASS igw-1'],
    ['a detached gateway', gateway({ Attachments: [] }), [], 'PASS igw-1'],
    ['attachments that were not told', gateway({}), ['vpc-1'], 'NOT_EVALUATED igw-1'],
  ])('%s', (...[, sketch, internetVpcs, expected]) => {
    expect(tell('RT-008', sketch, { internetVpcs })).toEqual([expected])
  })

  it('is not evaluated while nobody said, and names the setting', () => {
    expect(findingsOf('RT-008', {})[0]?.reasonNotEvaluated).toContain('set internetVpcs in portolan.yaml')
    expect(tell('RT-008', { missing: ['InternetGateways'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })

  it('prints the setting and points at the attachment', () => {
    const finding = theFailure('RT-008', {}, { internetVpcs: ['vpc-2'] })
    expect(finding.settingsUsed).toEqual({ internetVpcs: 'vpc-2' })
    expect(finding.evidence[0]?.pointer).toBe('/InternetGateways/0/Attachments')
    expect(finding.remediation.cli.join()).toContain('--internet-gateway-id igw-1 --vpc-id vpc-1')
  })
})

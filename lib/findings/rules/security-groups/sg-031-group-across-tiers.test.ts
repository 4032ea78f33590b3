import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const interfaces = { 'eni-1': {}, 'eni-2': { instance: null, privateIp: '10.0.0.11', publicIp: null } }
const as = (one: 'edge' | 'data', two: 'edge' | 'data') => ({ tierOf: { 'eni-1': one, 'eni-2': two } })

// Source: VPC guide, "Infrastructure security in Amazon VPC".
describe('SG-031 group used across tiers', () => {
  it('fails where two tiers carry it, and says why each is one', () => {
    expect(tell('SG-031', { interfaces }, as('edge', 'data'))).toEqual(['FAIL sg-1 low none'])
    const finding = theFailure('SG-031', { interfaces }, as('edge', 'data'))
    expect(finding.description).toContain('the settings say eni-2 is data')
    expect(finding.evidence[0]?.pointer).toBe('/NetworkInterfaces/0/Groups')
  })

  it('passes one tier', () => {
    expect(tell('SG-031', { interfaces }, as('data', 'data'))).toEqual(['PASS sg-1'])
  })

  it('does not ask for the tier of an endpoint, which serves them all', () => {
    const endpoints = {
      'eni-1': { instance: null, publicIp: null, type: 'vpc_endpoint' },
      'eni-2': { instance: null, publicIp: null, type: 'vpc_endpoint', privateIp: '10.0.0.11' },
    }
    expect(tell('SG-031', { interfaces: endpoints })).toEqual(['PASS sg-1'])
  })

  it('is not evaluated where nothing tells a tier, or interfaces were not collected', () => {
    expect(tell('SG-031', { interfaces }, { tierOf: { 'eni-1': 'edge' } })).toEqual(['NOT_EVALUATED sg-1'])
    expect(tell('SG-031', { missing: ['NetworkInterfaces'] })).toEqual(['NOT_EVALUATED sg-1'])
  })
})

import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const groups = { 'sg-default': [], 'sg-1': [] }

// Source: VPC guide, "Default security groups for your VPCs".
describe('SG-021 default security group in use', () => {
  it('fails where an interface carries it, and says which', () => {
    const sketch = { groups, interfaces: { 'eni-1': { groups: ['sg-default'] } } }
    expect(tell('SG-021', sketch)).toEqual(['FAIL sg-default medium none'])
    const { description, evidence, remediation } = theFailure('SG-021', sketch)
    expect(description).toContain('bastion-1 has the group')
    expect(evidence[0]?.pointer).toBe('/NetworkInterfaces/0/Groups')
    expect(remediation.cli[1]).toContain('--network-interface-id eni-1')
  })

  it('passes where nothing carries it, and says nothing of other groups', () => {
    expect(tell('SG-021', { groups, interfaces: { 'eni-1': { groups: ['sg-1'] } } })).toEqual(['PASS sg-default'])
  })

  it('is not evaluated where interfaces, or their groups, were not told', () => {
    expect(tell('SG-021', { groups, missing: ['NetworkInterfaces'] })).toEqual(['NOT_EVALUATED sg-default'])
    const more = { Groups: null }
    expect(tell('SG-021', { groups, interfaces: { 'eni-1': { more } } })).toEqual(['NOT_EVALUATED sg-default'])
  })
})

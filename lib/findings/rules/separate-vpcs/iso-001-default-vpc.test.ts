import { describe, expect, it } from 'vitest'
import { tell, theFailure } from '../../../testing/tell-findings.ts'

const Vpcs = [
  { VpcId: 'vpc-1', OwnerId: '111122223333', CidrBlock: '10.0.0.0/16', State: 'available', IsDefault: true },
]
const EMPTY = { interfaces: {}, instances: {} }
const NAT = { type: 'nat_gateway', instance: null }

// Source: VPC guide, "Default VPCs".
describe('ISO-001 default VPC in use', () => {
  it.each([
    ['a host in it', { elements: { Vpcs } }, 'FAIL vpc-1 medium none'],
    ['nothing in it', { elements: { Vpcs }, ...EMPTY }, 'FAIL vpc-1 low none'],
    ['a NAT gateway in it', { elements: { Vpcs }, instances: {}, interfaces: { 'eni-1': NAT } }, 'FAIL vpc-1 low none'],
    ['an instance whose interface nobody told', { elements: { Vpcs }, interfaces: {} }, 'FAIL vpc-1 medium none'],
    ['a host in a VPC of its own', {}, 'PASS vpc-1'],
  ])('%s', (_, sketch, expected) => {
    expect(tell('ISO-001', sketch)).toEqual([expected])
  })

  it('is not taken for empty when interfaces were not collected', () => {
    const { severity } = theFailure('ISO-001', { elements: { Vpcs }, ...EMPTY, missing: ['NetworkInterfaces'] })
    expect(severity).toMatchObject({ effective: 'medium', why: [expect.stringContaining('not all collected')] })
  })

  it('points at the flag, and deletes only what is empty', () => {
    const used = theFailure('ISO-001', { elements: { Vpcs } })
    expect(used.evidence.map(({ pointer }) => pointer)).toEqual(['/Vpcs/0/IsDefault'])
    expect(used.remediation.cli.join()).not.toContain('delete-vpc')
    expect(used.alsoMatches).toBeUndefined()
    const empty = theFailure('ISO-001', { elements: { Vpcs }, ...EMPTY })
    expect(empty.remediation.cli).toContain('aws ec2 delete-vpc --region eu-west-1 --vpc-id vpc-1')
    expect(empty.alsoMatches).toEqual(['ISO-015'])
  })

  it('says who stands in it and what becomes of whoever launches without a choice', () => {
    const used = theFailure('ISO-001', { elements: { Vpcs }, instances: { 'i-1': 'batch-1' } })
    expect(used.title).toBe('Default VPC of eu-west-1 is in use')
    expect(used.description).toContain('and 1 host stands in it: batch-1')
    expect(used.description).toContain('whatever is launched without a choice of subnet lands there')
    expect(used.remediation.summary).toContain('Nothing can be moved between VPCs.')
    expect(used.remediation.terraform).toBeNull()
    const empty = theFailure('ISO-001', { elements: { Vpcs }, ...EMPTY })
    expect(empty.title).toBe('Default VPC of eu-west-1 exists')
    expect(empty.remediation.summary).toContain('AWS refuses while anything stands in it')
    expect(empty.remediation.console).toContain('Look at its resource map before deleting it.')
  })

  it('is not evaluated when VPCs were not collected', () => {
    expect(tell('ISO-001', { missing: ['Vpcs'] })).toEqual(['NOT_EVALUATED 111122223333/eu-west-1'])
  })
})

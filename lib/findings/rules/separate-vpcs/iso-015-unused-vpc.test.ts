import { describe, expect, it } from 'vitest'
import { tell, tellCut, theFailure } from '../../../testing/tell-findings.ts'

const EMPTY = { interfaces: {}, instances: {} }
const Vpcs = [{ VpcId: 'vpc-1', OwnerId: '111122223333', CidrBlock: '10.0.0.0/16', IsDefault: true }]

// Source: VPC guide, "Delete your VPC".
describe('ISO-015 unused VPC', () => {
  it.each([
    ['an interface', {}, ['PASS vpc-1']],
    ['an instance whose interface nobody told', { interfaces: {} }, ['PASS vpc-1']],
    ['subnets and nothing in them', EMPTY, ['FAIL vpc-1 low none']],
    ['no subnet', { ...EMPTY, subnets: {} }, ['FAIL vpc-1 low none']],
    ['a default VPC, which ISO-001 judges', { ...EMPTY, elements: { Vpcs } }, []],
  ])('%s', (_, sketch, expected) => {
    expect(tell('ISO-015', sketch)).toEqual(expected)
  })

  it('is never called unused when interfaces are missing', () => {
    expect(tell('ISO-015', { ...EMPTY, missing: ['NetworkInterfaces'] })).toEqual(['NOT_EVALUATED vpc-1'])
    expect(tellCut('ISO-015', EMPTY, ['NetworkInterfaces'])).toEqual(['NOT_EVALUATED vpc-1'])
    expect(tellCut('ISO-015', { ...EMPTY, subnets: {} }, ['NetworkInterfaces'])).toEqual(['FAIL vpc-1 low none'])
  })

  it('says what stays behind, and looks once more before it deletes', () => {
    const { title, description, remediation } = theFailure('ISO-015', { ...EMPTY, subnets: {} })
    expect(title).toBe('Nothing stands in vpc-1')
    expect(description).toMatch(/no subnet.* Its routes and peerings stay all the same, and nobody watches them\.$/)
    expect(remediation.summary).toContain('AWS refuses while anything stands in it')
    expect(remediation.cli.map((command) => command.split(' ')[2])).toEqual([
      'describe-network-interfaces',
      'delete-vpc',
    ])
  })

  it('shows what it looked for', () => {
    expect(theFailure('ISO-015', EMPTY).evidence.map(({ kind }) => kind)).toEqual(['resource', 'absence'])
  })
})

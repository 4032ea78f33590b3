import { describe, expect, it } from 'vitest'
import { DESCRIBE_KEYS } from '../describe/document.ts'
import { documentOf } from '../testing/describe-document.ts'
import { commandFor, refusedCalls } from './collection-calls.ts'
import { documentInfo } from './coverage.ts'

describe('the command that fills a key', () => {
  it.each([
    ['Vpcs', 'aws ec2 describe-vpcs --region eu-west-1'],
    ['DBInstances', 'aws rds describe-db-instances --region eu-west-1'],
    ['DBSubnetGroups', 'aws rds describe-db-subnet-groups --region eu-west-1'],
    ['LoadBalancers', 'aws elbv2 describe-load-balancers --region eu-west-1'],
    ['LoadBalancerDescriptions', 'aws elb describe-load-balancers --region eu-west-1'],
    ['StaleSecurityGroupSet', 'aws ec2 describe-stale-security-groups --region eu-west-1'],
    ['WebACLs', 'aws wafv2 list-web-acls --region eu-west-1'],
    ['Trails', 'aws cloudtrail describe-trails --region eu-west-1'],
    ['ConfigurationRecorders', 'aws configservice describe-configuration-recorders --region eu-west-1'],
    ['VpcBlockPublicAccessOptions', 'aws ec2 describe-vpc-block-public-access-options --region eu-west-1'],
  ] as const)('%s: %s', (key, command) => {
    expect(commandFor(key, 'eu-west-1')).toBe(command)
  })

  it.each(['unknown', 'global'])('names no region where it is %s', (region) => {
    expect(commandFor('Vpcs', region)).toBe('aws ec2 describe-vpcs')
  })

  it('is there for every key, and its failure is told by every spelling of it', () => {
    for (const key of DESCRIBE_KEYS) {
      const [, service, operation] = commandFor(key, 'global').split(' ')
      expect(refusedCalls(`${service}:${operation}`).map((refused) => refused.key)).toContain(key)
      expect(refusedCalls(`aws ${service} ${operation}`).map((refused) => refused.key)).toContain(key)
    }
  })
})

describe('a refused call', () => {
  it.each([
    ['ec2:DescribeVpcs', ['Vpcs']],
    ['describe-vpcs', ['Vpcs']],
    ['elbv2:DescribeLoadBalancers', ['LoadBalancers']],
    ['elb.DescribeLoadBalancers', ['LoadBalancerDescriptions']],
    ['elasticloadbalancing:DescribeLoadBalancers', ['LoadBalancers', 'LoadBalancerDescriptions']],
    ['DescribeLoadBalancers', ['LoadBalancers', 'LoadBalancerDescriptions']],
    ['GetManagedPrefixListEntries', ['ManagedPrefixLists']],
    ['wafv2 list-resources-for-web-acl', ['WebACLs']],
    ['', []],
    ['DescribeNothing', []],
  ])('%s leaves %j unknown', (operation, keys) => {
    expect(refusedCalls(operation).map(({ key }) => key)).toEqual(keys)
  })
})

describe('coverage', () => {
  const error = (operation: string) => ({ operation, code: 'AccessDenied', message: '' })

  it.each([
    ['present', documentOf({ elements: { Vpcs: [] } }), 'complete'],
    ['absent', documentOf({}), 'absent'],
    ['refused', documentOf({ errors: [error('DescribeVpcs')] }), 'denied'],
    [
      'refused, an empty list left behind',
      documentOf({ elements: { Vpcs: [] }, errors: [error('DescribeVpcs')] }),
      'denied',
    ],
    [
      'refused after the first page',
      documentOf({ elements: { Vpcs: [{ VpcId: 'vpc-1' }] }, errors: [error('DescribeVpcs')] }),
      'partial',
    ],
    [
      'refused for a part of each element',
      documentOf({ elements: { Vpcs: [] }, errors: [error('DescribeVpcAttribute')] }),
      'partial',
    ],
    ['cut', documentOf({ elements: { Vpcs: [] }, partial: { Vpcs: { reason: 'next-token', detail: '' } } }), 'partial'],
  ])('of a key that is %s', (_, document, coverage) => {
    expect(documentInfo(document).coverage.get('Vpcs')).toBe(coverage)
  })

  it('has an answer for every key', () => {
    expect(documentInfo(documentOf({})).coverage.size).toBe(DESCRIBE_KEYS.length)
  })
})

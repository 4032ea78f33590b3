import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pathHints } from './path-hints.ts'

describe('pathHints', () => {
  it.each([
    ['vpcs.json', { account: null, region: null, parent: null }],
    [
      'portolan-111122223333.zip/portolan-111122223333/eu-west-1/ec2-describe-vpcs.json',
      { account: '111122223333', region: 'eu-west-1' },
    ],
    ['portolan-111122223333/global/organizations-list-accounts.json', { account: '111122223333', region: 'global' }],
    ['111122223333/us-gov-west-1/vpcs.json', { account: '111122223333', region: 'us-gov-west-1' }],
    ['us-west-2_ec2-vpcs.json', { region: 'us-west-2', operation: 'ec2-vpcs' }],
    ['Vpcs-us-west-2.json', { region: 'us-west-2' }],
    ['123456789012-ec2-us-east-1-describe_vpcs-Vpcs.json', { account: '123456789012', region: 'us-east-1' }],
    [
      'ec2-search-transit-gateway-routes_tgw-rtb-0a1b.json',
      { operation: 'ec2-search-transit-gateway-routes', parent: 'tgw-rtb-0a1b' },
    ],
    ['ec2-describe-vpc-attribute_vpc-0a1_enableDnsSupport.json', { parent: 'vpc-0a1' }],
    ['describe-target-health__web.json', { operation: 'describe-target-health', parent: 'web' }],
    [
      'account-data/demo/us-east-1/elb-describe-load-balancer-attributes/weblb',
      { operation: 'elb-describe-load-balancer-attributes', parent: 'weblb', format: 'cloudmapper' },
    ],
    ['x/aws_configs/accounts/222/us-west-2/Vpcs.json', { account: '222', region: 'us-west-2', format: 'batfish' }],
    ['backup-202601312359/vpcs.json', { account: null }],
    ['subnet-0123456789012345/vpcs.json', { account: null }],
    ['100%/vpcs.json', { account: null }],
  ])('%s', (path, expected) => {
    expect(pathHints(path)).toMatchObject(expected)
  })

  it('takes account and region from an ARN in the name', () => {
    const arn = encodeURIComponent('arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0a1')
    expect(pathHints(`elbv2-describe-target-health_${arn}.json`)).toMatchObject({
      account: '111122223333',
      region: 'eu-west-1',
      parent: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0a1',
    })
  })

  it('never throws, whatever the path, and answers a long one at once', () => {
    fc.assert(
      fc.property(fc.string(), (path) => {
        expect(pathHints(path)).toBeDefined()
      }),
    )
    const before = performance.now()
    for (const part of ['_', '-describe-', '0', '%', 'a-', '.json', 'us-']) pathHints(part.repeat(100_000))
    expect(performance.now() - before).toBeLessThan(1_000)
  })
})

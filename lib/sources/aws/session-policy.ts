/**
 * What a session may do at most, passed inline with AssumeRole. Whatever the role allows besides is out of reach.
 * A session policy holds 2,048 characters at most and is packed besides; 107 actions in full are 3,707. So names are cut
 * where nothing that does more than read begins alike. What that admits beyond the calls is listed in the test, and
 * `docs/adr` tells why. Source: STS API reference, AssumeRole, `Policy`.
 */

/** `*` stands only at the end, behind a verb that reads. */
export const SESSION_ACTIONS: readonly string[] = [
  'autoscaling:DescribeAutoScalingG*',
  'autoscaling:DescribeLa*',
  'cloudtrail:DescribeT*',
  'cloudtrail:GetTrailS*',
  'cloudwatch:DescribeAlarms',
  'config:DescribeConfigurationR*',
  'directconnect:DescribeConnections',
  'directconnect:DescribeD*',
  'directconnect:DescribeVirtualI*',
  'ec2:DescribeAddresses',
  'ec2:DescribeAv*',
  'ec2:DescribeCar*',
  'ec2:DescribeCli*',
  'ec2:DescribeCu*',
  'ec2:DescribeDh*',
  'ec2:DescribeEg*',
  'ec2:DescribeFlo*',
  'ec2:DescribeInstanceCo*',
  'ec2:DescribeInstances',
  'ec2:DescribeInt*',
  'ec2:DescribeLa*',
  'ec2:DescribeMan*',
  'ec2:DescribeNa*',
  'ec2:DescribeNetworkA*',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribePre*',
  'ec2:DescribeReg*',
  'ec2:DescribeRouteT*',
  'ec2:DescribeSecu*',
  'ec2:DescribeSta*',
  'ec2:DescribeSu*',
  'ec2:DescribeTra*',
  'ec2:DescribeVp*',
  'ec2:GetManagedPrefixListE*',
  'ec2:GetTransitGatewayR*',
  'ec2:SearchT*',
  'ecs:DescribeCl*',
  'ecs:DescribeServices',
  'ecs:ListCl*',
  'ecs:ListServices',
  'eks:DescribeCluster',
  'eks:ListCl*',
  'elasticache:DescribeCacheC*',
  'elasticache:DescribeCacheSu*',
  'elasticloadbalancing:DescribeL*',
  'elasticloadbalancing:DescribeTar*',
  'es:DescribeDomains',
  'es:ListDomainN*',
  'globalaccelerator:ListA*',
  'guardduty:GetD*',
  'guardduty:ListD*',
  'lambda:ListFunctions',
  'logs:DescribeM*',
  'memorydb:DescribeC*',
  'network-firewall:DescribeFi*',
  'network-firewall:DescribeL*',
  'network-firewall:DescribeRuleGroup',
  'network-firewall:ListFi*',
  'network-firewall:ListR*',
  'organizations:ListAccounts',
  'rds:DescribeDBClusters',
  'rds:DescribeDBInstances',
  'rds:DescribeDBSu*',
  'redshift:DescribeClusterSu*',
  'redshift:DescribeClusters',
  'route53resolver:ListF*',
  'route53resolver:ListResolverQ*',
  'securityhub:DescribeH*',
  'securityhub:DescribeStandardsC*',
  'securityhub:GetE*',
  'securityhub:GetFindings',
  'shield:ListProtections',
  'ssm:DescribeInstanceI*',
  'wafv2:ListRes*',
  'wafv2:ListW*',
]

/** The policy as AssumeRole takes it: JSON without blanks. */
export function sessionPolicy(): string {
  return JSON.stringify(readPolicy(SESSION_ACTIONS))
}

export interface PolicyDocument {
  readonly Version: '2012-10-17'
  readonly Statement: readonly {
    readonly Effect: 'Allow'
    readonly Action: readonly string[]
    readonly Resource: '*'
  }[]
}

/** Most of these actions cannot be narrowed to resources. Source: Service Authorization Reference, EC2. */
export function readPolicy(actions: readonly string[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] }
}

/** The AWS CLI command whose output holds a key. Source: AWS CLI command reference. */

import type { DescribeKey } from '../describe/document.ts'

/** `aws ec2 describe-security-groups --region eu-west-1`. */
export function collectCommand(key: DescribeKey, region: string): string {
  const [service, operation] = COMMANDS[key] ?? ['ec2', `describe-${kebab(key)}`]
  return `aws ${service} ${operation} --region ${region}`
}

const COMMANDS: Partial<Record<DescribeKey, readonly [service: string, operation: string]>> = {
  LoadBalancers: ['elbv2', 'describe-load-balancers'],
  Listeners: ['elbv2', 'describe-listeners'],
  TargetGroups: ['elbv2', 'describe-target-groups'],
  LoadBalancerDescriptions: ['elb', 'describe-load-balancers'],
  DBInstances: ['rds', 'describe-db-instances'],
  DBClusters: ['rds', 'describe-db-clusters'],
  Functions: ['lambda', 'list-functions'],
}

function kebab(key: string): string {
  return key.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()
}

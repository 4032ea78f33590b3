/** Load balancers of both generations. Source: Elastic Load Balancing API references; pages hold 400 at most. */

import { type AwsCall, callsOf } from './aws-call.ts'

const elbv2 = callsOf<typeof import('@aws-sdk/client-elastic-load-balancing-v2')>('elbv2')
const elb = callsOf<typeof import('@aws-sdk/client-elastic-load-balancing')>('elb')

const PAGE = ['PageSize', 400, 'Marker', 'NextMarker'] as const
const PER_BALANCER = { operation: 'DescribeLoadBalancers', field: 'LoadBalancerArn', into: 'LoadBalancerArn' } as const
const PER_TARGET_GROUP = { operation: 'DescribeTargetGroups', field: 'TargetGroupArn', into: 'TargetGroupArn' } as const
const ABOUT_TARGET_GROUP = { about: { TargetGroupArn: 'TargetGroupArn' } } as const

export const LOAD_BALANCER_CALLS: readonly AwsCall[] = [
  elbv2('DescribeLoadBalancers', { page: PAGE, list: 'LoadBalancers', fills: 'LoadBalancers' }),
  elbv2('DescribeListeners', { page: PAGE, per: PER_BALANCER, list: 'Listeners', fills: 'Listeners' }),
  elbv2('DescribeLoadBalancerAttributes', {
    per: PER_BALANCER,
    whole: { about: { LoadBalancerArn: 'LoadBalancerArn' } },
    key: 'LoadBalancerAttributes',
    completes: 'LoadBalancers',
  }),
  elbv2('DescribeTargetGroups', { page: PAGE, list: 'TargetGroups', fills: 'TargetGroups' }),
  elbv2('DescribeTargetHealth', {
    per: PER_TARGET_GROUP,
    whole: ABOUT_TARGET_GROUP,
    key: 'TargetHealthDescriptions',
    completes: 'TargetGroups',
  }),
  elbv2('DescribeTargetGroupAttributes', {
    per: PER_TARGET_GROUP,
    whole: ABOUT_TARGET_GROUP,
    key: 'TargetGroupAttributes',
    completes: 'TargetGroups',
  }),
  elb('DescribeLoadBalancers', {
    page: PAGE,
    list: 'LoadBalancerDescriptions',
    fills: 'LoadBalancerDescriptions',
  }),
  elb('DescribeLoadBalancerAttributes', {
    per: { operation: 'DescribeLoadBalancers', field: 'LoadBalancerName', into: 'LoadBalancerName' },
    whole: { about: { LoadBalancerName: 'LoadBalancerName' } },
    key: 'LoadBalancerDescriptions',
    completes: 'LoadBalancerDescriptions',
  }),
]

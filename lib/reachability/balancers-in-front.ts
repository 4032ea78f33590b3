/** Load balancers whose targets are other load balancers. Source: Network Load Balancers guide, "Use Application Load Balancers as targets". */

import type { Network } from './network.ts'

export interface InFront {
  readonly arns: readonly string[]
  /** There are groups of load balancers as targets whose targets nobody told. */
  readonly isWhole: boolean
}

/** Those that surely send to this load balancer. */
export function balancersInFrontOf({ inventory }: Network, arn: string): InFront {
  const groups = [...inventory.targetGroups.values()].filter(({ targetType }) => targetType === 'alb')
  const sending = groups.filter(({ targets }) => targets?.some(({ id }) => id === arn))
  return {
    arns: [...new Set(sending.flatMap(({ loadBalancerArns }) => loadBalancerArns))].toSorted(),
    isWhole: groups.every(({ targets }) => targets !== null),
  }
}

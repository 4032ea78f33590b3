/** Words for a network with nothing in it: none was found is not the same as none was looked for. */

import type { Scene } from '../../lib/topology/scene.ts'

export interface EmptyReason {
  readonly title: string
  readonly why: string
  readonly what: string
  /** True when there is no map at all to show behind the words. */
  readonly whole: boolean
}

/** Null when there is something to see. */
export function emptyReason(counts: Scene['counts']): EmptyReason | null {
  if (counts.vpcs === 0 && counts.resources === 0) {
    return {
      title: 'No network in this snapshot',
      why: 'It holds no VPC and no resource that stands in one. Either these accounts and regions have none, or DescribeVpcs was not collected or was denied.',
      what: 'Look at the gaps for calls that failed, then collect again with docs/collect.sh in the right region, or add the missing files.',
      whole: true,
    }
  }
  if (counts.vpcs === 0) {
    return {
      title: 'No VPC was collected',
      why: 'Resources were found, but not the network they stand in, so they are drawn without a place.',
      what: 'Add the output of aws ec2 describe-vpcs and describe-subnets for the same account and region.',
      whole: false,
    }
  }
  if (counts.resources === 0) {
    return {
      title: 'No resources in these VPCs',
      why: 'The VPCs are there, but no interface, instance or gateway was found in them, or none was collected.',
      what: 'If you expect some, look at the gaps: aws ec2 describe-network-interfaces shows everything that has an address.',
      whole: false,
    }
  }
  return null
}

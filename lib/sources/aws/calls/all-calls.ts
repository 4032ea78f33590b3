/** The table of calls: everything a live collection asks of AWS, and so everything its policies allow. */

import { cliOperation, iamAction } from '../../../describe/aws-names.ts'
import { ACCOUNT_WIDE_CALLS } from './account-wide.ts'
import type { AwsCall } from './aws-call.ts'
import { EC2_CONNECTIVITY_CALLS } from './ec2-connectivity.ts'
import { EC2_NETWORK_CALLS } from './ec2-network.ts'
import { LOAD_BALANCER_CALLS } from './load-balancers.ts'
import { PROTECTION_CALLS } from './protection.ts'
import { WORKLOAD_CALLS } from './workloads.ts'

export const ALL_CALLS: readonly AwsCall[] = [
  ...EC2_NETWORK_CALLS,
  ...EC2_CONNECTIVITY_CALLS,
  ...LOAD_BALANCER_CALLS,
  ...WORKLOAD_CALLS,
  ...PROTECTION_CALLS,
  ...ACCOUNT_WIDE_CALLS,
]

/** The calls of one cell: those of an account for `global`, those of a Region else. */
export function callsFor(region: string): readonly AwsCall[] {
  const scope = region === 'global' ? 'account' : 'region'
  return ALL_CALLS.filter((call) => call.scope === scope)
}

/** `ec2 describe-vpcs`, as the CLI is called and as errors of a document name a call. */
export function commandOf({ service, operation }: Pick<AwsCall, 'service' | 'operation'>): string {
  return `${service} ${cliOperation(operation)}`
}

export function actionOf({ service, operation }: Pick<AwsCall, 'service' | 'operation'>): string {
  return iamAction(service, operation)
}

/** Asked by the session before any cell: which Regions are enabled for the account. */
const REGIONS_OF_THE_ACCOUNT = 'ec2:DescribeRegions'

/** Every action a member account's identity needs, sorted, each once. */
export const ACTIONS: readonly string[] = [...new Set([REGIONS_OF_THE_ACCOUNT, ...ALL_CALLS.map(actionOf)])].sort()

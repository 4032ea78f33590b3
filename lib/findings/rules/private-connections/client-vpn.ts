/** What the rules about Client VPN endpoints share. */

import type { ClientVpnEndpoint } from '../../../inventory/connectivity.ts'
import { shell } from '../../../inventory/shell-quote.ts'
import { subjectFor } from '../../outcomes.ts'
import type { Subject } from '../../rule.ts'

export function endpointSubject(endpoint: ClientVpnEndpoint): Subject {
  return subjectFor(endpoint, 'client-vpn-endpoint', endpoint.vpcId)
}

/** @param operation `authorization-rules`, `routes` … */
export function askOfEndpoint({ region, id }: ClientVpnEndpoint, operation: string): string {
  return `aws ec2 describe-client-vpn-${operation}${shell` --region ${region} --client-vpn-endpoint-id ${id}`}`
}

/** As it stands in the console. */
export function openEndpoint({ region, id }: ClientVpnEndpoint, tab: string): string {
  return `Open the VPC console in ${region}, Client VPN endpoints, ${id}, ${tab}.`
}

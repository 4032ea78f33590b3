import type { FlowLog } from '../../../inventory/services.ts'

/** Does it write, as far as AWS says? Source: EC2 API, FlowLog. */
export function isWorking({ status, deliveryStatus }: FlowLog): boolean {
  return status === 'ACTIVE' && deliveryStatus !== 'FAILED'
}

/** What a flow log of VPC traffic is made for, as the API calls it. */
export function loggedType(resourceId: string): string {
  if (resourceId.startsWith('subnet-')) return 'Subnet'
  return resourceId.startsWith('eni-') ? 'NetworkInterface' : 'VPC'
}

/** Logs of transit gateways and their attachments have a format of their own and no traffic type. */
export function isOfTransitGateway({ resourceId }: FlowLog): boolean {
  return resourceId.startsWith('tgw-')
}

/**
 * By which attachment a packet enters a transit gateway from a VPC. Source: Transit Gateway guide, "How transit
 * gateways work", and "Amazon VPC attachments": resources in a zone without an attachment subnet cannot reach it.
 */

import type { TransitGatewayAttachment } from '../../inventory/connectivity.ts'
import type { Subnet } from '../../inventory/network.ts'
import { isDead } from '../../inventory/state.ts'
import { coverageOf, type Network } from '../network.ts'
import type { Objections } from './hop.ts'
import { isInZone } from './zone.ts'

export interface AttachmentQuestion {
  readonly transitGatewayId: string
  readonly vpcId: string
  /** The zone of the packet, as in `WalkState`. */
  readonly zone: string | null
}

/** Refused, in doubt, or neither: then the packet enters. `attachmentId` is where to go on in any case. */
export interface AttachmentAnswer extends Objections {
  readonly attachmentId: string | null
  /** The attachment subnet it enters by, whose ACL it crosses; null when that is not known. */
  readonly subnetId: string | null
}

/**
 * The attachment of a VPC that takes what its subnets send to a transit gateway, and what speaks against entering in
 * the zone. The ACL of the attachment subnet is for who asks; the state of the attachment for the step of the gateway.
 */
export function attachmentFor(network: Network, question: AttachmentQuestion): AttachmentAnswer {
  const attachment = liveliest(attachmentsOf(network, question))
  if (!attachment) return notAttached(network, question)
  const { subnet, refusals, doubts } = entrySubnet(network, attachment, question.zone)
  return { attachmentId: attachment.id, subnetId: subnet?.id ?? null, refusals, doubts }
}

/** States in which an attachment carries traffic. Source: EC2 API, TransitGatewayAttachmentState. */
const CARRYING: ReadonlySet<string> = new Set(['available', 'modifying'])

/** What speaks against an attachment carrying anything at all. */
export function attachmentObjections({ id, state }: TransitGatewayAttachment): Objections {
  if (CARRYING.has(state)) return { refusals: [], doubts: [] }
  if (state !== 'unknown') {
    return { refusals: [{ code: 'BAD_STATE_ATTACHMENT', component: id, detail: `${id} is ${state}.` }], doubts: [] }
  }
  const detail = `The state of ${id} was not told.`
  const code = 'BAD_STATE_ATTACHMENT'
  return { refusals: [], doubts: [{ code, component: id, detail, key: 'TransitGatewayAttachments' }] }
}

function attachmentsOf({ index }: Network, { transitGatewayId, vpcId }: AttachmentQuestion) {
  const all = index.transitGatewayAttachmentsByVpc.get(vpcId) ?? []
  return all.filter((attachment) => attachment.transitGatewayId === transitGatewayId)
}

/** A VPC has one attachment to a gateway; others are left over from before. */
function liveliest(attachments: readonly TransitGatewayAttachment[]): TransitGatewayAttachment | undefined {
  return (
    attachments.find(({ state }) => CARRYING.has(state)) ??
    attachments.find(({ state }) => !isDead(state)) ??
    attachments.at(0)
  )
}

function notAttached(network: Network, { transitGatewayId, vpcId }: AttachmentQuestion): AttachmentAnswer {
  const nowhere = { attachmentId: null, subnetId: null }
  const vpc = network.inventory.vpcs.get(vpcId)
  const told =
    vpc !== undefined &&
    (coverageOf(network.inventory, vpc, 'TransitGatewayVpcAttachments') === 'complete' ||
      coverageOf(network.inventory, vpc, 'TransitGatewayAttachments') === 'complete')
  if (told) {
    const detail = `${vpcId} is not attached to ${transitGatewayId}.`
    return {
      ...nowhere,
      refusals: [{ code: 'TGW_ROUTE_AZ_RESTRICTION', component: transitGatewayId, detail }],
      doubts: [],
    }
  }
  const detail = `The attachments of ${vpcId} to ${transitGatewayId} were not collected.`
  return {
    ...nowhere,
    refusals: [],
    doubts: [{ component: transitGatewayId, detail, key: 'TransitGatewayVpcAttachments' }],
  }
}

interface Entry extends Objections {
  readonly subnet: Subnet | null
}

function entrySubnet(network: Network, attachment: TransitGatewayAttachment, zone: string | null): Entry {
  const { id, subnetIds } = attachment
  const code = 'TGW_ROUTE_AZ_RESTRICTION'
  if (subnetIds === null) {
    const detail = `The subnets of ${id} were not collected.`
    return {
      subnet: null,
      refusals: [],
      doubts: [{ code, component: id, detail, key: 'TransitGatewayVpcAttachments' }],
    }
  }
  const subnets = subnetIds.map((subnetId) => network.inventory.subnets.get(subnetId))
  const there = subnets.find((subnet) => subnet && isInZone(zone, subnet) === true)
  if (there) return { subnet: there, refusals: [], doubts: [] }
  if (zone === null || subnets.some((subnet) => !subnet || isInZone(zone, subnet) === null)) {
    const detail = `Whether ${id} has a subnet in ${zone ?? 'the zone of the packet'} is not known.`
    return { subnet: null, refusals: [], doubts: [{ code, component: id, detail, key: 'Subnets' }] }
  }
  const detail = `${id} has no subnet in ${zone}, where the packet comes from.`
  return { subnet: null, refusals: [{ code, component: id, detail }], doubts: [] }
}

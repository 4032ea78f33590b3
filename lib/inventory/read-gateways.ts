/** Gateways a route can name, and VPC Block Public Access. */

import { type JsonObject, UNKNOWN } from '../describe/document.ts'
import { idOfArn } from './arn.ts'
import {
  type ElementReader,
  elementsOf,
  leftOut,
  type Reading,
  resourceOf,
  sortedByKey,
  unreadable,
  type Wire,
} from './element-reader.ts'
import type { VpcId } from './ids.ts'
import { blockMode } from './read-network.ts'
import type {
  BlockPublicAccess,
  BlockPublicAccessExclusion,
  CarrierGateway,
  EgressOnlyInternetGateway,
  InternetGateway,
  NatGateway,
  VpnGateway,
} from './routing.ts'
import { isDead } from './state.ts'
import { hasList, idText, list, number, objects, text } from './wire.ts'

export const INTERNET_GATEWAY: ElementReader<InternetGateway> = {
  key: 'InternetGateways',
  idOf: (element) => idText(element, 'InternetGatewayId', 'igw'),
  read: (wire, id) => ({
    ...resourceOf(wire, id),
    attachments: attachments(wire, 'Attachments'),
    attachmentsTold: attachmentsTold(wire.element),
  }),
}

function attachmentsTold(element: JsonObject): boolean {
  const named = objects(element, 'Attachments').filter((item) => idText(item, 'VpcId', 'vpc') !== null)
  return hasList(element, 'Attachments') && named.length === list(element, 'Attachments').length
}

export const EGRESS_ONLY_INTERNET_GATEWAY: ElementReader<EgressOnlyInternetGateway> = {
  key: 'EgressOnlyInternetGateways',
  idOf: (element) => idText(element, 'EgressOnlyInternetGatewayId', 'eigw'),
  read: (wire, id) => ({ ...resourceOf(wire, id), attachments: attachments(wire, 'Attachments') }),
}

export const CARRIER_GATEWAY: ElementReader<CarrierGateway> = {
  key: 'CarrierGateways',
  idOf: (element) => idText(element, 'CarrierGatewayId', 'cagw'),
  read: (wire, id) => {
    const vpcId = idText(wire.element, 'VpcId', 'vpc')
    if (vpcId === null) return unreadable(wire, `${id} names no VPC and was left out.`)
    return { ...resourceOf(wire, id), vpcId, state: text(wire.element, 'State') ?? 'unknown' }
  },
}

/** A regional NAT gateway has no subnet but a route table of its own. Source: VPC guide, regional NAT gateways. */
export const NAT_GATEWAY: ElementReader<NatGateway> = {
  key: 'NatGateways',
  idOf: (element) => idText(element, 'NatGatewayId', 'nat'),
  read: (wire, id) => {
    const { element } = wire
    const vpcId = idText(element, 'VpcId', 'vpc')
    const state = text(element, 'State') ?? 'unknown'
    if (isDead(state)) wire.reading.dead.add(id)
    if (vpcId === null) return isDead(state) ? null : unreadable(wire, `${id} names no VPC and was left out.`)
    const subnetId = idText(element, 'SubnetId', 'subnet')
    return {
      ...resourceOf(wire, id),
      vpcId,
      subnetId,
      connectivity: text(element, 'ConnectivityType') === 'private' ? 'private' : 'public',
      availabilityMode: text(element, 'AvailabilityMode') === 'regional' ? 'regional' : 'zonal',
      state,
      addresses: objects(element, 'NatGatewayAddresses').map((address) => ({
        publicIp: text(address, 'PublicIp'),
        privateIp: text(address, 'PrivateIp'),
        interfaceId: idText(address, 'NetworkInterfaceId', 'eni'),
        allocationId: text(address, 'AllocationId'),
        availabilityZone: text(address, 'AvailabilityZone') ?? text(address, 'AvailabilityZoneId'),
      })),
      routeTableId: idText(element, 'RouteTableId', 'rtb'),
    }
  },
}

export const VPN_GATEWAY: ElementReader<VpnGateway> = {
  key: 'VpnGateways',
  idOf: (element) => idText(element, 'VpnGatewayId', 'vgw'),
  read: (wire, id) => {
    const state = text(wire.element, 'State') ?? 'unknown'
    if (isDead(state)) wire.reading.dead.add(id)
    return {
      ...resourceOf(wire, id),
      state,
      amazonSideAsn: number(wire.element, 'AmazonSideAsn'),
      attachments: attachments(wire, 'VpcAttachments'),
    }
  },
}

/** Attachments that are over are left out. An internet gateway's says `available` or `attached`. */
function attachments(wire: Wire, key: string): readonly { readonly vpcId: VpcId; readonly state: string }[] {
  return objects(wire.element, key).flatMap((item) => {
    const vpcId = idText(item, 'VpcId', 'vpc')
    const state = text(item, 'State') ?? 'unknown'
    if (state === 'detached') return []
    if (vpcId !== null) return [{ vpcId, state }]
    unreadable(wire, `${wire.id} has an attachment that names no VPC.`)
    return []
  })
}

export function readBlockPublicAccess(reading: Reading): readonly BlockPublicAccess[] {
  const found = new Map<string, BlockPublicAccess>()
  for (const { element, document } of elementsOf(reading, 'VpcBlockPublicAccessOptions')) {
    const account = document.account === UNKNOWN ? (text(element, 'AwsAccountId') ?? UNKNOWN) : document.account
    const region = document.region === UNKNOWN ? (text(element, 'AwsRegion') ?? UNKNOWN) : document.region
    const mode = blockMode(text(element, 'InternetGatewayBlockMode'))
    if (mode) {
      const exclusionsAllowed = text(element, 'ExclusionsAllowed')
      const managedBy = text(element, 'ManagedBy')
      found.set(`${account} ${region} ${mode}`, { account, region, mode, exclusionsAllowed, managedBy })
    } else {
      reading.gaps.add({
        kind: 'unreadable',
        account,
        region,
        key: 'VpcBlockPublicAccessOptions',
        resourceId: null,
        message: `The Block Public Access mode of ${account} in ${region} could not be read, so what it blocks is unknown.`,
        remedy: null,
      })
    }
  }
  return sortedByKey(found)
}

/** Exclusions in force or coming into force; deleted ones are left out. */
export function readBlockPublicAccessExclusions(reading: Reading): readonly BlockPublicAccessExclusion[] {
  const found = new Map<string, BlockPublicAccessExclusion>()
  for (const { element, document } of elementsOf(reading, 'VpcBlockPublicAccessExclusions')) {
    const exclusion = exclusionOf(element)
    if (!exclusion) leftOut(reading, { document, key: 'VpcBlockPublicAccessExclusions' }, element)
    else if (!isDead(exclusion.state)) found.set(exclusion.id, exclusion)
  }
  return sortedByKey(found)
}

function exclusionOf(element: JsonObject): BlockPublicAccessExclusion | null {
  const id = text(element, 'ExclusionId')
  const arn = text(element, 'ResourceArn')
  const mode = text(element, 'InternetGatewayExclusionMode')
  if (id === null || arn === null || (mode !== 'allow-bidirectional' && mode !== 'allow-egress')) return null
  return { id, resourceId: idOfArn(arn), mode, state: text(element, 'State') ?? 'unknown' }
}

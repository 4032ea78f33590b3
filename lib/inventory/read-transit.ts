/** Peering and transit gateways. Source: EC2 API; Transit Gateway guide; VPC Peering guide. */

import type { JsonObject } from '../describe/document.ts'
import type {
  PeeringSide,
  TransitGateway,
  TransitGatewayAttachment,
  TransitGatewayAttachmentKind,
  VpcPeeringConnection,
} from './connectivity.ts'
import {
  type ElementReader,
  elementsOf,
  fillMissing,
  leftOut,
  type Reading,
  readAll,
  resourceOf,
  type Wire,
} from './element-reader.ts'
import { hasPrefix, type TransitGatewayId } from './ids.ts'
import { isDead } from './state.ts'
import { firstText, flag, hasList, idsOf, idText, number, object, prefixes, text, texts, textsOf } from './wire.ts'

/** One peering seen from both accounts: each side is filled from whichever document tells more of it. */
export function readVpcPeeringConnections(reading: Reading): Map<string, VpcPeeringConnection> {
  return readAll(reading, [VPC_PEERING_CONNECTION], (best, other) => ({
    ...fillMissing(best, other),
    requester: mergedSide(best.requester, other.requester),
    accepter: mergedSide(best.accepter, other.accepter),
  }))
}

const VPC_PEERING_CONNECTION: ElementReader<VpcPeeringConnection> = {
  key: 'VpcPeeringConnections',
  idOf: (element) => idText(element, 'VpcPeeringConnectionId', 'pcx'),
  read: (wire, id) => {
    const status = text(object(wire.element, 'Status'), 'Code') ?? 'unknown'
    if (isDead(status)) wire.reading.dead.add(id)
    const requester = sideOf(object(wire.element, 'RequesterVpcInfo'))
    const accepter = sideOf(object(wire.element, 'AccepterVpcInfo'))
    return { ...resourceOf(wire, id, { account: requester.account }), requester, accepter, status }
  },
}

/** A side of a deleted peering has no CIDR, one of another region's may have no set. */
function sideOf(side: JsonObject): PeeringSide {
  const sets = [...textsOf(side, 'CidrBlockSet', 'CidrBlock'), ...textsOf(side, 'Ipv6CidrBlockSet', 'Ipv6CidrBlock')]
  const bare = text(side, 'CidrBlock')
  return {
    vpcId: idText(side, 'VpcId', 'vpc'),
    account: text(side, 'OwnerId'),
    region: text(side, 'Region'),
    cidrs: prefixes(bare === null || sets.includes(bare) ? sets : [bare, ...sets]),
    allowsRemoteDns: flag(object(side, 'PeeringOptions'), 'AllowDnsResolutionFromRemoteVpc'),
  }
}

function mergedSide(best: PeeringSide, other: PeeringSide): PeeringSide {
  return {
    vpcId: best.vpcId ?? other.vpcId,
    account: best.account ?? other.account,
    region: best.region ?? other.region,
    cidrs: best.cidrs.length > 0 ? best.cidrs : other.cidrs,
    allowsRemoteDns: best.allowsRemoteDns ?? other.allowsRemoteDns,
  }
}

/** A transit gateway's id; attachments and route tables begin with the same letters. */
export function transitGatewayId(from: JsonObject, key: string): TransitGatewayId | null {
  const id = idText(from, key, 'tgw')
  return id === null || hasPrefix(id, 'tgw-attach') || hasPrefix(id, 'tgw-rtb') ? null : id
}

export const TRANSIT_GATEWAY: ElementReader<TransitGateway> = {
  key: 'TransitGateways',
  idOf: (element) => transitGatewayId(element, 'TransitGatewayId'),
  read: (wire, id) => {
    const { element } = wire
    const options = object(element, 'Options')
    const state = text(element, 'State') ?? 'unknown'
    if (isDead(state)) wire.reading.dead.add(id)
    return {
      ...resourceOf(wire, id, { arn: text(element, 'TransitGatewayArn') }),
      state,
      amazonSideAsn: number(options, 'AmazonSideAsn'),
      autoAcceptSharedAttachments: flag(options, 'AutoAcceptSharedAttachments'),
      defaultRouteTableAssociation: flag(options, 'DefaultRouteTableAssociation'),
      defaultRouteTablePropagation: flag(options, 'DefaultRouteTablePropagation'),
      associationDefaultRouteTableId: idText(options, 'AssociationDefaultRouteTableId', 'tgw-rtb'),
      propagationDefaultRouteTableId: idText(options, 'PropagationDefaultRouteTableId', 'tgw-rtb'),
      securityGroupReferencing: flag(options, 'SecurityGroupReferencingSupport'),
      cidrs: prefixes(texts(options, 'TransitGatewayCidrBlocks')),
    }
  },
}

/**
 * Attachments of every kind. describe-transit-gateway-attachments knows the association, the calls of one kind
 * know subnets, options and the peer: all three are put together. Seen from both accounts of a peering, the
 * attachment is told from the side of the better document, and the other gateway is its peer.
 */
export function readTransitGatewayAttachments(reading: Reading): Map<string, TransitGatewayAttachment> {
  const attachments = readAll(reading, [ATTACHMENT, VPC_ATTACHMENT, PEERING_ATTACHMENT])
  for (const key of ATTACHMENT_KEYS) {
    for (const { element, document } of elementsOf(reading, key)) {
      const id = text(element, 'TransitGatewayAttachmentId')
      const isKnown = id === null || attachments.has(id) || reading.dead.has(id)
      if (!isKnown) leftOut(reading, { document, key }, element)
    }
  }
  return attachments
}

const ATTACHMENT_KEYS = [
  'TransitGatewayAttachments',
  'TransitGatewayVpcAttachments',
  'TransitGatewayPeeringAttachments',
] as const

const KINDS: ReadonlyMap<string, TransitGatewayAttachmentKind> = new Map([
  ['vpc', 'vpc'],
  ['vpn', 'vpn'],
  ['peering', 'peering'],
  ['tgw-peering', 'peering'],
  ['direct-connect-gateway', 'direct-connect-gateway'],
  ['connect', 'connect'],
])

const ATTACHMENT: ElementReader<TransitGatewayAttachment> = {
  key: 'TransitGatewayAttachments',
  idOf: (element) => idText(element, 'TransitGatewayAttachmentId', 'tgw-attach'),
  read: (wire) => {
    const { element } = wire
    const kindText = text(element, 'ResourceType') ?? 'unknown'
    const kind = KINDS.get(kindText) ?? 'other'
    return attachmentOf(wire, {
      transitGatewayId: transitGatewayId(element, 'TransitGatewayId'),
      transitGatewayOwner: text(element, 'TransitGatewayOwnerId'),
      kind,
      kindText,
      resourceId: text(element, 'ResourceId'),
      resourceOwner: text(element, 'ResourceOwnerId'),
      associationRouteTableId: associatedRouteTable(object(element, 'Association')),
      peerTransitGatewayId: kind === 'peering' ? transitGatewayId(element, 'ResourceId') : null,
    })
  },
}

function associatedRouteTable(association: JsonObject): TransitGatewayAttachment['associationRouteTableId'] {
  const over = isDead(text(association, 'State') ?? 'associated')
  return over ? null : idText(association, 'TransitGatewayRouteTableId', 'tgw-rtb')
}

const VPC_ATTACHMENT: ElementReader<TransitGatewayAttachment> = {
  key: 'TransitGatewayVpcAttachments',
  idOf: (element) => idText(element, 'TransitGatewayAttachmentId', 'tgw-attach'),
  read: (wire) => {
    const { element } = wire
    const options = object(element, 'Options')
    return attachmentOf(wire, {
      transitGatewayId: transitGatewayId(element, 'TransitGatewayId'),
      kind: 'vpc',
      kindText: 'vpc',
      resourceId: text(element, 'VpcId'),
      resourceOwner: text(element, 'VpcOwnerId'),
      subnetIds: hasList(element, 'SubnetIds') ? idsOf(texts(element, 'SubnetIds'), 'subnet') : null,
      applianceMode: flag(options, 'ApplianceModeSupport'),
      securityGroupReferencing: flag(options, 'SecurityGroupReferencingSupport'),
    })
  },
}

const PEERING_ATTACHMENT: ElementReader<TransitGatewayAttachment> = {
  key: 'TransitGatewayPeeringAttachments',
  idOf: (element) => idText(element, 'TransitGatewayAttachmentId', 'tgw-attach'),
  read: (wire) => {
    const { near, far } = sidesOf(wire)
    return attachmentOf(wire, {
      transitGatewayId: transitGatewayId(near, 'TransitGatewayId'),
      transitGatewayOwner: text(near, 'OwnerId'),
      kind: 'peering',
      kindText: 'peering',
      resourceId: text(far, 'TransitGatewayId'),
      resourceOwner: text(far, 'OwnerId'),
      peerTransitGatewayId: transitGatewayId(far, 'TransitGatewayId'),
      peerRegion: text(far, 'Region'),
    })
  },
}

/** The side of the document's own region and account is the near one; between two that fit, the requester's. */
function sidesOf({ element, document }: Wire): { readonly near: JsonObject; readonly far: JsonObject } {
  const requester = object(element, 'RequesterTgwInfo')
  const accepter = object(element, 'AccepterTgwInfo')
  const likeness = (side: JsonObject) =>
    Number(text(side, 'Region') === document.region) * 2 + Number(text(side, 'OwnerId') === document.account)
  return likeness(accepter) > likeness(requester)
    ? { near: accepter, far: requester }
    : { near: requester, far: accepter }
}

type AttachmentFacts = Partial<Omit<TransitGatewayAttachment, 'transitGatewayId'>> &
  Pick<TransitGatewayAttachment, 'kind' | 'kindText'> & { readonly transitGatewayId: TransitGatewayId | null }

function attachmentOf(wire: Wire, facts: AttachmentFacts): TransitGatewayAttachment | null {
  const id = idText(wire.element, 'TransitGatewayAttachmentId', 'tgw-attach')
  const state = firstText(wire.element, 'State') ?? 'unknown'
  if (isDead(state)) wire.reading.dead.add(wire.id)
  const { transitGatewayId } = facts
  // Another call may name the gateway; an attachment that none of them places is reported after all are read.
  if (id === null || transitGatewayId === null) return null
  return {
    ...resourceOf(wire, id, { account: facts.resourceOwner ?? facts.transitGatewayOwner ?? null }),
    transitGatewayOwner: null,
    resourceId: null,
    resourceOwner: null,
    subnetIds: null,
    applianceMode: null,
    securityGroupReferencing: null,
    associationRouteTableId: null,
    peerTransitGatewayId: null,
    peerRegion: null,
    ...facts,
    transitGatewayId,
    state,
  }
}

/**
 * Which route table of a transit gateway an attachment uses: one at most, and without it nothing is carried.
 * Source: Transit Gateway guide, "Route table association".
 */

import type { TransitGatewayAttachment, TransitGatewayRouteTable } from '../../inventory/connectivity.ts'
import { coverageOf, type Network } from '../network.ts'
import type { Objections } from './hop.ts'

export interface TransitAssociation extends Objections {
  /** Null when there is none, or it is not known. */
  readonly table: TransitGatewayRouteTable | null
}

/** A peering attachment has a table on each of its two gateways; the one of `gatewayId` is asked for. */
export function transitAssociation(
  network: Network,
  attachment: TransitGatewayAttachment,
  gatewayId: string,
): TransitAssociation {
  const tables = network.index.transitGatewayRouteTablesByGateway.get(gatewayId) ?? []
  const named = tables.find(({ associations }) => associations?.some((id) => id === attachment.id))
  if (named) return { table: named, refusals: [], doubts: [] }
  const toldId = attachment.associationRouteTableId
  const told = toldId === null ? undefined : network.inventory.transitGatewayRouteTables.get(toldId)
  if (told?.transitGatewayId === gatewayId) return { table: told, refusals: [], doubts: [] }
  if (toldId !== null && !told && attachment.kind !== 'peering') return unknownTable(toldId)
  return isToldWhole(network, attachment, gatewayId) ? missing(attachment) : unknownAssociation(attachment)
}

/** Is it certain that every association of the gateway was told? */
function isToldWhole(network: Network, attachment: TransitGatewayAttachment, gatewayId: string): boolean {
  const { inventory, index } = network
  const gateway = inventory.transitGateways.get(gatewayId)
  if (!gateway) return false
  const source = inventory.documents[attachment.source.document]
  // describe-transit-gateway-attachments prints the association of every attachment that has one.
  const bySelf = attachment.source.key === 'TransitGatewayAttachments' && source?.account === gateway.account
  if (bySelf && attachment.kind !== 'peering') return true
  const tables = index.transitGatewayRouteTablesByGateway.get(gatewayId) ?? []
  return (
    coverageOf(inventory, gateway, 'TransitGatewayRouteTables') === 'complete' &&
    tables.every(({ associations, unread }) => associations !== null && !unread.some(isAssociation))
  )
}

/** As the reader of route tables words it. */
function isAssociation(unread: string): boolean {
  return unread.startsWith('Associations ')
}

function missing({ id }: TransitGatewayAttachment): TransitAssociation {
  const detail = `${id} is associated with no transit gateway route table.`
  return {
    table: null,
    refusals: [{ code: 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION', component: id, detail }],
    doubts: [],
  }
}

function unknownTable(tableId: string): TransitAssociation {
  const detail = `${tableId} was not collected.`
  const code = 'TGW_RTB_ROUTES_ARE_UNKNOWN'
  return { table: null, refusals: [], doubts: [{ code, component: tableId, detail, key: 'TransitGatewayRouteTables' }] }
}

function unknownAssociation({ id }: TransitGatewayAttachment): TransitAssociation {
  const detail = `Which transit gateway route table ${id} uses is not known.`
  const code = 'TGW_RTB_ROUTES_ARE_UNKNOWN'
  return { table: null, refusals: [], doubts: [{ code, component: id, detail, key: 'TransitGatewayRouteTables' }] }
}

/**
 * One estate as two accounts print it. `accounts`: vpc-3 is another account's, joined by peering and a shared transit
 * gateway. `shared`: the interfaces of one subnet are a participant's. Source: VPC guide, "Share your VPC subnets with
 * other accounts"; Transit Gateway guide, "Shared transit gateways".
 */

import type { DescribeDocument, DescribeKey, JsonObject } from '../describe/document.ts'
import { inside, list, word } from './simulate-records.ts'

export type Split = 'none' | 'accounts' | 'shared'

const OTHER = '444455556666'

/** What both accounts are shown. */
const SEEN_BY_BOTH: ReadonlySet<DescribeKey> = new Set<DescribeKey>([
  'TransitGateways',
  'TransitGatewayAttachments',
  'TransitGatewayVpcAttachments',
  'VpcPeeringConnections',
])

export function splitEstate(document: DescribeDocument, split: Split): readonly DescribeDocument[] {
  if (split === 'none') return [document]
  const isOther = split === 'accounts' ? isOfThirdVpc(document) : isOfParticipant(document)
  // A participant is shown the VPC and the subnets it may use.
  const shown = (key: DescribeKey, each: JsonObject) =>
    split === 'accounts'
      ? SEEN_BY_BOTH.has(key)
      : (key === 'Subnets' || key === 'Vpcs') && (each['SubnetId'] === SHARED || each['VpcId'] === 'vpc-1')
  const own = part(document, (key, each) => (isOther(key, each) ? null : each))
  const other = part(document, (key, each) =>
    isOther(key, each) ? { ...each, OwnerId: OTHER } : shown(key, each) ? each : null,
  )
  return [own, { ...other, account: OTHER }]
}

const SHARED = 'subnet-2'

function part(
  document: DescribeDocument,
  kept: (key: DescribeKey, each: JsonObject) => JsonObject | null,
): DescribeDocument {
  const elements = [...document.elements].map(
    ([key, all]) => [key, all.map((each) => kept(key, each)).filter((each) => each !== null)] as const,
  )
  return { ...document, elements: new Map(elements) }
}

type Belongs = (key: DescribeKey, each: JsonObject) => boolean

/** An instance is whose its interface is. */
function instancesOf({ elements }: DescribeDocument, isOwn: (each: JsonObject) => boolean): ReadonlySet<string> {
  const own = (elements.get('NetworkInterfaces') ?? []).filter(isOwn)
  return new Set(own.map((each) => word(inside(each, 'Attachment'), 'InstanceId')))
}

function isOfThirdVpc(document: DescribeDocument): Belongs {
  const instances = instancesOf(document, (each) => each['VpcId'] === 'vpc-3')
  return (key, each) => {
    if (SEEN_BY_BOTH.has(key)) return false
    if (key === 'Instances') return instances.has(word(each, 'InstanceId'))
    return each['VpcId'] === 'vpc-3' || list(each, 'Attachments').some((one) => one['VpcId'] === 'vpc-3')
  }
}

function isOfParticipant(document: DescribeDocument): Belongs {
  const isOwn = (each: JsonObject) => each['SubnetId'] === SHARED && /^eni-\d$/.test(word(each, 'NetworkInterfaceId'))
  const instances = instancesOf(document, isOwn)
  return (key, each) => {
    if (key === 'Instances') return instances.has(word(each, 'InstanceId'))
    return key === 'NetworkInterfaces' && isOwn(each)
  }
}

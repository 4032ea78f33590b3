/**
 * Whose an element is and where it stands, told by the element itself. AWS prints account and region for few types,
 * so ARNs, owners, zones and host names are asked in turn.
 */

import type { DescribeKey, JsonObject, JsonValue } from './document.ts'
import type { ElementSchema } from './element-schema.ts'

/** Null where the element does not tell. */
export interface Scope {
  readonly account: string | null
  readonly region: string | null
}

const ACCOUNT = /^\d{12}$/
/** Also the start of a local or Wavelength zone: `us-west-2-lax-1a`, `us-east-1-wl1-bos-wlz-1`. */
const REGION = /^(?:[a-z]{2}(?:-gov|-iso[a-z]?)?|eusc-de)-[a-z]+-\d/
const HOST_REGION = /\.((?:[a-z]{2}(?:-gov|-iso[a-z]?)?|eusc-de)-[a-z]+-\d)\.compute\.(?:internal|amazonaws\.com)/

/** The region a zone, or a region itself, belongs to. */
export function regionOfZone(zone: string): string | null {
  return REGION.exec(zone)?.[0] ?? null
}

/** Account and region of `arn:partition:service:region:account:…`; each null where the ARN leaves it empty. */
export function scopeOfArn(arn: string): Scope {
  const [scheme, , , region = '', account = ''] = arn.split(':')
  if (scheme !== 'arn') return { account: null, region: null }
  return { account: ACCOUNT.test(account) ? account : null, region: regionOfZone(region) }
}

/** What the (projected) element tells of itself. */
export function inferScope(key: DescribeKey, schema: ElementSchema, element: JsonObject): Scope {
  const arn = scopeOfArn(text(schema.arn.map((name) => element[name]).find((value) => value !== undefined)))
  return {
    account: arn.account ?? ownerOf(key, element),
    region: schema.global ? null : (arn.region ?? regionOf(key, element)),
  }
}

const OWNER_FIELDS = [
  'OwnerId',
  'AwsAccountId',
  'ownerAccount',
  'VpcOwnerId',
  'GroupOwnerId',
  'NetworkInterfaceOwnerId',
] as const

function ownerOf(key: DescribeKey, element: JsonObject): string | null {
  if (key === 'VpcPeeringConnections') return sameOnBothSides(peeringSides(element), 'OwnerId', ACCOUNT)
  if (key === 'TransitGatewayPeeringAttachments') return sameOnBothSides(transitSides(element), 'OwnerId', ACCOUNT)
  if (key === 'TransitGatewayAttachments') {
    const [owner, other] = [text(element['ResourceOwnerId']), text(element['TransitGatewayOwnerId'])]
    return owner === other && ACCOUNT.test(owner) ? owner : null
  }
  const owner = OWNER_FIELDS.map((name) => text(element[name])).find((value) => ACCOUNT.test(value))
  if (owner !== undefined) return owner
  // The account stands in an ARN that names something else of the same account.
  return scopeOfArn(text(element['ResourceArn'])).account ?? scopeOfLogGroup(element).account
}

/** A flow log delivers to a log group of its own account and region; its bucket or stream may be anybody's. */
function scopeOfLogGroup(element: JsonObject): Scope {
  const destination = text(element['LogDestination'])
  return scopeOfArn(destination.split(':')[2] === 'logs' ? destination : '')
}

const ZONE_FIELDS = [
  'AvailabilityZone',
  'ZoneName',
  'RegionName',
  'AwsRegion',
  'Region',
  'region',
  'PreferredAvailabilityZone',
] as const

function regionOf(key: DescribeKey, element: JsonObject): string | null {
  if (key === 'VpcPeeringConnections') return sameOnBothSides(peeringSides(element), 'Region', REGION)
  if (key === 'TransitGatewayPeeringAttachments') return sameOnBothSides(transitSides(element), 'Region', REGION)
  for (const name of ZONE_FIELDS) {
    const region = regionOfZone(text(element[name]))
    if (region) return region
  }
  const placement = regionOfZone(text(member(element['Placement'], 'AvailabilityZone')))
  return placement ?? regionOfNames(element)
}

function regionOfNames(element: JsonObject): string | null {
  const host = text(element['PrivateDnsName'])
  // us-east-1 keeps the oldest suffix. Source: VPC guide, "DNS hostnames".
  if (host.endsWith('.ec2.internal')) return 'us-east-1'
  const ofHost = HOST_REGION.exec(host)?.[1]
  if (ofHost) return ofHost
  const service = /^(?:com\.amazonaws|aws\.api|cn\.com\.amazonaws)(?:\.vpce)?\.([^.]+)\./.exec(
    text(element['ServiceName']),
  )
  const ofService = regionOfZone(text(element['ServiceRegion'])) ?? regionOfZone(service?.[1] ?? '')
  const ofBorder = ofService ?? regionOfZone(text(element['NetworkBorderGroup']))
  return ofBorder ?? scopeOfArn(text(element['ResourceArn'])).region ?? scopeOfLogGroup(element).region
}

/** Who is asked last, when neither the file nor its neighbours tell: the side that made the request, the resource attached. */
export function likelyScope(key: DescribeKey, element: JsonObject): Scope {
  const side =
    key === 'VpcPeeringConnections'
      ? element['RequesterVpcInfo']
      : key === 'TransitGatewayPeeringAttachments'
        ? element['RequesterTgwInfo']
        : undefined
  const owner = text(member(side, 'OwnerId')) || text(element['ResourceOwnerId'])
  return { account: ACCOUNT.test(owner) ? owner : null, region: regionOfZone(text(member(side, 'Region'))) }
}

/** The VPC or transit gateway an element belongs to; null when it names none. A gateway names the VPC it is attached to. */
export function anchorOf(element: JsonObject): string | null {
  const attached = [element['Attachments'], element['VpcAttachments']].map((list) =>
    Array.isArray(list) ? list[0] : undefined,
  )
  const named = [element['VpcId'], element['TransitGatewayId'], ...attached.map((each) => member(each, 'VpcId'))]
  const logged = text(element['ResourceId'])
  return named.map(text).find((id) => id !== '') ?? (LOGGED.test(logged) ? logged : null)
}

/** What a flow log watches besides subnets and interfaces. Source: EC2 API, FlowLog. */
const LOGGED = /^(?:vpc|tgw)-[0-9a-z]+$/

function peeringSides(element: JsonObject): readonly (JsonValue | undefined)[] {
  return [element['RequesterVpcInfo'], element['AccepterVpcInfo']]
}

function transitSides(element: JsonObject): readonly (JsonValue | undefined)[] {
  return [element['RequesterTgwInfo'], element['AccepterTgwInfo']]
}

/** A link has two owners; it tells its collector only when both are one. */
function sameOnBothSides(sides: readonly (JsonValue | undefined)[], name: string, form: RegExp): string | null {
  const [a, b] = sides.map((side) => text(member(side, name)))
  return a !== undefined && a === b && form.test(a) ? a : null
}

function member(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : ''
}

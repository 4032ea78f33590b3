/** AWS ids carry their kind in the prefix, so swapped arguments do not compile. */

export type VpcId = `vpc-${string}`
export type SubnetId = `subnet-${string}`
export type RouteTableId = `rtb-${string}`
export type NetworkAclId = `acl-${string}`
export type SecurityGroupId = `sg-${string}`
export type SecurityGroupRuleId = `sgr-${string}`
export type NetworkInterfaceId = `eni-${string}`
export type InstanceId = `i-${string}`
export type AllocationId = `eipalloc-${string}`
export type InternetGatewayId = `igw-${string}`
export type EgressOnlyInternetGatewayId = `eigw-${string}`
export type NatGatewayId = `nat-${string}`
export type CarrierGatewayId = `cagw-${string}`
export type VpnGatewayId = `vgw-${string}`
export type VpnConnectionId = `vpn-${string}`
export type CustomerGatewayId = `cgw-${string}`
export type ClientVpnEndpointId = `cvpn-endpoint-${string}`
export type TransitGatewayId = `tgw-${string}`
export type TransitGatewayAttachmentId = `tgw-attach-${string}`
export type TransitGatewayRouteTableId = `tgw-rtb-${string}`
export type VpcPeeringConnectionId = `pcx-${string}`
export type VpcEndpointId = `vpce-${string}`
export type VpcEndpointServiceId = `vpce-svc-${string}`
export type PrefixListId = `pl-${string}`
export type FlowLogId = `fl-${string}`

/** AWS writes hexadecimal digits; emulators and exports write names. Nothing else is an id: `0-9A-Za-z_.-`, 1 to 200 of them. */
const REST_MAX = 200
const DASH = 45
const IN_REST = Uint8Array.from({ length: 128 }, (_, code) =>
  /[0-9A-Za-z_.-]/.test(String.fromCharCode(code)) ? 1 : 0,
)

/** Does the id carry this prefix, and then only what an id is made of? `hasPrefix(id, 'subnet')` narrows to `subnet-…`. */
export function hasPrefix<P extends string>(text: string, prefix: P): text is `${P}-${string}` {
  return text.charCodeAt(prefix.length) === DASH && text.startsWith(prefix) && isRest(text, prefix.length + 1)
}

/** Character by character: this runs for every id of every interface, where a regular expression costs three times that. */
function isRest(text: string, start: number): boolean {
  const length = text.length - start
  if (length < 1 || length > REST_MAX) return false
  for (let index = start; index < text.length; index++) if (IN_REST[text.charCodeAt(index)] !== 1) return false
  return true
}

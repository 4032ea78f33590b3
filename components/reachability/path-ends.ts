/** Kinds of resources, by the words of the table, that a path may begin or end at. */
export const PATH_ENDS: ReadonlySet<string> = new Set([
  'instance',
  'network-interface',
  'load-balancer',
  'subnet',
  'security-group',
  'nat-gateway',
  'vpc-endpoint',
  'internet-gateway',
  'vpn-gateway',
  'transit-gateway',
])

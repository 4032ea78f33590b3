/**
 * Portolan's own glyphs: one drawing a kind, on a 20 px grid, stroked 1.5 px with round ends and no fill.
 * The map on screen and the SVG export use these very paths.
 */

import type { SubnetClass } from '../inventory/subnet-class.ts'
import type { NodeKind } from './graph.ts'

export interface Glyph {
  readonly viewBox: string
  /** Path data (`d`), each to be stroked and not filled. */
  readonly paths: readonly string[]
}

function glyph(...paths: readonly string[]): Glyph {
  return { viewBox: '0 0 20 20', paths }
}

const GATE = 'M4 16.5V9.5a6 6 0 0 1 12 0v7'
const CYLINDER = 'M4.5 5.5v9c0 1.2 2.5 2.2 5.5 2.2s5.5-1 5.5-2.2v-9'
const LID = 'M4.5 5.5c0-1.2 2.5-2.2 5.5-2.2s5.5 1 5.5 2.2-2.5 2.2-5.5 2.2-5.5-1-5.5-2.2z'
const SHIELD = 'M10 3l5.5 2v4.6c0 3.4-2.2 5.9-5.5 7.4-3.3-1.5-5.5-4-5.5-7.4V5z'
const ROOT = 'M3 10a1.9 1.9 0 1 0 3.8 0a1.9 1.9 0 1 0-3.8 0'

/** By name. `glyphName` chooses the one for a node. */
export const GLYPHS = {
  instance: glyph(
    'M5.5 5.5h9v9h-9z',
    'M8.5 8.5h3v3h-3z',
    'M8 3v2.5M12 3v2.5M8 14.5V17M12 14.5V17M3 8h2.5M3 12h2.5M14.5 8H17M14.5 12H17',
  ),
  container: glyph('M3.6 6.8L10 3.3l6.4 3.5v6.5L10 16.8l-6.4-3.5z', 'M3.6 6.8L10 10.3l6.4-3.5M10 10.3v6.5'),
  cluster: glyph(
    'M4 10a6 6 0 1 0 12 0a6 6 0 1 0-12 0',
    'M8.4 10a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0',
    'M10 2.6v5.8M10 11.6v5.8M3.6 6.3l5 2.9M11.4 10.8l5 2.9M16.4 6.3l-5 2.9M8.6 10.8l-5 2.9',
  ),
  function: glyph('M5.5 3.5h2.3l6 13h1.9', 'M9.5 8.4L4.8 16.5'),
  'application-load-balancer': glyph(
    ROOT,
    'M6.8 10h3.4M10.2 10V5h3.2M10.2 10h3.2M10.2 10v5h3.2',
    'M13.4 5a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0M13.4 10a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0M13.4 15a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0',
  ),
  'network-load-balancer': glyph(
    ROOT,
    'M6.6 9l6.9-4.2M6.8 10h6.7M6.6 11l6.9 4.2',
    'M13.5 3.3h3v3h-3zM13.5 8.5h3v3h-3zM13.5 13.7h3v3h-3z',
  ),
  'gateway-load-balancer': glyph(
    ROOT,
    'M6.8 10H9',
    'M12.6 5.2l3.9 1.4v3.2c0 2.4-1.6 4.1-3.9 5.2-2.3-1.1-3.6-2.8-3.6-5.2V6.6z',
  ),
  'classic-load-balancer': glyph(
    ROOT,
    'M6.8 10h3.4M10.2 10V6.5h3M10.2 10v3.5h3',
    'M13.2 6.5a1.7 1.7 0 1 0 3.4 0a1.7 1.7 0 1 0-3.4 0M13.2 13.5a1.7 1.7 0 1 0 3.4 0a1.7 1.7 0 1 0-3.4 0',
  ),
  database: glyph(LID, CYLINDER, 'M4.5 10c0 1.2 2.5 2.2 5.5 2.2s5.5-1 5.5-2.2'),
  cache: glyph(LID, CYLINDER, 'M10.8 8.7l-2.6 3h3.6l-2.6 3'),
  warehouse: glyph('M4 16.5V10h3v6.5M8.5 16.5v-12h3v12M13 16.5v-9h3v9', 'M2.8 16.5h14.4'),
  search: glyph('M4 8.8a4.8 4.8 0 1 0 9.6 0a4.8 4.8 0 1 0-9.6 0', 'M12.4 12.4l4.2 4.2', 'M6.8 7.7h4M6.8 10h4'),
  'nat-gateway': glyph('M10.5 4H4v12h12v-5', 'M8 12c0-3.6 2.3-5.4 8-5.4', 'M13.4 3.8L16.4 6.6l-3 2.8'),
  'internet-gateway': glyph(GATE, 'M10 15.5V7.4', 'M7.2 10.2L10 7.4l2.8 2.8'),
  'egress-only-internet-gateway': glyph(GATE, 'M10 12.6V6.9', 'M7.4 9.4L10 6.8l2.6 2.6', 'M7 15.8h6'),
  'vpn-gateway': glyph(GATE, 'M7.3 11h5.4v4.2H7.3z', 'M8.4 11V9.6a1.6 1.6 0 0 1 3.2 0V11'),
  'carrier-gateway': glyph(GATE, 'M10 16v-5.4', 'M7.6 10.4a2.6 2.6 0 0 1 4.8 0', 'M10 10.4v.1'),
  'transit-gateway': glyph(
    'M7 10a3 3 0 1 0 6 0a3 3 0 1 0-6 0',
    'M7.9 7.9L4.6 4.6M12.1 7.9l3.3-3.3M7.9 12.1l-3.3 3.3M12.1 12.1l3.3 3.3',
    'M3 3h2.6v2.6H3zM14.4 3H17v2.6h-2.6zM3 14.4h2.6V17H3zM14.4 14.4H17V17h-2.6z',
  ),
  'vpc-peering': glyph(
    'M3 10a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0-8.4 0',
    'M8.6 10a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0-8.4 0',
  ),
  'vpc-endpoint': glyph('M2.8 10h4', 'M6.8 6.2v7.6h2.8a3.8 3.8 0 0 0 0-7.6z', 'M13.4 8.4h2.4M13.4 11.6h2.4'),
  'vpn-connection': glyph('M2.8 14.5a7.2 7.2 0 0 1 14.4 0', 'M7 11.5h6v5H7z', 'M8.2 11.5V10a1.8 1.8 0 0 1 3.6 0v1.5'),
  'customer-gateway': glyph('M3.5 9L10 3.5 16.5 9', 'M5 8v8.5h10V8', 'M8.3 16.5v-5h3.4v5'),
  'direct-connect-gateway': glyph(
    'M2.8 10h3.4M13.8 10h3.4',
    'M6.2 7v6h2.3V7zM11.5 7v6h2.3V7z',
    'M8.5 8.6h3M8.5 11.4h3',
  ),
  'network-firewall': glyph(SHIELD, 'M4.6 8.2h10.8M5.2 12h9.6M10 3.2v5M7.6 8.2V12M12.4 8.2V12M10 12v4.6'),
  'network-interface': glyph('M3.5 6h13v7h-13z', 'M6.5 13v2.5M9 13v2.5M11.5 13v2.5M14 13v2.5', 'M6.5 9.5h3'),
  'elastic-address': glyph(
    'M10 17c-3.4-4-5-6.4-5-8.6a5 5 0 0 1 10 0c0 2.2-1.6 4.6-5 8.6z',
    'M8.2 8.4a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0',
  ),
  'client-vpn': glyph(
    'M7.6 6.4a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0-5.2 0',
    'M4.5 16.5c.4-3.2 2.6-5 5.7-5s5.3 1.8 5.7 5z',
  ),
  'instance-connect': glyph('M3.5 4.5h13v11h-13z', 'M6.5 8l2.4 2-2.4 2M10.8 12.4h3'),
  'file-system': glyph('M3.5 5.5h4.6l1.6 2h6.8v8h-13z', 'M3.5 10h13'),
  directory: glyph('M5 3.5h10.5v13H5z', 'M8 7h4.6M8 10h4.6', 'M3.6 6.5H5M3.6 10H5M3.6 13.5H5'),
  accelerator: glyph('M11 3L5 11h4.2L8.4 17l6.6-8.6h-4.4z'),
  'security-group': glyph(SHIELD, 'M7.4 9.6l1.9 1.9 3.4-3.6'),
  'route-table': glyph('M10 3v14', 'M10 4.6h5l1.8 1.9L15 8.4h-5z', 'M10 9.4H5l-1.8 1.9L5 13.2h5z'),
  'network-acl': glyph(
    'M4 5.5l1.2 1.2L7.2 4.4M4 10.5l1.2 1.2 2-2.3M4.2 14.4l2.6 2.6M6.8 14.4l-2.6 2.6',
    'M9.8 5.6h6.4M9.8 10.6h6.4M9.8 15.6h6.4',
  ),
  vpc: glyph('M3.5 5h13v11h-13z', 'M3.5 8.4h13', 'M6.6 5V3.4M13.4 5V3.4'),
  subnet: glyph('M4 4h12v12H4z', 'M4 10h12M10 10v6'),
  account: glyph('M3.5 16.5V6L10 3.2 16.5 6v10.5z', 'M7 9h1.6M11.4 9H13M7 12.6h1.6M11.4 12.6H13'),
  region: glyph('M3 6l4.6-2 4.8 2L17 4v10l-4.6 2-4.8-2L3 16z', 'M7.6 4v10M12.4 6v10'),
  'availability-zone': glyph('M4 3.5v13M10 3.5v13M16 3.5v13'),
  'on-premises': glyph('M3.5 16.5h13', 'M5 16.5V5.5h6v11M11 9h4.5v7.5', 'M7.2 8.2h1.6M7.2 11.2h1.6'),
  unplaced: glyph(
    'M4 4h2.4M8.8 4h2.4M13.6 4H16v2.4M16 8.8v2.4M16 13.6V16h-2.4M11.2 16H8.8M6.4 16H4v-2.4M4 11.2V8.8M4 6.4V4',
    'M10 8v2.8M10 13v.1',
  ),
  globe: glyph(
    'M3.2 10a6.8 6.8 0 1 0 13.6 0a6.8 6.8 0 1 0-13.6 0',
    'M3.4 10h13.2',
    'M10 3.2c-4 4-4 9.6 0 13.6c4-4 4-9.6 0-13.6z',
  ),
  arrow: glyph('M3.5 10h13', 'M12 5.5l4.5 4.5-4.5 4.5'),
  bridge: glyph('M3 15.5V8M17 15.5V8M2.5 12h15', 'M3 8c2.6 3.4 11.4 3.4 14 0', 'M7 12v3.5M13 12v3.5'),
  lock: glyph('M5 9h10v7.5H5z', 'M7 9V6.8a3 3 0 0 1 6 0V9'),
  unknown: glyph(
    'M3.5 10a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0',
    'M8 8.2a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4M10 13.8v.1',
  ),
} as const satisfies Record<string, Glyph>

export type GlyphName = keyof typeof GLYPHS

const BY_CODE: ReadonlyMap<string, GlyphName> = new Map<string, GlyphName>([
  ['ALB', 'application-load-balancer'],
  ['NLB', 'network-load-balancer'],
  ['GWLB', 'gateway-load-balancer'],
  ['CLB', 'classic-load-balancer'],
  ['RED', 'cache'],
  ['RSH', 'warehouse'],
  ['OS', 'search'],
  ['EKS', 'cluster'],
  ['ECS', 'container'],
  ['TGW', 'transit-gateway'],
  ['NFW', 'network-firewall'],
  ['EIP', 'elastic-address'],
  ['CVPN', 'client-vpn'],
  ['EIC', 'instance-connect'],
  ['EFS', 'file-system'],
  ['DIR', 'directory'],
  ['GA', 'accelerator'],
])

const BY_KIND: Readonly<Record<NodeKind, GlyphName>> = {
  internet: 'globe',
  'on-premises': 'on-premises',
  account: 'account',
  region: 'region',
  vpc: 'vpc',
  'external-vpc': 'vpc',
  'availability-zone': 'availability-zone',
  subnet: 'subnet',
  'internet-gateway': 'internet-gateway',
  'egress-only-internet-gateway': 'egress-only-internet-gateway',
  'carrier-gateway': 'carrier-gateway',
  'vpn-gateway': 'vpn-gateway',
  'transit-gateway': 'transit-gateway',
  'vpc-peering': 'vpc-peering',
  'customer-gateway': 'customer-gateway',
  'vpn-connection': 'vpn-connection',
  'direct-connect-gateway': 'direct-connect-gateway',
  'gateway-endpoint': 'vpc-endpoint',
  instance: 'instance',
  'network-interface': 'network-interface',
  'nat-gateway': 'nat-gateway',
  'load-balancer': 'application-load-balancer',
  database: 'database',
  function: 'function',
  container: 'container',
  'vpc-endpoint': 'vpc-endpoint',
  'transit-gateway-attachment': 'transit-gateway',
  'firewall-endpoint': 'network-firewall',
  unplaced: 'unplaced',
}

/** The drawing for a node: by its code where the code is more precise than the kind. */
export function glyphName(node: { readonly kind: NodeKind; readonly code: string }): GlyphName {
  return BY_CODE.get(node.code) ?? BY_KIND[node.kind]
}

/** Band, icon and word of a subnet class always go together, so that colour is never alone. */
export const SUBNET_CLASS_MARKS: Readonly<Record<SubnetClass, { readonly glyph: GlyphName; readonly word: string }>> = {
  public: { glyph: 'globe', word: 'Public' },
  'private-egress': { glyph: 'arrow', word: 'Private, egress' },
  'private-transit': { glyph: 'bridge', word: 'Private, transit' },
  isolated: { glyph: 'lock', word: 'Isolated' },
  unknown: { glyph: 'unknown', word: 'Class unknown' },
}

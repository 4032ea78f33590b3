/** A node in words, for those who hear the map. */

import type { ExposureLevel, Severity } from '../../lib/findings/finding.ts'
import { visibleText } from '../../lib/reports/visible-text.ts'
import type { NodeKind } from '../../lib/topology/graph.ts'
import type { SceneNode } from '../../lib/topology/scene.ts'
import { EXPOSURE_WORDS, SEVERITY_WORDS } from './mark-words.ts'

export interface Badge {
  readonly worst: Severity
  readonly count: number
  /** Which findings, so that a container counts one on several hosts once. */
  readonly findingIds?: ReadonlySet<string>
}

const KIND_WORDS: Readonly<Record<NodeKind, string>> = {
  internet: 'Internet',
  'on-premises': 'On-premises network',
  account: 'Account',
  region: 'Region',
  vpc: 'VPC',
  'external-vpc': 'VPC of another account',
  'availability-zone': 'Availability Zone',
  subnet: 'Subnet',
  'internet-gateway': 'Internet gateway',
  'egress-only-internet-gateway': 'Egress-only internet gateway',
  'carrier-gateway': 'Carrier gateway',
  'vpn-gateway': 'Virtual private gateway',
  'transit-gateway': 'Transit gateway',
  'vpc-peering': 'VPC peering connection',
  'customer-gateway': 'Customer gateway',
  'vpn-connection': 'VPN connection',
  'direct-connect-gateway': 'Direct Connect gateway',
  'gateway-endpoint': 'Gateway endpoint',
  instance: 'Instance',
  'network-interface': 'Network interface',
  'nat-gateway': 'NAT gateway',
  'load-balancer': 'Load balancer',
  database: 'Database',
  function: 'Function',
  container: 'Container task',
  'vpc-endpoint': 'VPC endpoint',
  'transit-gateway-attachment': 'Transit gateway attachment',
  'firewall-endpoint': 'Firewall endpoint',
  unplaced: 'Resources without a place',
}

export function kindWord(kind: NodeKind): string {
  return KIND_WORDS[kind]
}

/** e.g. `Subnet web-a, 10.0.1.0/24, public, 38 resources, 2 findings, worst critical`. */
export function nodeWords(
  node: SceneNode,
  paint: {
    readonly badge: Badge | null
    readonly exposure: ExposureLevel | null
    readonly lens?: { readonly words: string } | null
    readonly inside: number
  },
): string {
  const parts = [title(node), node.detail, ...node.facts]
  if (!node.collected) parts.push('not collected')
  if (node.count > 1) parts.push(`${node.count} equal resources`)
  if (paint.inside > 0) parts.push(counted(paint.inside, 'resource'))
  if (node.contents.length > 0) parts.push('closed')
  if (paint.exposure && !UNSAID.has(paint.exposure)) parts.push(EXPOSURE_WORDS[paint.exposure].toLowerCase())
  if (paint.lens) parts.push(paint.lens.words.toLowerCase())
  if (paint.badge) {
    parts.push(`${counted(paint.badge.count, 'finding')}, worst ${SEVERITY_WORDS[paint.badge.worst].toLowerCase()}`)
  }
  return visibleText([...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))].join(', '))
}

/** What every private resource is. */
const UNSAID: ReadonlySet<ExposureLevel> = new Set(['none', 'internal'])

function title(node: SceneNode): string {
  const kind = kindWord(node.kind)
  const alreadySaid = `${node.label} `.toLowerCase().startsWith(`${kind} `.toLowerCase())
  return alreadySaid ? node.label : `${kind} ${node.label}`
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

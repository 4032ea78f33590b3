/**
 * Services of AWS inside every VPC: the resolver, instance metadata, time. They answer on addresses that no route
 * leads to, and security groups cannot filter them. Source: VPC guide, "Security groups", "Route table concepts".
 */

import type { Vpc } from '../../inventory/network.ts'
import { intersect } from '../../net/interval-set.ts'
import { type Address, containsAddress, type Prefix, parseAddress, parsePrefix } from '../../net/prefix.ts'
import { hasPorts, TCP, UDP } from '../../net/protocol.ts'
import type { Packet } from '../packet.ts'
import { sameAddress } from '../packet.ts'

interface AmazonService {
  readonly id: string
  readonly addresses: readonly Address[]
  readonly protocols: readonly number[]
  readonly port: number
}

const at = (...texts: readonly string[]): readonly Address[] => texts.map(parseAddress).filter((each) => each !== null)

const SERVICES: readonly AmazonService[] = [
  { id: 'amazon-dns', addresses: at('169.254.169.253', 'fd00:ec2::253'), protocols: [TCP, UDP], port: 53 },
  { id: 'instance-metadata', addresses: at('169.254.169.254', 'fd00:ec2::254'), protocols: [TCP], port: 80 },
  { id: 'amazon-time', addresses: at('169.254.169.123', 'fd00:ec2::123'), protocols: [UDP], port: 123 },
]

const RESERVED: readonly Prefix[] = [parsePrefix('169.254.0.0/16'), parsePrefix('fd00:ec2::/32')].filter(
  (each) => each !== null,
)

/** The service this packet is for: its id, or `none` at an address where nothing answers; null for all other addresses. */
export function amazonServiceFor(packet: Packet, vpc: Vpc | undefined): string | null {
  const { destination } = packet
  if (vpc && isResolver(vpc, destination))
    return serves({ protocols: [TCP, UDP], port: 53 }, packet) ? 'amazon-dns' : 'none'
  if (!RESERVED.some((prefix) => containsAddress(prefix, destination))) return null
  const service = SERVICES.find(({ addresses }) => addresses.some((each) => sameAddress(each, destination)))
  return service && serves(service, packet) ? service.id : 'none'
}

function serves({ protocols, port }: Pick<AmazonService, 'protocols' | 'port'>, packet: Packet): boolean {
  if (!hasPorts(packet.protocol) || !protocols.includes(packet.protocol)) return false
  return intersect(packet.destinationPorts, [[port, port]]).length > 0
}

/** The base of the VPC's first IPv4 block plus two. Source: VPC guide, "Amazon DNS server". */
function isResolver({ cidrs }: Vpc, destination: Address): boolean {
  const first = cidrs.find(({ family }) => family === 4)
  return first?.family === 4 && destination.family === 4 && destination.value === first.base + 2
}

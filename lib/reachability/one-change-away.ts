/**
 * Interfaces the internet does not reach, where changing one component would let it in: what stands between them and
 * exposure is one mistake. Source: VPC guide, "Internet gateways", what an interface needs to be reached.
 */

import type { Subnet } from '../inventory/network.ts'
import type { Route } from '../inventory/routing.ts'
import type { Family } from '../net/prefix.ts'
import { type AddressSetId, NOBODY } from './compiled/address-sets.ts'
import type { Admitted } from './compiled/admitted.ts'
import {
  addressPassage,
  type CompiledClass,
  type CompiledNetwork,
  groupsPassage,
  statePassage,
} from './compiled/compiled-network.ts'
import { NAT, OFF, REFUSING, UNATTACHED } from './compiled/interface-columns.ts'
import type { Passage, PassageTable } from './compiled/passage.ts'
import { partsOfPlace } from './compiled/places.ts'
import { compiledOf, membersOf } from './exposure.ts'
import { judgeReplies } from './judge-replies.ts'
import type { Network } from './network.ts'

export type ChangeCode =
  | 'ASSOCIATE_PUBLIC_ADDRESS'
  | 'ASSIGN_IPV6_ADDRESS'
  | 'ATTACH_INTERFACE'
  | 'ALLOW_INTERNET_GATEWAY_TRAFFIC'
  | 'START_INSTANCE'
  | 'EXEMPT_FROM_BLOCK_PUBLIC_ACCESS'
  | 'ATTACH_INTERNET_GATEWAY'
  | 'CHANGE_GATEWAY_ROUTE'
  | 'ADD_DEFAULT_ROUTE'
  | 'ALLOW_IN_NETWORK_ACL'
  | 'ALLOW_IN_SECURITY_GROUP'

export interface OneChange {
  readonly code: ChangeCode
  /** The AWS id of what would change; of the first member where it is the interface or its instance. */
  readonly component: string
  /** One sentence. */
  readonly words: string
}

export interface OneChangeAway {
  /** Interface ids, ascending. */
  readonly members: readonly string[]
  readonly family: Family
  readonly change: OneChange
}

/**
 * By class, each change that is enough by itself. What the internet reaches, or may for all that is known, is not
 * listed; nor is a change that would be enough only if something unknown turns out well.
 */
export function oneChangeAway(network: Network): readonly OneChangeAway[] {
  const compiled = compiledOf(network)
  return compiled.classes.flatMap((one) =>
    FAMILIES.flatMap((family) => {
      const changes = changesFor({ compiled, one, family })
      if (changes.length === 0) return []
      const members = membersOf(compiled, one)
      return changes.map((change) => ({ members, family, change: change(members[0] ?? '') }))
    }),
  )
}

const FAMILIES = [4, 6] as const

interface Question {
  readonly compiled: CompiledNetwork
  readonly one: CompiledClass
  readonly family: Family
}

/** A change, once it is known which interface is the first. */
type Change = (member: string) => OneChange

interface Barrier {
  readonly passage: Passage
  /** Null where no single change would open it. */
  readonly change: Change | null
  /** What would pass here if the VPC had its gateway; absent where that makes no difference. */
  readonly withGateway?: Passage
}

function changesFor(question: Question): readonly Change[] {
  const { compiled, one, family } = question
  if ((one.flags & NAT) !== 0) return []
  const table = compiled.network.passages[family]
  const barriers = barriersOf(question, table)
  const all = barriers.reduce((met, { passage }) => table.meet(met, passage), table.everything)
  if (isOpen(all, 'possible')) return []
  return barriers.flatMap(({ change }, index) => {
    if (!change) return []
    const others = barriers.toSpliced(index, 1).reduce((met, other) => {
      const attached = index === GATEWAY ? other.withGateway : undefined
      return table.meet(met, attached ?? other.passage)
    }, table.everything)
    return isOpen(others, 'known') ? [change] : []
  })
}

/** Does anybody get through, on any protocol at all? */
function isOpen({ admitted, others }: Passage, side: 'known' | 'possible'): boolean {
  const some = (each: Admitted) => each[side].some((who) => who !== NOBODY)
  return some(others) || admitted.some(some)
}

function barriersOf(question: Question, table: PassageTable): readonly Barrier[] {
  const { compiled, one, family } = question
  const parts = partsOfPlace(compiled.network, one.place, family)
  const change = changesOfPlace(question)
  return [
    { passage: statePassage(table, one), change: stateChange(question) },
    { passage: addressPassage(table, one), change: addressChange(question) },
    { passage: parts.blockPublicAccess, change: change.blockPublicAccess },
    { passage: parts.gateway, change: change.gateway },
    { passage: parts.edge, change: change.edge },
    { passage: parts.replies, change: change.replies, withGateway: repliesOnceAttached(question, table) },
    { passage: parts.acl, change: change.acl },
    { passage: groupsPassage(compiled, one, family), change: groupsChange(question) },
  ]
}

/** The place of the gateway among the barriers. */
const GATEWAY = 3

/** AWS marks routes to a gateway that is detached as blackholes; they work again once it is back. */
function repliesOnceAttached({ compiled, one, family }: Question, table: PassageTable): Passage {
  const { sets } = table.admitted
  const shares = one.place.table ? judgeReplies(compiled.network, one.place.table, family).shares : []
  const clients = shares
    .filter(({ route, certainty }) => certainty === 'reachable' || isDetached(route))
    .reduce<AddressSetId>((all, share) => sets.join(all, share.clients), NOBODY)
  return table.constant(table.admitted.constant(clients, clients))
}

function isDetached(route: Route | null): boolean {
  return route?.state === 'blackhole' && route.target.kind === 'internet-gateway'
}

/** Two faults of one interface are two changes. */
function stateChange({ compiled, one }: Question): Change | null {
  const faults = one.flags & (UNATTACHED | REFUSING | OFF)
  if (faults === UNATTACHED)
    return (component) => change('ATTACH_INTERFACE', component, `Attach ${component} to an instance.`)
  if (faults === REFUSING) {
    return (component) =>
      change(
        'ALLOW_INTERNET_GATEWAY_TRAFFIC',
        component,
        `Let ${component} take traffic of the internet gateway again.`,
      )
  }
  if (faults !== OFF) return null
  return (member) => {
    const { columns } = compiled
    const component = columns.instanceIds[columns.ids.indexOf(member)] ?? member
    return change('START_INSTANCE', component, `Start ${component}.`)
  }
}

function addressChange({ compiled, one, family }: Question): Change | null {
  if (family === 4) {
    return (component) =>
      change('ASSOCIATE_PUBLIC_ADDRESS', component, `Associate a public IPv4 address with ${component}.`)
  }
  const subnet: Subnet | undefined = compiled.network.inventory.subnets.get(one.place.subnetId)
  // Without an IPv6 block of its own a subnet has no address to give.
  if (!subnet?.cidrs.some((cidr) => cidr.family === 6)) return null
  return (component) => change('ASSIGN_IPV6_ADDRESS', component, `Assign an IPv6 address to ${component}.`)
}

function changesOfPlace({ compiled, one: { place }, family }: Question): Readonly<Record<PlaceBarrier, Change | null>> {
  const { vpcId, table, acl, edge } = place
  const everyone = family === 4 ? '0.0.0.0/0' : '::/0'
  const gateway = compiled.network.index.internetGatewaysByVpc.get(vpcId)?.[0]?.id ?? 'an internet gateway'
  const edgeTable = edge[family]?.table.id
  return {
    blockPublicAccess: fixed('EXEMPT_FROM_BLOCK_PUBLIC_ACCESS', vpcId, `Exclude ${vpcId} from Block Public Access.`),
    gateway: fixed('ATTACH_INTERNET_GATEWAY', vpcId, `Attach ${gateway} to ${vpcId}.`),
    edge: edgeTable
      ? fixed('CHANGE_GATEWAY_ROUTE', edgeTable, `Send what comes in straight to the subnet in ${edgeTable}.`)
      : null,
    replies: table ? fixed('ADD_DEFAULT_ROUTE', table.id, `Route ${everyone} to ${gateway} in ${table.id}.`) : null,
    acl: acl ? fixed('ALLOW_IN_NETWORK_ACL', acl.id, `Allow it in ${acl.id}, in and out.`) : null,
  }
}

type PlaceBarrier = 'blockPublicAccess' | 'gateway' | 'edge' | 'replies' | 'acl'

function groupsChange({ compiled, one, family }: Question): Change | null {
  const [component] = compiled.columns.groupSets.ids[one.groupSet] ?? []
  if (component === undefined) return null
  const everyone = family === 4 ? '0.0.0.0/0' : '::/0'
  return fixed('ALLOW_IN_SECURITY_GROUP', component, `Add a rule from ${everyone} to ${component}.`)
}

function fixed(code: ChangeCode, component: string, words: string): Change {
  return () => change(code, component, words)
}

function change(code: ChangeCode, component: string, words: string): OneChange {
  return { code, component, words }
}

/**
 * What each filter lets in from the internet, and lets back out: security groups, network ACLs both ways, the routes of
 * replies. Computed once for each filter; filters of equal content give the same passage.
 * Source: VPC guide, "Security group rules", "Network ACL rules", "Ephemeral ports", "Route priority".
 */

import { type NetworkAcl, type SecurityGroup, unreadOf } from '../../inventory/filters.ts'
import type { Family } from '../../net/prefix.ts'
import { ICMP, ICMPV6, type Protocol } from '../../net/protocol.ts'
import { icmpMessages } from '../exposure-row.ts'
import type { Network } from '../network.ts'
import { answersOf, EPHEMERAL_PORTS } from '../packet.ts'
import { EVERYBODY, NOBODY } from './address-sets.ts'
import type { Admitted, AdmittedTable, Piece } from './admitted.ts'
import { aclPieces, groupPieces, openRules } from './filter-pieces.ts'
import type { Passage, PassageTable, ProtocolOrRest } from './passage.ts'

/** Kept with the table its numbers belong to. */
const GROUPS = new WeakMap<PassageTable, WeakMap<SecurityGroup, Passage>>()
const REQUESTS = new WeakMap<PassageTable, WeakMap<NetworkAcl, Passage>>()
const REPLIES = new WeakMap<PassageTable, WeakMap<NetworkAcl, Passage>>()

/** What any of the groups lets in. A group that was not collected may let in anything. */
export function passageOfGroups(network: Network, groupIds: readonly string[], family: Family): Passage {
  const table = network.passages[family]
  let all = table.nothing
  for (const id of groupIds) {
    const group = network.inventory.securityGroups.get(id)
    all = table.join(all, group ? passageOfGroup(network, group, family) : table.anything)
  }
  return all
}

function passageOfGroup(network: Network, group: SecurityGroup, family: Family): Passage {
  const table = network.passages[family]
  return remembered(GROUPS, [table, group], () => {
    const open = openRules(network.inventory, table.admitted.sets, group)
    if (open.length === 0 && unreadOf(group, 'ingress').length === 0) return table.nothing
    const named = namedIn(open.map(({ rule }) => rule))
    return table.of(named, (protocol) => table.admitted.ofPieces(groupPieces(group, open, protocol)))
  })
}

/** What an ACL lets in. */
export function passageOfRequests(network: Network, acl: NetworkAcl, family: Family): Passage {
  const table = network.passages[family]
  return remembered(REQUESTS, [table, acl], () =>
    table.of(namedIn(acl.entries), (protocol) => admittedBy(table.admitted, acl, { direction: 'ingress', protocol })),
  )
}

/**
 * To whom an ACL lets replies out, by the number of the request: clients choose a port from 1024 up, and one that passes
 * is enough. An ICMP message that nothing answers needs no reply.
 */
export function passageOfReplies(network: Network, acl: NetworkAcl, family: Family): Passage {
  const table = network.passages[family]
  return remembered(REPLIES, [table, acl], () =>
    table.of(namedIn(acl.entries), (protocol) => {
      const out = admittedBy(table.admitted, acl, { direction: 'egress', protocol })
      if (protocol === ICMP || protocol === ICMPV6) return answered(table.admitted, protocol, out)
      return toSomeClientPort(table.admitted, out)
    }),
  )
}

function admittedBy(
  table: AdmittedTable,
  acl: NetworkAcl,
  side: { readonly direction: 'ingress' | 'egress'; readonly protocol: ProtocolOrRest },
): Admitted {
  return table.ofPieces(aclPieces(table.sets, acl, side))
}

/** A protocol without ports is let out on every number or on none. */
function toSomeClientPort(table: AdmittedTable, out: Admitted): Admitted {
  const [[lo, hi]] = EPHEMERAL_PORTS
  return table.someOf(out, lo, hi)
}

/** Turns what is let out into what may be asked: an echo request passes where its echo reply does. */
function answered(table: AdmittedTable, protocol: number, out: Admitted): Admitted {
  const pieces: Piece[] = []
  let next = 0
  for (const [type, answer] of answersOf(protocol)) {
    const reply = answer * 256
    const { known, possible } = table.someOf(out, reply, reply)
    for (const [lo, hi] of icmpMessages(type, null)) {
      pieces.push({ ...UNANSWERED, lo: next, hi: lo - 1 })
      pieces.push({ lo, hi, known: known[0] ?? NOBODY, possible: possible[0] ?? NOBODY })
      next = hi + 1
    }
  }
  return table.ofPieces([...pieces, { ...UNANSWERED, lo: next, hi: 65535 }])
}

const UNANSWERED = { known: EVERYBODY, possible: EVERYBODY }

function namedIn(rules: readonly { readonly protocol: Protocol }[]): readonly number[] {
  const named = new Set<number>()
  for (const { protocol } of rules) if (protocol !== 'any') named.add(protocol)
  return [...named]
}

function remembered<K extends object>(
  answers: WeakMap<PassageTable, WeakMap<K, Passage>>,
  [table, key]: readonly [PassageTable, K],
  compute: () => Passage,
): Passage {
  const own = answers.get(table) ?? new WeakMap<K, Passage>()
  if (!answers.has(table)) answers.set(table, own)
  const known = own.get(key)
  if (known) return known
  const passage = compute()
  own.set(key, passage)
  return passage
}

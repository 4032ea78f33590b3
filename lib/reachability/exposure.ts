/**
 * Everything the internet can reach, complete, told by class. Request and reply must both pass; what is not known
 * counts as possible and is labelled. Source: VPC guide, "Internet gateways", "Security groups", "Network ACLs".
 */

import type { Family } from '../net/prefix.ts'
import { ICMP, ICMPV6 } from '../net/protocol.ts'
import { ALL_PORTS } from '../net/traffic.ts'
import {
  type CompiledClass,
  type CompiledNetwork,
  compileNetwork,
  passageOfClass,
} from './compiled/compiled-network.ts'
import { numberAt } from './compiled/number-at.ts'
import type { Passage } from './compiled/passage.ts'
import { type Block, blocksOf } from './compiled/passage-blocks.ts'
import { explainBlock } from './explain-block.ts'
import type { ExposureRow } from './exposure-row.ts'
import { exposureWithBalancers } from './exposure-through-balancers.ts'
import type { Network } from './network.ts'

const COMPILED = new WeakMap<Network, CompiledNetwork>()

/** The compiled form of a network, made the first time it is asked for. */
export function compiledOf(network: Network): CompiledNetwork {
  const known = COMPILED.get(network)
  return known ?? keepCompiled(compileNetwork(network))
}

/** For a network whose compiled form was made from another's. */
export function keepCompiled(compiled: CompiledNetwork): CompiledNetwork {
  COMPILED.set(compiled.network, compiled)
  return compiled
}

/** The compiled form where it was made already. */
export function compiledIfMade(network: Network): CompiledNetwork | undefined {
  return COMPILED.get(network)
}

/** What reaches interfaces directly, at their own public addresses: no load balancer in between. */
export function directExposure(compiled: CompiledNetwork): readonly ExposureRow[] {
  const { rows, classes } = compiled
  return classes.flatMap((one) => {
    const own = rows[one.id] ?? rowsOfClass(compiled, one)
    rows[one.id] = own
    return own
  })
}

const EXPOSURES = new WeakMap<Network, readonly ExposureRow[]>()

/** Everything the internet reaches: directly, and through load balancers. */
export function exposure(network: Network): readonly ExposureRow[] {
  const known = EXPOSURES.get(network)
  if (known) return known
  const compiled = compiledOf(network)
  const rows = exposureWithBalancers(compiled, directExposure(compiled))
  EXPOSURES.set(network, rows)
  return rows
}

const NO_ROWS: readonly ExposureRow[] = []

function rowsOfClass(compiled: CompiledNetwork, one: CompiledClass): readonly ExposureRow[] {
  const passages = FAMILIES.map((family) => passageOfClass(compiled, one, family))
  const { passages: tables } = compiled.network
  if (FAMILIES.every((family, index) => passages[index] === tables[family].nothing)) return NO_ROWS
  const members = membersOf(compiled, one)
  return FAMILIES.flatMap((family, index) => {
    const passage = passages[index] ?? tables[family].nothing
    return blocksOf(tables[family], passage).map((block) => rowOf({ compiled, one, family, passage, block, members }))
  })
}

const FAMILIES = [4, 6] as const

/** Interface ids, ascending. */
export function membersOf({ columns, order, starts }: CompiledNetwork, { id }: CompiledClass): readonly string[] {
  const members: string[] = []
  for (let at = numberAt(starts, id); at < numberAt(starts, id + 1); at++) {
    members.push(columns.ids[numberAt(order, at)] ?? '')
  }
  return members.sort()
}

interface RowParts {
  readonly compiled: CompiledNetwork
  readonly one: CompiledClass
  readonly family: Family
  readonly passage: Passage
  readonly block: Block
  readonly members: readonly string[]
}

/** Rules, path and reasons are worked out when somebody asks: most rows are counted, filtered and never explained. */
function rowOf(parts: RowParts): ExposureRow {
  const { compiled, family, passage, block, members } = parts
  const isIcmp = block.protocol === ICMP || block.protocol === ICMPV6
  return {
    members,
    family,
    protocol: block.protocol === 'others' ? 'any' : block.protocol,
    otherThan: block.protocol === 'others' ? passage.protocols : NO_PROTOCOLS,
    ports: isIcmp ? ALL_PORTS : block.numbers,
    icmp: isIcmp ? block.numbers : null,
    sources: compiled.network.passages[family].admitted.sets.get(block.clients),
    certainty: block.certainty,
    via: null,
    get rules() {
      return explainBlock(parts).rules
    },
    get unknowns() {
      return explainBlock(parts).unknowns
    },
    get path() {
      return explainBlock(parts).path
    },
  }
}

const NO_PROTOCOLS: readonly number[] = []

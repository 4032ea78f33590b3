/** How far the internet gets to each instance, from the one answer about the whole network. */

import type { Instance, NetworkInterface } from '../../../inventory/network.ts'
import { coversInternet, type InternetThreshold } from '../../../net/traffic.ts'
import { exposure } from '../../../reachability/exposure.ts'
import { coverageOf, type Network } from '../../../reachability/network.ts'
import { hasPublicAddress } from '../../../reachability/public-addresses.ts'
import type { ExposureLevel } from '../../finding.ts'
import type { RuleContext } from '../../rule.ts'
import { listWords } from '../../wording.ts'

export interface InstanceReach {
  readonly level: ReachLevel
  /** Without its full stop. */
  readonly because: string
  readonly hasPublicAddress: boolean
  /** The same without what a load balancer passes on. */
  readonly direct: { readonly level: ReachLevel; readonly because: string }
}

type ReachLevel = Extract<ExposureLevel, 'internet' | 'limited' | 'unknown' | 'internal' | 'none'>

/** Linear in the rows of `exposure` and their members; then constant for each instance. */
export function instanceReach(context: RuleContext): (instance: Instance) => InstanceReach {
  const levels = interfaceLevels(context)
  return (instance) => reachOf(context, instance, levels)
}

interface InterfaceLevels {
  /** By interface id; absent where nothing gets there. */
  readonly all: ReadonlyMap<string, Level>
  /** The same without what a load balancer passes on. */
  readonly direct: ReadonlyMap<string, Level>
}

const LEVELS = new WeakMap<Network, { readonly threshold: InternetThreshold; readonly levels: InterfaceLevels }>()

/** Kept, because several rules ask. */
function interfaceLevels({ network, settings: { internetThreshold: threshold } }: RuleContext): InterfaceLevels {
  const known = LEVELS.get(network)
  if (known?.threshold === threshold) return known.levels
  const all = new Map<string, Level>()
  const direct = new Map<string, Level>()
  for (const { members, certainty, sources, via } of exposure(network)) {
    const wide = coversInternet(sources, threshold)
    const level = certainty === 'unknown' ? 'unknown' : wide ? 'internet' : 'limited'
    for (const id of members) all.set(id, worse(all.get(id), level))
    if (via === null) for (const id of members) direct.set(id, worse(direct.get(id), level))
  }
  const levels = { all, direct }
  LEVELS.set(network, { threshold, levels })
  return levels
}

type Level = 'internet' | 'limited' | 'unknown'
const ORDER: readonly Level[] = ['internet', 'unknown', 'limited']

function worse(known: Level | undefined, other: Level): Level {
  return known !== undefined && ORDER.indexOf(known) < ORDER.indexOf(other) ? known : other
}

function reachOf({ network, inventory }: RuleContext, instance: Instance, levels: InterfaceLevels): InstanceReach {
  const own = network.index.interfacesByInstance.get(instance.id) ?? []
  const isPublic =
    instance.publicIp !== null ||
    own.some((each) => hasPublicAddress(network, each, 4) || hasPublicAddress(network, each, 6))
  if (OFF.has(instance.state)) return bothWays({ level: 'none', because: 'it is not running' }, isPublic)
  if (own.length === 0)
    return isPublic || coverageOf(inventory, instance, 'NetworkInterfaces') !== 'complete'
      ? bothWays({ level: 'unknown', because: 'its interfaces were not collected' }, isPublic)
      : bothWays({ level: 'internal', because: 'it has no public address' }, false)
  const direct = answerOf(own, levels.direct)
  return { ...answerOf(own, levels.all), hasPublicAddress: isPublic, direct }
}

type Answer = InstanceReach['direct']

function bothWays(answer: Answer, isPublic: boolean): InstanceReach {
  return { ...answer, hasPublicAddress: isPublic, direct: answer }
}

/** The worst of its interfaces. */
function answerOf(own: readonly NetworkInterface[], levels: ReadonlyMap<string, Level>): Answer {
  let worst: Level | undefined
  for (const { id } of own) {
    const level = levels.get(id)
    if (level !== undefined) worst = worse(worst, level)
  }
  return ANSWERS[worst ?? 'internal']
}

const OFF: ReadonlySet<string> = new Set(['stopped', 'stopping', 'shutting-down', 'terminated'])

const ANSWERS: Readonly<Record<Level | 'internal', Answer>> = {
  internet: { level: 'internet', because: 'the internet reaches it' },
  limited: { level: 'limited', because: 'a few public addresses reach it' },
  unknown: {
    level: 'unknown',
    because: 'something that was not collected decides whether the internet reaches it',
  },
  internal: { level: 'internal', because: 'nothing of the internet reaches it' },
}

/** What is said of each, in one clause for all: `the internet reaches 2 of them and 1 of them is not running`. */
export function reachOfAll(reasons: readonly string[]): string {
  const [only, ...others] = reasons
  if (only !== undefined && others.length === 0) return only
  const counts = Map.groupBy(reasons, (reason) => reason)
  return listWords([...counts].map(([reason, { length }]) => ofSeveral(reason, length, length === reasons.length)))
}

function ofSeveral(reason: string, count: number, isAll: boolean): string {
  const who = isAll ? 'each of them' : `${count} of them`
  return reason
    .replace(/^it is\b/, `${who} ${isAll || count === 1 ? 'is' : 'are'}`)
    .replace(/^it has\b/, `${who} ${isAll || count === 1 ? 'has' : 'have'}`)
    .replace(/^its interfaces\b/, `the interfaces of ${who}`)
    .replace(/\bit$/, who)
}

/** How far the internet gets to each instance, from the one answer about the whole network. */

import type { Instance } from '../../../inventory/network.ts'
import { coversInternet } from '../../../net/traffic.ts'
import { exposure } from '../../../reachability/exposure.ts'
import { coverageOf } from '../../../reachability/network.ts'
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
  const { network, settings } = context
  const levels = new Map<string, Level>()
  const direct = new Map<string, Level>()
  for (const { members, certainty, sources, via } of exposure(network)) {
    const wide = coversInternet(sources, settings.internetThreshold)
    const level = certainty === 'unknown' ? 'unknown' : wide ? 'internet' : 'limited'
    for (const id of members) levels.set(id, worse(levels.get(id), level))
    if (via === null) for (const id of members) direct.set(id, worse(direct.get(id), level))
  }
  return (instance) => {
    const { level, because } = reachOf(context, instance, direct)
    return { ...reachOf(context, instance, levels), direct: { level, because } }
  }
}

type Level = 'internet' | 'limited' | 'unknown'
const ORDER: readonly Level[] = ['internet', 'unknown', 'limited']

function worse(known: Level | undefined, other: Level): Level {
  return known !== undefined && ORDER.indexOf(known) < ORDER.indexOf(other) ? known : other
}

function reachOf(
  { network, inventory }: RuleContext,
  instance: Instance,
  levels: ReadonlyMap<string, Level>,
): Omit<InstanceReach, 'direct'> {
  const own = network.index.interfacesByInstance.get(instance.id) ?? []
  const isPublic =
    instance.publicIp !== null ||
    own.some((each) => ([4, 6] as const).some((one) => hasPublicAddress(network, each, one)))
  if (OFF.has(instance.state)) return { level: 'none', because: 'it is not running', hasPublicAddress: isPublic }
  if (own.length === 0)
    return isPublic || coverageOf(inventory, instance, 'NetworkInterfaces') !== 'complete'
      ? { level: 'unknown', because: 'its interfaces were not collected', hasPublicAddress: isPublic }
      : { level: 'internal', because: 'it has no public address', hasPublicAddress: false }
  const level = own.reduce<Level | undefined>((all, { id }) => {
    const one = levels.get(id)
    return one === undefined ? all : worse(all, one)
  }, undefined)
  return { level: level ?? 'internal', because: WORDS[level ?? 'internal'], hasPublicAddress: isPublic }
}

const OFF: ReadonlySet<string> = new Set(['stopped', 'stopping', 'shutting-down', 'terminated'])

const WORDS: Readonly<Record<Level | 'internal', string>> = {
  internet: 'the internet reaches it',
  limited: 'a few public addresses reach it',
  unknown: 'something that was not collected decides whether the internet reaches it',
  internal: 'nothing of the internet reaches it',
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

/**
 * Small networks without each of their rules, and beside one another: what is lost and gained, line by line; and what
 * is told, in short, of the networks of which whole questions are held elsewhere. `vitest run --update` writes the
 * files anew; what changes in them is to be read.
 */

import { describe, expect, it } from 'vitest'
import type { Inventory } from '../inventory/inventory.ts'
import { BETWEEN_NETWORKS } from '../testing/codes/between-networks.ts'
import { ENDPOINTS } from '../testing/codes/endpoints.ts'
import { INSIDE_VPC } from '../testing/codes/inside-vpc.ts'
import { INTERNET_EDGE } from '../testing/codes/internet-edge.ts'
import { LOAD_BALANCERS } from '../testing/codes/load-balancers.ts'
import { exposureInFull, scopePathInFull } from '../testing/format-in-full.ts'
import { LEGS } from '../testing/networks-of-legs.ts'
import { NETWORKS } from '../testing/networks-to-tell.ts'
import { BETWEEN } from '../testing/questions/between-networks.ts'
import { INSIDE } from '../testing/questions/inside-vpc.ts'
import { BALANCERS } from '../testing/questions/load-balancers.ts'
import { exposure } from './exposure.ts'
import { exposureDifference } from './exposure-difference.ts'
import type { ExposureRow } from './exposure-row.ts'
import { type Network, networkOf } from './network.ts'
import { networkAclEntryId, routeId, securityGroupRuleId } from './rule-id.ts'
import { amazonScopes } from './scopes/amazon-scopes.ts'
import { reachable } from './scopes/reachable.ts'
import { without } from './without.ts'

type Worlds = Readonly<Record<string, () => Inventory>>

const QUESTIONED: Worlds = Object.fromEntries(
  Object.entries({
    ...{ ...INSIDE_VPC, ...INTERNET_EDGE, ...BETWEEN_NETWORKS, ...ENDPOINTS, ...LOAD_BALANCERS },
    ...{ ...INSIDE, ...BETWEEN, ...BALANCERS },
  }).map(([name, { world }]) => [name, world] as const),
)

/** Where targets stand behind load balancers. */
const BALANCED: Worlds = {
  ...Object.fromEntries(Object.entries(BALANCERS).map(([name, { world }]) => [name, world] as const)),
  ...LEGS,
}

const ruleIds = ({ securityGroups, networkAcls, routeTables }: Inventory): readonly string[] => [
  ...[...securityGroups.values()].flatMap(({ id, rules }) => rules.map((rule) => securityGroupRuleId(id, rule))),
  ...[...networkAcls.values()].flatMap(({ id, entries }) => entries.map((entry) => networkAclEntryId(id, entry))),
  ...[...routeTables.values()].flatMap(({ id, routes }) => routes.map((route) => routeId(id, route))),
]

/** Who, on what, from where and how surely. */
const inShort = (row: ExposureRow) => exposureInFull(row).split('\n')[0] ?? ''

function changeWords(before: Network, after: Network): readonly string[] {
  const { lost, gained } = exposureDifference(before, after)
  return [...lost.map((row) => `  - ${inShort(row)}`), ...gained.map((row) => `  + ${inShort(row)}`)]
}

function differences(network: Network): readonly string[] {
  exposure(network)
  return ruleIds(network.inventory).flatMap((id) => {
    const { network: left, unknownIds } = without(network, [id])
    const words = changeWords(network, left)
    return words.length === 0 && unknownIds.length === 0 ? [] : [`without ${id}`, ...unknownIds, ...words]
  })
}

/** To the network that comes next. */
function successors(network: Network, next: Network): readonly string[] {
  return changeWords(network, next)
}

const scopes = (network: Network) =>
  amazonScopes().flatMap((scope) =>
    reachable(network, scope).map((path) => `${scope.name} ${scopePathInFull(path).split('\n')[0]}`),
  )

const all = (worlds: Worlds, tell: (network: Network) => readonly string[]) =>
  Object.entries(worlds)
    .map(([name, world]) => [name, tell(networkOf(world()))] as const)
    .map(([name, lines]) => `# ${name}\n${lines.map((line) => `${line}\n`).join('')}`)
    .join('\n')

// Source: Network Access Analyzer guide, "Amazon created scopes"; VPC guide, "Security group rules", "Network ACL rules".
describe('small networks', () => {
  it.each([
    ['differences', NETWORKS, differences],
    ['exposure-in-short', QUESTIONED, (network: Network) => exposure(network).map(inShort)],
    ['scopes-in-short', BALANCED, scopes],
  ])('are told as golden/%s.txt says', async (name, worlds, tell) => {
    await expect(all(worlds, tell)).toMatchFileSnapshot(`golden/${name}.txt`)
  })

  it('differ from each other as golden/successors.txt says', async () => {
    const networks = Object.entries(NETWORKS).map(([name, world]) => [name, networkOf(world())] as const)
    const told = networks.flatMap(([name, network], index) => {
      const next = networks[index + 1]
      return next ? [`# ${name}, then ${next[0]}\n${successors(network, next[1]).join('\n')}\n`] : []
    })
    await expect(told.join('\n')).toMatchFileSnapshot('golden/successors.txt')
  })
})

/** One rule thought away: from the question to what the internet reaches no longer, or reaches now. */

import { decodeShard } from '../../lib/describe/shard.ts'
import { readDescribe } from '../../lib/inventory/read-describe.ts'
import { exposure } from '../../lib/reachability/exposure.ts'
import { exposureDifference } from '../../lib/reachability/exposure-difference.ts'
import { networkOf } from '../../lib/reachability/network.ts'
import { networkAclEntryId, routeId, securityGroupRuleId } from '../../lib/reachability/rule-id.ts'
import { without } from '../../lib/reachability/without.ts'
import { estateDocuments, pageJson } from '../../lib/testing/estate/estate-pages.ts'
import { mix } from '../../lib/testing/estate/estate-plan.ts'
import { ms, percentile, timed } from './measure.ts'
import { SIZES, type SizeName } from './sizes.ts'

export interface WhatIfResult {
  readonly size: SizeName
  readonly kind: string
  readonly p50: number
  readonly p99: number
  /** Of so many rules, how many change what the internet reaches. */
  readonly asked: number
  readonly telling: number
}

const WARM_UP = 5
const ASKED = 60

export function measureWhatIf(size: SizeName): readonly WhatIfResult[] {
  const texts = estateDocuments({ interfaces: SIZES[size] }).map(pageJson)
  const inventory = readDescribe(texts.map((text) => decodeShard(text, { collectedAt: null })))
  const network = networkOf(inventory)
  exposure(network)
  const { securityGroups, networkAcls, routeTables } = inventory
  const kinds: Readonly<Record<string, readonly string[]>> = {
    'a rule of a security group': [...securityGroups.values()].flatMap(({ id, rules }) =>
      rules.map((rule) => securityGroupRuleId(id, rule)),
    ),
    'an entry of a network ACL': [...networkAcls.values()].flatMap(({ id, entries }) =>
      entries.map((entry) => networkAclEntryId(id, entry)),
    ),
    'a route': [...routeTables.values()].flatMap(({ id, routes }) => routes.map((route) => routeId(id, route))),
  }
  return Object.entries(kinds).map(([kind, ids]) => {
    const ask = (turn: number) => {
      const id = ids[mix(17, turn) % ids.length] ?? ''
      return timed(() => exposureDifference(network, without(network, [id]).network))
    }
    for (let turn = 0; turn < WARM_UP; turn++) ask(turn)
    const answers = Array.from({ length: ASKED }, (_, turn) => ask(WARM_UP + turn))
    const times = answers.map((answer) => answer.ms)
    const telling = answers.filter(({ value: { lost, gained } }) => lost.length + gained.length > 0).length
    return { size, kind, p50: percentile(times, 0.5), p99: percentile(times, 0.99), asked: ASKED, telling }
  })
}

export const WHAT_IF_HEAD = ['Interfaces', 'Removed', 'p50', 'p99', 'Asked', 'Changing exposure']

export function whatIfRow({ size, kind, p50, p99, asked, telling }: WhatIfResult): readonly string[] {
  return [size, kind, ms(p50), ms(p99), String(asked), String(telling)]
}

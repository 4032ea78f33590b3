/** The network without some rules, told by what would be different. */

import type { ReachSettings } from '../findings/reach-level.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { formatProtocol, hasPorts } from '../net/protocol.ts'
import { formatPorts } from '../net/traffic.ts'
import { exposure } from '../reachability/exposure.ts'
import { networkOf } from '../reachability/network.ts'
import { entryRef } from '../reachability/network-acl-filter.ts'
import { routeRef } from '../reachability/reply-routes.ts'
import { type FoundRule, rulesOfId } from '../reachability/rule-id.ts'
import { ruleRef } from '../reachability/security-group-filter.ts'
import { type SeveredTraffic, severedTraffic } from '../reachability/severed-traffic.ts'
import { trace } from '../reachability/trace.ts'
import type { TraceQuery } from '../reachability/trace-result.ts'
import { without } from '../reachability/without.ts'
import { exposureOf, portWordsOf, sourceWordsOf } from './answer-exposure.ts'
import { answerRule, answerTrace } from './answer-trace.ts'
import { type ExposureDifference, lostExposure } from './compare-exposure.ts'
import { namedComponent } from './component-name.ts'
import type { AnswerRule } from './trace-answer.ts'
import type { ExposureChange, SeveredConnection, WhatIfAnswer } from './what-if-answer.ts'

export interface WhatIfRequest {
  readonly ruleIds: readonly string[]
  /** The question that is open; null when none is. */
  readonly query: TraceQuery | null
  readonly settings: ReachSettings
}

/** Thinks rules away and compares. A rule that is not there changes nothing, and is told. */
export function answerWhatIf(inventory: Inventory, { ruleIds, query, settings }: WhatIfRequest): WhatIfAnswer {
  const found = ruleIds.map((id) => ({ id, rules: rulesOfId(inventory, id) }))
  const network = networkOf(inventory)
  const { network: left, unknownIds } = without(network, ruleIds)
  const [before, after] = [exposure(network), exposure(left)]
  const severed = severedTraffic(
    network,
    left,
    found.flatMap(({ rules }) => rules),
  )
  return {
    rules: found.flatMap(({ id, rules }) => rules.map((rule) => ({ ...ruleOf(rule), ruleId: id }))),
    missing: unknownIds,
    lens: exposureOf(left.inventory, settings),
    lost: lostExposure(before, after).map((difference) => changeOf(inventory, difference)),
    gained: lostExposure(after, before).map((difference) => changeOf(inventory, difference)),
    severed: severed.traffic.map((each) => severedOf(inventory, each)),
    severedComplete: severed.complete,
    question: query && {
      before: answerTrace(inventory, trace(network, query)),
      after: answerTrace(left.inventory, trace(left, query)),
    },
  }
}

function severedOf(inventory: Inventory, { from, to, protocol, ports }: SeveredTraffic): SeveredConnection {
  const side = (ids: readonly string[]) => ({
    first: namedComponent(inventory, ids[0] ?? '', 'network-interface'),
    count: ids.length,
  })
  const name = formatProtocol(protocol)
  return { from: side(from), to: side(to), traffic: hasPorts(protocol) ? `${name}/${formatPorts(ports)}` : name }
}

function ruleOf(found: FoundRule): AnswerRule {
  switch (found.kind) {
    case 'security-group-rule':
      return answerRule(ruleRef(found.rule, found.group.id))
    case 'network-acl-entry':
      return answerRule(entryRef(found.acl, found.entry))
    case 'route':
      return answerRule(routeRef(found.table, found.route))
  }
}

function changeOf(inventory: Inventory, { interfaceId, rows }: ExposureDifference): ExposureChange {
  const networkInterface = inventory.networkInterfaces.get(interfaceId)
  const vias = [...new Set(rows.flatMap(({ via }) => via ?? []))]
  return {
    interface: namedComponent(inventory, interfaceId, 'network-interface'),
    subnetId: networkInterface?.subnetId ?? null,
    vpcId: networkInterface?.vpcId ?? null,
    ports: portWordsOf(rows),
    sources: sourceWordsOf(rows),
    via: vias.map((via) => namedComponent(inventory, via, 'load-balancer')),
  }
}

/** From the engine's cells, one a protocol, to the matrix on the screen, one a pair of groups. */

import type { Inventory } from '../inventory/inventory.ts'
import { formatPrefix } from '../net/prefix.ts'
import { formatProtocol, TCP } from '../net/protocol.ts'
import { matrix } from '../reachability/matrix.ts'
import {
  type MatrixCell as EngineCell,
  type MatrixGroup as EngineGroup,
  INTERNET_ROW,
} from '../reachability/matrix-cell.ts'
import { type MatrixBy, matrixGroups } from '../reachability/matrix-groups.ts'
import { networkOf } from '../reachability/network.ts'
import { trafficWords } from './answer-exposure.ts'
import type { MatrixAnswer, MatrixCell, MatrixGroup } from './matrix-answer.ts'

/** More than a screen can be read at; the rest is counted. */
const MOST_GROUPS = 200
const MOST_TAG_KEYS = 50

export function answerMatrix(inventory: Inventory, by: MatrixBy): MatrixAnswer {
  const all = matrixGroups(inventory, by)
  const kept = largest(all)
  const groups = [INTERNET, ...kept.map((group) => shownGroup(inventory, by, group))]
  const places = new Map(groups.map(({ id }, place) => [id, place]))
  const found = matrix(networkOf(inventory), kept)
  const pairs = Map.groupBy(found, ({ from, to }) => `${from}\n${to}`)
  const cells = [...pairs.values()].flatMap((parts) => shownCell(parts, places))
  return { by, groups, cells, groupsInAll: all.length + 1, tagKeys: tagKeysOf(inventory) }
}

const INTERNET: MatrixGroup = { id: INTERNET_ROW, label: 'Internet', detail: 'any public address', interfaces: null }

/** Those with most interfaces, in the order of their names. */
function largest(groups: readonly EngineGroup[]): readonly EngineGroup[] {
  return groups
    .toSorted((a, b) => b.interfaceIds.length - a.interfaceIds.length)
    .slice(0, MOST_GROUPS)
    .toSorted((a, b) => a.label.localeCompare(b.label, 'en', { numeric: true }) || (a.id < b.id ? -1 : 1))
}

function shownGroup({ vpcs, subnets, securityGroups }: Inventory, by: MatrixBy, group: EngineGroup): MatrixGroup {
  const { id, label, interfaceIds } = group
  const prefixes = (by === 'vpc' ? vpcs.get(id) : subnets.get(id))?.cidrs.map(formatPrefix) ?? []
  const named = label !== id || securityGroups.has(id)
  const more = prefixes.length > 1 ? ` +${prefixes.length - 1}` : ''
  const detail = prefixes.length > 0 ? `${prefixes[0]}${more}` : named ? id : `${interfaceIds.length} interfaces`
  return { id, label, detail, interfaces: interfaceIds.length }
}

/** All protocols of one pair; surely reachable beats perhaps. */
function shownCell(parts: readonly EngineCell[], places: ReadonlyMap<string, number>): readonly MatrixCell[] {
  const sure = parts.filter(({ verdict }) => verdict === 'reachable')
  const told = sure.length > 0 ? sure : parts
  const best = told.find(({ protocol }) => protocol === TCP) ?? told[0]
  const example = best?.examples[0]
  if (!(best && example)) return []
  const [from, to] = [places.get(best.from), places.get(best.to)]
  if (from === undefined || to === undefined) return []
  const { protocol } = best
  const name = protocol === 'any' ? 'tcp' : formatProtocol(protocol)
  return [
    {
      from,
      to,
      verdict: best.verdict,
      ports: told.map((part) => trafficWords(part.protocol, part.ports)),
      example: { ...example, protocol: name.startsWith('protocol ') ? String(protocol) : name },
    },
  ]
}

/** Keys on interfaces or their instances, the commonest first. */
function tagKeysOf({ networkInterfaces, instances }: Inventory): readonly string[] {
  const counts = new Map<string, number>()
  for (const { tags, instanceId } of networkInterfaces.values()) {
    const own = instanceId === null ? {} : (instances.get(instanceId)?.tags ?? {})
    for (const key of new Set([...Object.keys(tags), ...Object.keys(own)])) {
      if (!key.startsWith('aws:')) counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return [...counts]
    .toSorted(([a, first], [b, second]) => second - first || (a < b ? -1 : 1))
    .slice(0, MOST_TAG_KEYS)
    .map(([key]) => key)
}

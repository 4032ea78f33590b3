/** Asks again what failed in a cell, and adds it to what is known. Nothing known is deleted because a call was refused. */

import type { CallReport, CellReport } from '../../describe/collection-report.ts'
import type { DescribeDocument, DescribeKey, JsonObject, PartialKey } from '../../describe/document.ts'
import { elementId } from '../../describe/project.ts'
import { SCHEMA } from '../../describe/schema.ts'
import { decodeShard, encodeShard } from '../../describe/shard.ts'
import type { AwsSession } from './aws-session.ts'
import { callsFor, commandOf } from './calls/all-calls.ts'
import type { AwsCall } from './calls/aws-call.ts'
import { type CellHooks, collectCalls, outcomeOf } from './collect-cell.ts'
import type { CollectedCell } from './collection.ts'

/**
 * Asks the calls of `earlier` that were not answered, those they hang off (for the names), and those that hang off
 * them. The shard is that of the earlier cell with the new answers put in; a new telling of a resource stands.
 * @throws what the signal was aborted with
 */
export async function recollectCell(
  session: AwsSession,
  earlier: CollectedCell,
  hooks: CellHooks,
): Promise<CollectedCell> {
  const { account, region } = earlier.report
  const calls = callsToRepeat(earlier.report)
  if (calls.length === 0) return earlier
  const fresh = await collectCalls(session, { account, region }, { ...hooks, calls })
  return { report: mergeReports(earlier.report, fresh.report), shard: mergeShards(earlier.shard, fresh.shard, calls) }
}

/** The calls of the table that a retry of this cell makes, in the table's order. */
export function callsToRepeat(report: CellReport): readonly AwsCall[] {
  const all = callsFor(report.region)
  const answered = new Set(report.calls.filter(isAnswered).map(nameOf))
  const repeat = new Set(all.filter((call) => !answered.has(commandOf(call))))
  for (const call of repeat) {
    // A set is walked to its end, also over what is added on the way: parents of parents, children of children.
    for (const other of all) if (isParent(other, call)) repeat.add(other)
    if (!answered.has(commandOf(call))) for (const other of all) if (isParent(call, other)) repeat.add(other)
  }
  return all.filter((call) => repeat.has(call))
}

function isAnswered({ status }: CallReport): boolean {
  return status === 'done' || status === 'not-offered'
}

function isParent(parent: AwsCall, child: AwsCall): boolean {
  return child.service === parent.service && child.per?.operation === parent.operation
}

function nameOf({ service, operation }: Pick<CallReport, 'service' | 'operation'>): string {
  return `${service} ${operation}`
}

function mergeReports(earlier: CellReport, fresh: CellReport): CellReport {
  const again = new Map(fresh.calls.map((call) => [nameOf(call), call]))
  const known = earlier.calls.map((call) => again.get(nameOf(call)) ?? call)
  const names = new Set(known.map(nameOf))
  const calls = [...known, ...fresh.calls.filter((call) => !names.has(nameOf(call)))]
  return { ...earlier, endedAt: fresh.endedAt, outcome: outcomeOf(calls), calls }
}

type Shard = CollectedCell['shard']

function mergeShards(earlier: Shard, fresh: Shard, calls: readonly AwsCall[]): Shard {
  if (earlier === null || fresh === null) return fresh ?? earlier
  const old = decodeShard(earlier.json, { collectedAt: earlier.collectedAt })
  const now = decodeShard(fresh.json, { collectedAt: fresh.collectedAt })
  const { sha256, json, elementCount } = encodeShard(mergeDocuments(old, now, calls))
  return { sha256, json, elementCount, collectedAt: fresh.collectedAt }
}

function mergeDocuments(old: DescribeDocument, now: DescribeDocument, calls: readonly AwsCall[]): DescribeDocument {
  const repeated = new Set(calls.map(commandOf))
  return {
    ...now,
    elements: mergeElementLists(old, now),
    partial: mergePartial(old, now, new Set(calls.flatMap(({ fills, completes }) => [...fills, ...completes]))),
    errors: [...old.errors.filter(({ operation }) => !repeated.has(operation)), ...now.errors],
  }
}

function mergeElementLists(old: DescribeDocument, now: DescribeDocument): DescribeDocument['elements'] {
  const merged = new Map(old.elements)
  for (const [key, list] of now.elements) merged.set(key, mergeById(key, merged.get(key) ?? [], list))
  return merged
}

/** Field by field the new telling stands: a list that was gathered anew replaces the old one. */
function mergeById(key: DescribeKey, old: readonly JsonObject[], now: readonly JsonObject[]): readonly JsonObject[] {
  const byId = new Map(old.map((element) => [idOf(key, element), element]))
  for (const element of now) {
    const id = idOf(key, element)
    byId.set(id, { ...byId.get(id), ...element })
  }
  return [...byId.values()]
}

function idOf(key: DescribeKey, element: JsonObject): string {
  return elementId(SCHEMA[key], element) ?? JSON.stringify(element)
}

function mergePartial(
  old: DescribeDocument,
  now: DescribeDocument,
  repeated: ReadonlySet<DescribeKey>,
): ReadonlyMap<DescribeKey, PartialKey> {
  return new Map([...[...old.partial].filter(([key]) => !repeated.has(key)), ...now.partial])
}

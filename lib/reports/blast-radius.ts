/** What closing a finding would close and break, before anyone touches AWS: the network without the rules it names. */

import type { Finding } from '../findings/finding.ts'
import type { ReachSettings } from '../findings/reach-level.ts'
import { permissionOf } from '../findings/revoke-rules.ts'
import { listWords } from '../findings/wording.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { type FoundRule, rulesOfId } from '../reachability/rule-id.ts'
import { answerWhatIf } from './answer-what-if.ts'
import type { ExposureChange, SeveredConnection, SeveredSide } from './what-if-answer.ts'

export interface BlastRadius {
  /** The rules thought away: those of the finding's own resource. */
  readonly ruleIds: readonly string[]
  /** What the internet would no longer reach: `bastion-1 tcp/22 from 0.0.0.0/0`. */
  readonly closes: readonly string[]
  /** Connections inside that would break: `app-1 and 3 more → db-1 tcp/5432`. */
  readonly breaks: readonly string[]
  /** What would open, as a denial or a route that goes may. */
  readonly opens: readonly string[]
  /** False when not every pair was asked: more may break. */
  readonly complete: boolean
}

/** Null where nothing it names is a rule that could be taken away. */
export function blastRadiusOf(inventory: Inventory, finding: Finding, settings: ReachSettings): BlastRadius | null {
  const ruleIds = removableRules(inventory, finding)
  if (ruleIds.length === 0) return null
  const { lost, gained, severed, severedComplete } = answerWhatIf(inventory, { ruleIds, query: null, settings })
  return {
    ruleIds,
    closes: lost.map(exposureText),
    breaks: severed.map(connectionText),
    opens: gained.map(exposureText),
    complete: severedComplete,
  }
}

/**
 * Rules of the resource the finding is about: what else a path passes is not what closes it. Of a security group only
 * those its commands take away: another rule of the group may stand in the evidence of the path.
 */
export function removableRules(
  inventory: Inventory,
  { status, evidence, resource, remediation }: Finding,
): readonly string[] {
  if (status !== 'FAIL') return []
  const own = evidence.filter(({ resourceId }) => resourceId === resource.id)
  const ids = [...new Set(own.flatMap(({ networkRuleId }) => networkRuleId ?? []))]
  const commands = remediation.cli.join('\n')
  return ids.filter((id) => rulesOfId(inventory, id).every((found) => isTakenAway(found, commands)))
}

function isTakenAway(found: FoundRule, commands: string): boolean {
  if (found.kind !== 'security-group-rule') return true
  return commands.includes(found.rule.ruleId ?? JSON.stringify(permissionOf(found.rule)))
}

function exposureText({ interface: { id, name }, ports, sources }: ExposureChange): string {
  return `${name ?? id} ${listWords(ports)} from ${sources}`
}

function connectionText({ from, to, traffic }: SeveredConnection): string {
  return `${sideText(from)} → ${sideText(to)} ${traffic}`
}

function sideText({ first, count }: SeveredSide): string {
  const name = first.name ?? first.id
  return count === 1 ? name : `${name} and ${count - 1} more`
}

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
 * The rules of security groups that its commands take away, whatever resource the finding is about; of routes and
 * entries those of its own resource: what else a path passes is not what closes it.
 */
export function removableRules(
  inventory: Inventory,
  { status, evidence, resource, remediation }: Finding,
): readonly string[] {
  if (status !== 'FAIL') return []
  const byId = new Map(
    evidence.flatMap(({ networkRuleId, resourceId }) => (networkRuleId ? [[networkRuleId, resourceId]] : [])),
  )
  const revoking = remediation.cli.filter((command) => command.includes(' revoke-security-group-'))
  return [...byId].flatMap(([id, resourceId]) => {
    const found = rulesOfId(inventory, id)
    const goes = found.every((each) =>
      each.kind === 'security-group-rule' ? isRevoked(each, revoking) : resourceId === resource.id,
    )
    return goes && found.length > 0 ? [id] : []
  })
}

function isRevoked({ group, rule }: FoundGroupRule, revoking: readonly string[]): boolean {
  const what = rule.ruleId ?? JSON.stringify(permissionOf(rule))
  return revoking.some(
    (command) =>
      command.includes(`-group-${rule.direction} `) &&
      command.includes(` --group-id ${group.id} `) &&
      command.includes(what),
  )
}

type FoundGroupRule = Extract<FoundRule, { readonly kind: 'security-group-rule' }>

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

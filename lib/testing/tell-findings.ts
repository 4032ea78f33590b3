/** Findings as lines of text, so that a test reads as a table. */

import { evaluate } from '../findings/evaluate.ts'
import type { Finding } from '../findings/finding.ts'
import { DEFAULT_SETTINGS, type Settings } from '../findings/settings.ts'
import { type NetworkSketch, sketchNetwork } from './sketch-network.ts'

/** All findings of a sketched network, worst first. */
export function findingsIn(sketch: NetworkSketch, settings: Partial<Settings> = {}): readonly Finding[] {
  return evaluate(sketchNetwork(sketch), { ...DEFAULT_SETTINGS, ...settings }).findings
}

/** The findings of one rule. */
export function findingsOf(
  ruleId: string,
  sketch: NetworkSketch,
  settings: Partial<Settings> = {},
): readonly Finding[] {
  return findingsIn(sketch, settings).filter((finding) => finding.ruleId === ruleId)
}

/** `FAIL sg-1 critical internet tcp/22`; PASS and NOT_EVALUATED name the resource only. */
export function told(finding: Finding): string {
  const { status, resource, severity, exposure, ports } = finding
  if (status !== 'FAIL') return `${status} ${resource.id}`
  return [status, resource.id, severity.effective, exposure.level, ...ports].join(' ')
}

/** What one rule says of a network, one line a resource, by resource. */
export function tell(ruleId: string, sketch: NetworkSketch, settings: Partial<Settings> = {}): readonly string[] {
  return findingsOf(ruleId, sketch, settings).map(told).toSorted()
}

/** The one finding of a rule that fails; throws when there is another number of them. */
export function theFailure(ruleId: string, sketch: NetworkSketch, settings: Partial<Settings> = {}): Finding {
  const [first, ...others] = findingsOf(ruleId, sketch, settings).filter(({ status }) => status === 'FAIL')
  if (!first || others.length > 0)
    throw new Error(`${ruleId} fails ${others.length + (first ? 1 : 0)} times, not once.`)
  return first
}

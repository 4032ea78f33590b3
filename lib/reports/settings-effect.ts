/** What other settings would change: findings that come, go and weigh differently, in all and by setting. */

import { type Evaluation, evaluate } from '../findings/evaluate.ts'
import type { Finding, FindingSummary, Severity } from '../findings/finding.ts'
import type { SettingKey } from '../findings/setting-guide.ts'
import type { Settings } from '../findings/settings.ts'
import { changedSettings } from '../findings/settings-record.ts'
import type { Inventory } from '../inventory/inventory.ts'

export interface AffectedFinding {
  readonly id: string
  readonly ruleId: string
  readonly title: string
  readonly resourceId: string
  readonly severity: Severity
  /** The severity it had before; null for what comes or goes. */
  readonly before: Severity | null
}

export interface Affected {
  readonly total: number
  /** The first of them, worst first. */
  readonly shown: readonly AffectedFinding[]
}

/** Counts before and after. */
export interface Moved {
  readonly before: number
  readonly after: number
}

export interface KeyEffect {
  readonly key: SettingKey
  readonly failed: Moved
  readonly notEvaluated: Moved
}

export interface SettingsEffect {
  readonly before: FindingSummary
  readonly after: FindingSummary
  readonly appeared: Affected
  readonly gone: Affected
  readonly reweighed: Affected
  /** Each changed setting alone; null where the network is too large to ask for each. */
  readonly byKey: readonly KeyEffect[] | null
}

const SHOWN_MAX = 50
/** One more evaluation for each changed setting: past this it would take longer than one waits for. */
const INTERFACES_MAX = 5000
const KEYS_MAX = 6

export function settingsEffect(
  inventory: Inventory,
  { before, after }: { readonly before: Settings; readonly after: Settings },
): SettingsEffect {
  const [was, is] = [evaluate(inventory, before), evaluate(inventory, after)]
  const [failedBefore, failedAfter] = [failuresOf(was), failuresOf(is)]
  return {
    before: was.summary,
    after: is.summary,
    appeared: affected([...failedAfter.values()].filter(({ id }) => !failedBefore.has(id))),
    gone: affected([...failedBefore.values()].filter(({ id }) => !failedAfter.has(id))),
    reweighed: affected(
      [...failedAfter.values()].filter((finding) => {
        const known = failedBefore.get(finding.id)
        return known !== undefined && known.severity.effective !== finding.severity.effective
      }),
      failedBefore,
    ),
    byKey: byKey(inventory, { before, after, was }),
  }
}

interface Compared {
  readonly before: Settings
  readonly after: Settings
  readonly was: Evaluation
}

function byKey(inventory: Inventory, { before, after, was }: Compared): SettingsEffect['byKey'] {
  const keys = changedSettings(after, before)
  if (keys.length > KEYS_MAX || inventory.networkInterfaces.size > INTERFACES_MAX) return null
  return keys.map((key) => {
    const { summary } = evaluate(inventory, { ...before, [key]: after[key] })
    return {
      key,
      failed: { before: was.summary.failed, after: summary.failed },
      notEvaluated: { before: was.summary.notEvaluated, after: summary.notEvaluated },
    }
  })
}

function failuresOf({ findings }: Evaluation): ReadonlyMap<string, Finding> {
  return new Map(findings.filter(({ status }) => status === 'FAIL').map((finding) => [finding.id, finding]))
}

function affected(findings: readonly Finding[], before?: ReadonlyMap<string, Finding>): Affected {
  const shown = findings.slice(0, SHOWN_MAX).map(({ id, ruleId, title, resource, severity }) => ({
    id,
    ruleId,
    title,
    resourceId: resource.id,
    severity: severity.effective,
    before: before?.get(id)?.severity.effective ?? null,
  }))
  return { total: findings.length, shown }
}

/** The record of a finding. Two axes, never mixed: what the configuration says, and what can really reach it. */

import type { Tags } from '../inventory/resource.ts'
import type { RuleRef } from '../reachability/path.ts'
import type { CharterSentence } from './charter.ts'

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const
export type Severity = (typeof SEVERITIES)[number]

export type FindingStatus = 'FAIL' | 'PASS' | 'NOT_EVALUATED'

/**
 * What can reach it, in the data plane. `unknown` ranks with `internet`: missing data never reads as safe. `limited`: some public addresses, too few to be the internet.
 */
export type ExposureLevel = 'internet' | 'limited' | 'corporate' | 'cross-account' | 'internal' | 'none' | 'unknown'

/** One step of a path, numbered on the map and in the panel. */
export interface FindingHop {
  /** AWS id of the component; `internet` for the outside. */
  readonly component: string
  /** What kind of thing it is: `Route table`. */
  readonly label: string
  /** What people call it; absent when nothing names it. An interface is called as what stands behind it. */
  readonly name?: string
  /** What it decided and by which rule or route, checkable in the console. */
  readonly detail: string
  readonly outcome: 'passes' | 'blocks' | 'unknown'
}

/** One fact, with the place in the describe document it stands at. */
export interface Evidence {
  readonly kind: RuleRef['kind'] | 'setting' | 'absence'
  /** AWS id of the resource that holds the fact. */
  readonly resourceId: string
  /** RFC 6901 pointer into the describe document of `account` and `region`; null for an absence or a setting. */
  readonly pointer: string | null
  readonly account: string | null
  readonly region: string | null
  /** The fact itself, short: `tcp/22 from 0.0.0.0/0`. */
  readonly excerpt: string
  /** Names the rule, entry or route in a what-if; absent where the fact is none that could be removed. */
  readonly networkRuleId?: string
}

export interface FindingResource {
  readonly id: string
  readonly type: string
  readonly arn: string | null
  readonly name: string | null
  readonly account: string
  readonly region: string
  readonly vpcId: string | null
  readonly tags: Tags
}

export interface ComplianceMapping {
  readonly framework: string
  readonly version: string
  readonly control: string
  readonly match: 'exact' | 'partial'
}

export interface Remediation {
  readonly summary: string
  /** Ready to paste, with this resource's ids in it. */
  readonly cli: readonly string[]
  readonly terraform: string | null
  readonly console: readonly string[]
}

/** Why a finding does not count: somebody decided to live with it. */
export interface Mute {
  readonly by: string | null
  readonly reason: string
  /** Last day it holds, `2027-01-31`; null without end. */
  readonly until: string | null
  /** What the waiver chose by: `finding f-…`, `SG-003 on sg-1`. */
  readonly scope: string
}

export interface Finding {
  /** Hash of rule, account, region, resource and discriminator; survives re-import, re-order, rename and retag. */
  readonly id: string
  /** As in the catalogue: `SG-003`. */
  readonly ruleId: string
  /** Raised when the logic of the rule changed, so that a difference can say so. */
  readonly ruleVersion: number
  readonly title: string
  /** One paragraph a reviewer can read aloud. */
  readonly description: string
  readonly status: FindingStatus
  readonly reasonNotEvaluated: string | null
  readonly severity: { readonly base: Severity; readonly effective: Severity; readonly why: readonly string[] }
  readonly exposure: { readonly level: ExposureLevel; readonly path: readonly FindingHop[] }
  readonly resource: FindingResource
  /** Resources the finding touches, with the part each plays: `exposed`, `subnet`, `route-table` … */
  readonly related: readonly { readonly role: string; readonly id: string }[]
  /** e.g. `tcp/22`; empty where ports do not apply. */
  readonly ports: readonly string[]
  readonly evidence: readonly Evidence[]
  /** The values of the settings that decided it, as text. */
  readonly settingsUsed: Readonly<Record<string, string>>
  readonly charter: CharterSentence
  readonly compliance: readonly ComplianceMapping[]
  readonly remediation: Remediation
  /** Findings with one root cause share it: mending that one fact answers them all. */
  readonly rootCauseId: string
  /** Other rules the same root cause breaks: reported once, under `ruleId`. Absent when there are none. */
  readonly alsoMatches?: readonly string[]
  /** Null or absent while it counts. Its status stays as it is. */
  readonly mute?: Mute | null
  /** Why a waiver that was written for it covers it no more, as a sentence. */
  readonly waiverLapsed?: string
}

export interface FindingSummary {
  readonly bySeverity: Readonly<Record<Severity, number>>
  readonly failed: number
  readonly passed: number
  readonly notEvaluated: number
}

const RANK: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3, info: 4 }

/** Negative when `a` is the worse. */
export function compareSeverity(a: Severity, b: Severity): number {
  return RANK[a] - RANK[b]
}

/** Unknown stands right after internet: missing data never reads as safe. */
const EXPOSURE_RANK: Readonly<Record<ExposureLevel, number>> = {
  internet: 0,
  unknown: 1,
  limited: 2,
  corporate: 3,
  'cross-account': 4,
  internal: 5,
  none: 6,
}

/** Negative when `a` is the wider. */
export function compareExposure(a: ExposureLevel, b: ExposureLevel): number {
  return EXPOSURE_RANK[a] - EXPOSURE_RANK[b]
}

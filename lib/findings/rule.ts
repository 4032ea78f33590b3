/** What a rule is, and what it hands back for each resource it looks at. */

import type { DescribeKey } from '../describe/document.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { Resource } from '../inventory/resource.ts'
import type { Network } from '../reachability/network.ts'
import type { CharterSentence } from './charter.ts'
import type { ComplianceMapping, Evidence, ExposureLevel, FindingHop, Remediation, Severity } from './finding.ts'
import type { HiddenCarriers } from './hidden-carriers.ts'
import type { GroupOpenings } from './openings.ts'
import type { Settings } from './settings.ts'

export interface RuleContext {
  readonly inventory: Inventory
  readonly network: Network
  readonly settings: Settings
  /** What each security group leaves open to the internet, by group id; computed once for the rules that share it. */
  readonly openings: ReadonlyMap<string, GroupOpenings>
  /** What carries a group by an interface that is in no document, by group id. */
  readonly hidden: HiddenCarriers
}

/** What a finding tells of a resource; an account and region can be one. */
export type SubjectResource = Pick<Resource, 'id' | 'arn' | 'name' | 'account' | 'region' | 'tags'>

export interface Subject {
  readonly resource: SubjectResource
  /** `security-group`, `vpc`, `subnet` … */
  readonly type: string
  readonly vpcId: string | null
}

export interface Exposure {
  readonly level: ExposureLevel
  readonly path: readonly FindingHop[]
}

export interface Failure extends Subject {
  readonly status: 'FAIL'
  /** What tells this finding from another of the same rule on the same resource; empty when there can be none. */
  readonly discriminator: string
  /**
   * Stands for the resource in the id, where the resource is one of a class and another could come to the front: what
   * makes them a class. Absent where the resource stands for itself.
   */
  readonly identity?: string
  readonly title: string
  readonly description: string
  readonly severity: { readonly base: Severity; readonly effective: Severity; readonly why: readonly string[] }
  readonly exposure: Exposure
  readonly related: readonly { readonly role: string; readonly id: string }[]
  readonly ports: readonly string[]
  readonly evidence: readonly Evidence[]
  readonly settingsUsed: Readonly<Record<string, string>>
  readonly remediation: Remediation
  /** Other rules the same root cause breaks; it is reported once, here. */
  readonly alsoMatches: readonly string[]
  /** The one fact that, mended, answers this and every finding with the same: a `networkRuleId`, a resource id. */
  readonly cause?: string
}

export interface Pass extends Subject {
  readonly status: 'PASS'
  /** A function where many pass: it is only written out for those who ask for passes. */
  readonly description: string | (() => string)
}

export interface NotEvaluated extends Subject {
  readonly status: 'NOT_EVALUATED'
  /** As of a failure; absent where the resource stands for itself. */
  readonly identity?: string
  readonly discriminator?: string
  /** What is missing, in one sentence. */
  readonly reason: string
  /** The AWS CLI command that would answer. */
  readonly remedy: string
}

export type RuleOutcome = Failure | Pass | NotEvaluated

export interface FindingRule {
  /** As in the catalogue: `SG-003`. */
  readonly id: string
  /** Raised when the logic changes, so that a difference can say so. */
  readonly version: number
  readonly title: string
  /** What is checked, precisely enough to check it by hand. */
  readonly logic: string
  readonly charter: CharterSentence
  readonly severity: Severity
  /** What raises or lowers it. */
  readonly severityNote: string
  readonly compliance: readonly ComplianceMapping[]
  /** Without these no verdict is given. */
  readonly needs: readonly DescribeKey[]
  /** These sharpen exposure and severity. */
  readonly sharpenedBy: readonly DescribeKey[]
  readonly check: (context: RuleContext) => readonly RuleOutcome[]
}

/** Our verdicts beside another tool's, resource by resource, and why ours differs. */

import type { ExposureLevel, Finding } from '../findings/finding.ts'
import { type ForeignVerdict, resourceIdOf } from '../findings/foreign-verdict.ts'

/**
 * `agree`: the same verdict. `differ`: one says it fails, the other that it passes. `only-ours`: it fails by us, and
 * they say nothing of it. `only-theirs`: it fails by them, and we have no verdict. `no-rule`: no rule of ours asks it.
 */
export type AgreementKind = 'agree' | 'differ' | 'only-ours' | 'only-theirs' | 'no-rule'

export type OurStatus = 'FAIL' | 'PASS' | 'NOT_EVALUATED' | null

export interface AgreementRow {
  readonly kind: AgreementKind
  /** Their check; null for what only we say. */
  readonly tool: ForeignVerdict['tool'] | null
  readonly checkId: string | null
  /** Our rules that ask it; empty where there is none. */
  readonly rules: readonly string[]
  readonly resource: string
  readonly account: string | null
  readonly region: string | null
  readonly theirs: ForeignVerdict['status'] | null
  readonly muted: boolean
  readonly ours: OurStatus
  readonly exposure: ExposureLevel | null
  /** Why ours is what it is: evidence and reach, what was checked, or what is missing. */
  readonly why: string
  /** Where theirs stands; null for what only we say. */
  readonly place: { readonly file: string; readonly pointer: string } | null
}

export interface Agreement {
  readonly rows: readonly AgreementRow[]
  readonly counts: Readonly<Record<AgreementKind, number>>
  /** What they pass, or left open, and we have no verdict about. */
  readonly unjudged: number
  /** Checks of theirs that no rule of ours asks, with how often they fail. */
  readonly checksWithoutRule: readonly { readonly checkId: string; readonly failed: number }[]
}

export interface AgreementInput {
  /** All of ours: failed, not evaluated and passed. */
  readonly findings: readonly Finding[]
  readonly verdicts: readonly ForeignVerdict[]
  readonly rulesOf: (tool: ForeignVerdict['tool'], checkId: string) => readonly string[]
  /** The VPC of every resource of the snapshot, by id: to tell "not there" from "not looked at". */
  readonly known: ReadonlyMap<string, string | null>
}

export function agreement(input: AgreementInput): Agreement {
  const ours = byRuleAndResource(input.findings)
  const cut = new Set(input.findings.filter(({ related }) => related.length >= NAMED_MAX).map(({ ruleId }) => ruleId))
  const judged = input.verdicts.map((verdict) => rowOf(verdict, ours, { ...input, cut }))
  const rows = [...judged.filter((row) => row !== null), ...onlyOurs(input)]
  const counts = { agree: 0, differ: 0, 'only-ours': 0, 'only-theirs': 0, 'no-rule': 0 }
  for (const { kind } of rows) counts[kind] += 1
  return {
    rows: rows.toSorted(inOrder),
    counts,
    unjudged: judged.filter((row) => row === null).length,
    checksWithoutRule: withoutRule(rows),
  }
}

interface Judged extends AgreementInput {
  /** Rules with a finding that names only the first of what it is about. */
  readonly cut: ReadonlySet<string>
}

type Ours = ReadonlyMap<string, readonly Finding[]>

const keyOf = (ruleId: string, resource: string) => `${ruleId} ${resource}`

/** A failure counts for what it is about, and for the rules it stands for; the others for their resource alone. */
function byRuleAndResource(findings: readonly Finding[]): Ours {
  const map = new Map<string, Finding[]>()
  const put = (key: string, finding: Finding) => {
    const list = map.get(key)
    if (list) list.push(finding)
    else map.set(key, [finding])
  }
  for (const finding of findings) {
    const { ruleId, resource, status, related, alsoMatches = [] } = finding
    const about = status === 'FAIL' ? [resource.id, ...related.map(({ id }) => id)] : [resource.id]
    for (const id of new Set(about)) for (const rule of [ruleId, ...alsoMatches]) put(keyOf(rule, id), finding)
  }
  return map
}

/** Null for what they do not fail and we have no verdict about: nothing to compare, and nothing to act on. */
function rowOf(verdict: ForeignVerdict, ours: Ours, { rulesOf, known, cut }: Judged): AgreementRow | null {
  const { tool, checkId, status, muted, account, region, file, pointer } = verdict
  const rules = rulesOf(tool, checkId)
  // Some of our ids are ARNs, and some a part of one.
  const resource = known.has(verdict.resource) ? verdict.resource : resourceIdOf(verdict.resource)
  const told = rules.flatMap((rule) => [
    ...(ours.get(keyOf(rule, resource)) ?? []),
    ...scopeOf(ours, { rule, verdict }),
  ])
  const finding = worst(told.length > 0 ? told : toldOfVpc(ours, { rules, vpcId: known.get(resource) ?? null }))
  const kind = kindOf({ theirs: status, ours: finding?.status ?? null, hasRule: rules.length > 0 })
  if (kind === null) return null
  return {
    ...{ kind, tool, checkId, rules, resource, account, region, theirs: status, muted },
    ours: finding?.status ?? null,
    exposure: finding?.status === 'FAIL' ? finding.exposure.level : null,
    why: finding ? whyOf(finding, resource) : whyNone(verdict, { rules, resource, isKnown: known.has(resource), cut }),
    place: { file, pointer },
  }
}

/** What could not be told for a whole account and region could not be told for the resource. */
function scopeOf(ours: Ours, { rule, verdict }: { rule: string; verdict: ForeignVerdict }): readonly Finding[] {
  const { account, region } = verdict
  if (account === null || region === null) return []
  const told = ours.get(keyOf(rule, `${account}/${region}`)) ?? []
  const isScope = [account, `arn:aws:iam::${account}:root`, `AWS::::Account:${account}`].includes(verdict.resource)
  return isScope ? told : told.filter(({ status }) => status === 'NOT_EVALUATED')
}

/** Rules about single interfaces pass VPC by VPC: what holds for all of a VPC holds for what stands in it. */
function toldOfVpc(
  ours: Ours,
  { rules, vpcId }: { rules: readonly string[]; vpcId: string | null },
): readonly Finding[] {
  if (vpcId === null) return []
  return rules.flatMap((rule) => ours.get(keyOf(rule, vpcId)) ?? []).filter(({ status }) => status !== 'FAIL')
}

const RANK = { FAIL: 0, NOT_EVALUATED: 1, PASS: 2 } as const

/** A failure decides; without one, what could not be told keeps a pass of another rule from speaking for all. */
function worst(findings: readonly Finding[]): Finding | null {
  return findings.toSorted((a, b) => RANK[a.status] - RANK[b.status])[0] ?? null
}

interface Compared {
  readonly theirs: ForeignVerdict['status']
  readonly ours: OurStatus
  readonly hasRule: boolean
}

function kindOf({ theirs, ours, hasRule }: Compared): AgreementKind | null {
  if (!hasRule) return theirs === 'FAIL' ? 'no-rule' : null
  if (ours === 'FAIL' || ours === 'PASS') {
    if (theirs === 'UNKNOWN') return ours === 'FAIL' ? 'only-ours' : null
    return theirs === ours ? 'agree' : 'differ'
  }
  return theirs === 'FAIL' ? 'only-theirs' : null
}

const EVIDENCE_SHOWN = 3

/** What is known of the resource itself stands first. */
function whyOf(finding: Finding, about: string): string {
  const { ruleId, status, exposure, description, reasonNotEvaluated } = finding
  if (status === 'NOT_EVALUATED') return `${ruleId} is not evaluated: ${reasonNotEvaluated ?? ''}`.trim()
  if (status === 'PASS') return `${ruleId} passes: ${description}`
  const evidence = finding.evidence.toSorted((a, b) => Number(b.resourceId === about) - Number(a.resourceId === about))
  const facts = evidence
    .slice(0, EVIDENCE_SHOWN)
    .map(({ resourceId, excerpt }) => (excerpt.includes(resourceId) ? excerpt : `${resourceId}: ${excerpt}`))
  const more = evidence.length > EVIDENCE_SHOWN ? ` and ${evidence.length - EVIDENCE_SHOWN} more` : ''
  return `${ruleId} fails. ${facts.join('; ')}${more}. Reach: ${exposure.level}.`
}

interface Unanswered {
  readonly rules: readonly string[]
  readonly resource: string
  readonly isKnown: boolean
  readonly cut: ReadonlySet<string>
}

/** From here on a finding about many names only the first of them. */
const NAMED_MAX = 100

function whyNone({ checkId }: ForeignVerdict, { rules, resource, isKnown, cut }: Unanswered): string {
  if (rules.length === 0) return `No rule of ours asks what ${checkId} asks.`
  const names = rules.join(', ')
  if (!isKnown) return `${resource} is not in this snapshot, so ${names} cannot speak of it.`
  const none = `No finding of ${names} names ${resource}.`
  return rules.some((rule) => cut.has(rule))
    ? `${none} One stands for so many that it names the first ${NAMED_MAX} only, so it may be among them.`
    : none
}

/** Failures of rules that their tool could have found, on resources it says nothing about. */
function onlyOurs({ findings, verdicts, rulesOf }: AgreementInput): readonly AgreementRow[] {
  const checksByRule = new Map<string, Set<string>>()
  const said = new Set<string>()
  for (const { tool, checkId, resource } of verdicts) {
    for (const rule of rulesOf(tool, checkId)) {
      checksByRule.set(rule, (checksByRule.get(rule) ?? new Set()).add(checkId))
      said.add(keyOf(rule, resourceIdOf(resource))).add(keyOf(rule, resource))
    }
  }
  return findings.flatMap((finding): AgreementRow[] => {
    const { ruleId, status, resource, related, exposure, alsoMatches = [] } = finding
    if (status !== 'FAIL' || !checksByRule.has(ruleId)) return []
    const about = [resource.id, ...related.map(({ id }) => id)]
    if ([ruleId, ...alsoMatches].some((rule) => about.some((id) => said.has(keyOf(rule, id))))) return []
    return [
      {
        kind: 'only-ours',
        tool: null,
        checkId: null,
        rules: [ruleId],
        resource: resource.id,
        account: resource.account,
        region: resource.region,
        theirs: null,
        muted: false,
        ours: 'FAIL',
        exposure: exposure.level,
        why: whyOf(finding, resource.id),
        place: null,
      },
    ]
  })
}

function withoutRule(rows: readonly AgreementRow[]): Agreement['checksWithoutRule'] {
  const groups = Map.groupBy(
    rows.filter(({ kind }) => kind === 'no-rule'),
    ({ checkId }) => checkId ?? '',
  )
  return [...groups]
    .map(([checkId, list]) => ({ checkId, failed: list.length }))
    .toSorted((a, b) => b.failed - a.failed || (a.checkId < b.checkId ? -1 : 1))
}

const KINDS: readonly AgreementKind[] = ['differ', 'only-theirs', 'only-ours', 'no-rule', 'agree']

function inOrder(a: AgreementRow, b: AgreementRow): number {
  const order = KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind)
  if (order !== 0) return order
  const [one, other] = [a, b].map(({ rules, checkId, resource }) => `${rules.join()} ${checkId ?? ''} ${resource}`)
  return (one ?? '') < (other ?? '') ? -1 : 1
}

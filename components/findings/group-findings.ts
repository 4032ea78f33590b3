/** What stands together in the list: the same ranked findings, gathered by one of their facts. Nothing is left out. */

import { CHARTER } from '../../lib/findings/charter.ts'
import { compareSeverity, type Finding, SEVERITIES, type Severity } from '../../lib/findings/finding.ts'
import type { ListedFindings } from '../../lib/snapshots/snapshot.ts'
import type { GroupBy } from '../../lib/view-state/view-state.ts'
import { SEVERITY_WORDS } from '../topology/mark-words.ts'
import { CHARTER_WORDS } from './charter.ts'

export interface FindingGroup {
  /** Distinct within one grouping. */
  readonly key: string
  /** The worst that fails in it; null where nothing fails. */
  readonly severity: Severity | null
  /** A rule's or VPC's id, a letter of the charter; null where the title says it all. */
  readonly code: string | null
  readonly title: string
  readonly findings: readonly Finding[]
}

type Heading = Pick<FindingGroup, 'code' | 'title'>
type Names = ListedFindings['names']

/** Groups in the order a reviewer reads: the worst first, of a charter in its own order. */
export function groupFindings(ranked: readonly Finding[], by: GroupBy, names: Names): readonly FindingGroup[] {
  const groups = [...Map.groupBy(ranked, GROUP_KEYS[by])].map(([key, findings]) => ({
    key,
    severity: worstOf(findings),
    findings,
  }))
  switch (by) {
    case 'severity':
      return [...SEVERITIES, NOT_EVALUATED].flatMap((severity) =>
        groups.filter(({ key }) => key === severity).map((group) => ({ ...group, ...severityHeading(group.key) })),
      )
    case 'charter':
      return CHARTER.flatMap(({ sentenceId, bullet, sentence }) =>
        groups
          .filter(({ key }) => key === sentenceId)
          .map((group) => ({ ...group, code: bullet, title: `${CHARTER_WORDS[bullet]}: ${sentence}` })),
      )
    case 'cause':
      return byCause(groups)
    default:
      return groups
        .toSorted(worstFirst)
        .map((group) => ({ ...group, ...(by === 'rule' ? ruleHeading : vpcHeading)(group.key, names) }))
  }
}

const NOT_EVALUATED = 'not-evaluated'
const NO_VPC = ''

const GROUP_KEYS: Readonly<Record<GroupBy, (finding: Finding) => string>> = {
  severity: ({ status, severity }) => (status === 'FAIL' ? severity.effective : NOT_EVALUATED),
  rule: ({ ruleId }) => ruleId,
  vpc: ({ resource }) => resource.vpcId ?? NO_VPC,
  charter: ({ charter }) => charter.sentenceId,
  cause: ({ rootCauseId }) => rootCauseId,
}

function severityHeading(key: string): Heading {
  const severity = SEVERITIES.find((each) => each === key)
  return { code: null, title: severity === undefined ? 'Not evaluated' : SEVERITY_WORDS[severity] }
}

function ruleHeading(key: string, { rules }: Names): Heading {
  const title = rules[key] ?? key
  return { code: title === key ? null : key, title }
}

function vpcHeading(key: string, { vpcs }: Names): Heading {
  if (key === NO_VPC) return { code: null, title: 'Outside of any VPC' }
  const name = vpcs[key]
  return name === undefined ? { code: null, title: key } : { code: key, title: name }
}

type Bare = Omit<FindingGroup, 'code' | 'title'>

/** A cause with several findings stands by itself; those of one finding are gathered, as a heading each would say nothing. */
function byCause(groups: readonly Bare[]): readonly FindingGroup[] {
  const shared = groups.filter(({ findings }) => findings.length > 1).toSorted(worstFirst)
  const alone = groups.filter(({ findings }) => findings.length === 1).flatMap(({ findings }) => findings)
  const last: Bare = { key: 'alone', severity: worstOf(alone), findings: alone }
  return [
    ...shared.map((group) => ({ ...group, ...causeHeading(group) })),
    ...(alone.length === 0 ? [] : [{ ...last, code: null, title: 'A cause of their own' }]),
  ]
}

/** What a rule, route or entry stands in is what is mended, rather than the host it exposes. */
const MENDED: ReadonlySet<string> = new Set(['security-group', 'network-acl', 'route-table'])

/** Called after the resource that is to be mended. */
function causeHeading({ findings }: Bare): Heading {
  const mended = findings.find(({ resource }) => MENDED.has(resource.type)) ?? findings[0]
  if (mended === undefined) return { code: null, title: '' }
  const { id, type, name } = mended.resource
  const kind = type.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase())
  return { code: id, title: name === null ? kind : `${kind} ${name}` }
}

function worstOf(findings: readonly Finding[]): Severity | null {
  const failed = findings.filter(({ status }) => status === 'FAIL').map(({ severity }) => severity.effective)
  return failed.toSorted(compareSeverity)[0] ?? null
}

/** Failing before not evaluated, then by severity, then the larger, then by key. */
function worstFirst(a: Bare, b: Bare): number {
  const rank = ({ severity }: Bare) => (severity === null ? SEVERITIES.length : SEVERITIES.indexOf(severity))
  return (
    rank(a) - rank(b) || b.findings.length - a.findings.length || a.key.localeCompare(b.key, 'en', { numeric: true })
  )
}

/**
 * Findings people decided to live with. A waived finding stays FAIL and is marked: it is counted and shown, and it
 * does not fail a build. A waiver ends with its date, and when the finding grows beyond what was accepted.
 */

import { compareExposure, type ExposureLevel, type Finding, type Mute } from './finding.ts'

export interface Waiver {
  /** Finding id; null where `ruleId`, `resource` or `tag` choose. */
  readonly finding: string | null
  /** Rule id, `SG-003`; null for every rule. */
  readonly ruleId: string | null
  /** Id or ARN, compared whole: what a part of a name matches changes with the next name. */
  readonly resource: string | null
  readonly tag: { readonly key: string; readonly value: string } | null
  readonly reason: string
  readonly by: string | null
  /** Last day it holds, `2027-01-31`; null without end. */
  readonly until: string | null
  /** What was accepted: a finding that is wider, or has other ports, is not covered. Null accepts whatever it becomes. */
  readonly accepts: { readonly exposure: ExposureLevel; readonly ports: readonly string[] } | null
}

export interface WaivedFindings {
  /** By finding id. */
  readonly mutes: ReadonlyMap<string, Mute>
  /** Waivers that would cover a finding and no longer do, with the reason as a sentence. */
  readonly lapsed: readonly { readonly finding: string; readonly why: string }[]
  /** Waivers that no finding answers to: mended, or misspelt. */
  readonly unused: readonly Waiver[]
}

/** @param today `2026-11-23`, UTC */
export function applyWaivers(findings: readonly Finding[], waivers: readonly Waiver[], today: string): WaivedFindings {
  const mutes = new Map<string, Mute>()
  const lapsed: { finding: string; why: string }[] = []
  const used = new Set<Waiver>()
  for (const finding of findings) {
    if (finding.status !== 'FAIL') continue
    const chosen = waivers.filter((waiver) => chooses(waiver, finding))
    for (const waiver of chosen) used.add(waiver)
    const holding = chosen.find((waiver) => lapseOf(waiver, finding, today) === null)
    if (holding) mutes.set(finding.id, muteOf(holding))
    else for (const waiver of chosen) lapsed.push({ finding: finding.id, why: lapseOf(waiver, finding, today) ?? '' })
  }
  return { mutes, lapsed, unused: waivers.filter((waiver) => !used.has(waiver)) }
}

/** The same findings, each with the waiver that covers it today, or with why one covers it no more. */
export function withMutes(
  findings: readonly Finding[],
  { mutes, lapsed }: Pick<WaivedFindings, 'mutes' | 'lapsed'>,
): readonly Finding[] {
  if (mutes.size + lapsed.length === 0) return findings
  const reasons = new Map(lapsed.map(({ finding, why }) => [finding, why]))
  return findings.map((finding) => {
    const mute = mutes.get(finding.id)
    if (mute !== undefined) return { ...finding, mute }
    const waiverLapsed = reasons.get(finding.id)
    return waiverLapsed === undefined ? finding : { ...finding, waiverLapsed }
  })
}

function chooses({ finding, ruleId, resource, tag }: Waiver, candidate: Finding): boolean {
  if (finding !== null) return finding === candidate.id
  if (ruleId !== null && ruleId !== candidate.ruleId) return false
  if (resource !== null && resource !== candidate.resource.arn && !alikeResources(candidate).has(resource)) return false
  return tag === null || candidate.resource.tags[tag.key] === tag.value
}

/** How findings name the other resources that are alike, by the type of the one that stands for them. */
const ROLES_OF_ALIKE: Readonly<Record<string, readonly string[]>> = {
  'network-interface': ['interface', 'exposed-interface'],
  instance: ['instance'],
}

/** The resource of the finding, and those it stands for. */
function alikeResources({ resource, related }: Finding): ReadonlySet<string> {
  const roles = ROLES_OF_ALIKE[resource.type] ?? []
  return new Set([resource.id, ...related.filter(({ role }) => roles.includes(role)).map(({ id }) => id)])
}

/** Null while it holds. */
function lapseOf(waiver: Waiver, finding: Finding, today: string): string | null {
  const { until, accepts, resource, tag } = waiver
  const { exposure, ports } = finding
  if (until !== null && today > until) return `It ended on ${until}.`
  const alike = alikeResources(finding)
  if (waiver.finding === null && (resource !== null || tag !== null) && alike.size > 1)
    return `It names one of ${alike.size} resources the finding is about; name the finding.`
  if (!accepts) return null
  if (compareExposure(exposure.level, accepts.exposure) < 0)
    return `It was accepted while ${accepts.exposure} could reach it; now it is ${exposure.level}.`
  const more = ports.filter((port) => !accepts.ports.includes(port))
  return more.length > 0
    ? `It was accepted for ${accepts.ports.join(', ') || 'no port'}; now it has ${more.join(', ')}.`
    : null
}

function muteOf(waiver: Waiver): Mute {
  const { by, reason, until } = waiver
  return { by, reason, until, scope: scopeText(waiver) }
}

/** What a waiver chooses, in words. */
export function scopeText({ finding, ruleId, resource, tag }: Waiver): string {
  if (finding !== null) return `finding ${finding}`
  const what = ruleId ?? 'every rule'
  const where = [resource, tag && `tag ${tag.key}=${tag.value}`].filter((part) => part !== null)
  return where.length > 0 ? `${what} on ${where.join(', ')}` : what
}

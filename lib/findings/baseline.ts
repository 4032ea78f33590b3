/** What changed since an earlier analysis: new, grown, the same, and what is gone. */

import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'
import { compareExposure, compareSeverity, type Finding } from './finding.ts'

/** `changed`: the same finding, and worse: more severe, wider exposed, or with other ports. */
export type Delta = 'new' | 'changed' | 'unchanged'

/** What of an earlier finding a comparison needs. */
export type BaselineFinding = z.infer<typeof FINDING>

const SEVERITY = z.enum(['critical', 'high', 'medium', 'low', 'info'])
const EXPOSURE = z.enum(['internet', 'limited', 'corporate', 'cross-account', 'internal', 'none', 'unknown'])

const FINDING = z.object({
  id: z.string(),
  ruleId: z.string(),
  title: z.string(),
  status: z.enum(['FAIL', 'PASS', 'NOT_EVALUATED']),
  severity: z.object({ effective: SEVERITY }),
  exposure: z.object({ level: EXPOSURE }),
  ports: z.array(z.string()),
  resource: z.object({ id: z.string() }),
  firstSeen: z.string().nullish(),
  lastSeen: z.string().nullish(),
})

const ANALYSIS = z.object({ findings: z.array(FINDING) })

export interface Comparison {
  /** By finding id: only findings that fail. */
  readonly deltas: ReadonlyMap<string, Delta>
  /** When each was first seen, by finding id; findings the baseline does not have are not in it. */
  readonly firstSeen: ReadonlyMap<string, string>
  /** Failed then, and neither fails nor is undecided now. */
  readonly resolved: readonly BaselineFinding[]
}

/**
 * The findings of an analysis printed earlier (`--format json`).
 * @throws AppError `usage` when it is no such file
 */
export function parseBaseline(input: unknown): readonly BaselineFinding[] {
  const result = ANALYSIS.safeParse(input)
  if (result.success) return result.data.findings
  const [first] = result.error.issues
  const pointer = (first?.path ?? []).map((part) => `/${String(part)}`).join('')
  throw new AppError(
    'usage',
    `The baseline is no analysis: ${pointer || 'the file'}: ${first?.message ?? 'unreadable'}.`,
    {
      pointer,
      remedy: 'Make one with `npx portolan analyze PATH --format json > baseline.json`.',
    },
  )
}

/** Undecided now is not resolved: what is not known may still be there. */
export function compareWithBaseline(findings: readonly Finding[], baseline: readonly BaselineFinding[]): Comparison {
  const before = new Map(baseline.filter(({ status }) => status === 'FAIL').map((each) => [each.id, each]))
  const failing = findings.filter(({ status }) => status === 'FAIL')
  const present = new Set(failing.map(({ id }) => id))
  const undecided = new Set(
    findings
      .filter(({ status }) => status === 'NOT_EVALUATED')
      .map(({ ruleId, resource }) => placeOf(ruleId, resource.id)),
  )
  const blind = new Set(
    findings
      .filter(({ status, resource }) => status === 'NOT_EVALUATED' && resource.type === 'region')
      .map(({ ruleId }) => ruleId),
  )
  return {
    deltas: new Map(failing.map((finding) => [finding.id, deltaOf(finding, before.get(finding.id))])),
    firstSeen: new Map([...before].flatMap(([id, { firstSeen, lastSeen }]) => seenOf(id, firstSeen ?? lastSeen))),
    resolved: [...before.values()].filter(
      ({ id, ruleId, resource }) =>
        !present.has(id) && !undecided.has(placeOf(ruleId, resource.id)) && !blind.has(ruleId),
    ),
  }
}

function seenOf(id: string, seen: string | null | undefined): [string, string][] {
  return seen ? [[id, seen]] : []
}

function placeOf(ruleId: string, resourceId: string): string {
  return `${ruleId} ${resourceId}`
}

function deltaOf(finding: Finding, before: BaselineFinding | undefined): Delta {
  if (!before) return 'new'
  const worse =
    compareSeverity(finding.severity.effective, before.severity.effective) < 0 ||
    compareExposure(finding.exposure.level, before.exposure.level) < 0 ||
    finding.ports.some((port) => !before.ports.includes(port))
  return worse ? 'changed' : 'unchanged'
}

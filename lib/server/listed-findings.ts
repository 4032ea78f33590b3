/** The findings a page is sent: all of each while they are few, and what a list shows of each when they are many. */

import type { Evaluation } from '../findings/evaluate.ts'
import type { Finding } from '../findings/finding.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { ListedFindings } from '../snapshots/snapshot.ts'

/** About ten megabytes of JSON; past it a page asks for each finding it opens. */
const IN_FULL_MAX = 2_500

/** Findings and the names of what they stand for, ready to be printed as JSON. */
export function listedFindings(
  inventory: Inventory,
  { findings }: Pick<Evaluation, 'findings'>,
  titles: ReadonlyMap<string, string>,
): ListedFindings {
  const findingsInFull = findings.length <= IN_FULL_MAX
  const rules = [...new Set(findings.map(({ ruleId }) => ruleId))].toSorted()
  return {
    findings: findingsInFull ? findings : findings.map(asListed),
    findingsInFull,
    names: {
      rules: Object.fromEntries(rules.map((id) => [id, titles.get(id) ?? id])),
      vpcs: Object.fromEntries(
        [...inventory.vpcs.values()].flatMap(({ id, name }) => (name === null ? [] : [[id, name]])),
      ),
    },
  }
}

const NONE: readonly never[] = []
const LATER = { summary: '', cli: NONE, terraform: null, console: NONE }
/** A rule may expose thousands; a list and the map's badges need the first of them. */
const RELATED_MAX = 20

/** Without what only the opened finding shows: text, path, evidence, cure, mapping, tags. */
function asListed(finding: Finding): Finding {
  const { severity, exposure, resource, related } = finding
  return {
    ...finding,
    description: '',
    severity: { ...severity, why: NONE },
    exposure: { level: exposure.level, path: NONE },
    resource: { ...resource, tags: {} },
    related: related.slice(0, RELATED_MAX),
    evidence: NONE,
    settingsUsed: {},
    compliance: NONE,
    remediation: LATER,
  }
}

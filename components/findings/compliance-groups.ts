/** Control mappings, gathered: a rule may stand in every version of a framework, and a reader works with one. */

import type { ComplianceMapping } from '../../lib/findings/finding.ts'

export interface ComplianceGroup {
  readonly framework: string
  readonly version: string
  readonly controls: readonly string[]
  /** Every control is covered in part only. */
  readonly partial: boolean
}

/** `4.0.1` above `4.0` above `3.0`; what has no number, such as `-`, stands below. */
function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}

/** One entry for each framework and version, newest version first, frameworks in the order the rule names them. */
export function complianceGroups(mappings: readonly ComplianceMapping[]): readonly ComplianceGroup[] {
  const frameworks = Map.groupBy(mappings, ({ framework }) => framework)
  return [...frameworks].flatMap(([framework, ofFramework]) =>
    [...Map.groupBy(ofFramework, ({ version }) => version)]
      .toSorted(([a], [b]) => compareVersions(b, a))
      .map(([version, ofVersion]) => ({
        framework,
        version,
        controls: ofVersion.map(({ control }) => control),
        partial: ofVersion.every(({ match }) => match === 'partial'),
      })),
  )
}

/** The newest version of each framework. */
export function newestGroups(groups: readonly ComplianceGroup[]): readonly ComplianceGroup[] {
  return groups.filter(({ framework }, index) => groups.findIndex((group) => group.framework === framework) === index)
}

/** `CIS AWS Foundations 7.0`; a framework without versions is its name alone. */
export function groupName({ framework, version }: Pick<ComplianceGroup, 'framework' | 'version'>): string {
  return /\d/.test(version) ? `${framework} ${version}` : framework
}

/** What the chips of the findings view offer: the values that are there, each with how many findings it holds. */

import { CHARTER_BULLETS, type CharterBullet } from '../../lib/findings/charter.ts'
import { type Finding, SEVERITIES } from '../../lib/findings/finding.ts'
import type { SearchKey } from '../../lib/findings/search-terms.ts'
import type { ListedFindings } from '../../lib/snapshots/snapshot.ts'
import { SEVERITY_WORDS } from '../topology/mark-words.ts'
import { CHARTER_WORDS } from './charter.ts'
import { EXPOSURE_LEVELS, EXPOSURE_SHORT } from './exposure-words.ts'

export interface FilterFacet {
  readonly key: SearchKey
  readonly label: string
  readonly choices: readonly { readonly value: string; readonly label: string; readonly count: number }[]
}

export interface CountedFindings {
  readonly ranked: readonly Finding[]
  readonly undecided: readonly Finding[]
  readonly names: ListedFindings['names']
}

/** Counts are of all that failed, whatever else is chosen: a chip says what there is, not what is left. */
export function filterFacets({ ranked, undecided, names }: CountedFindings): readonly FilterFacet[] {
  const counted = (of: (finding: Finding) => string | null) => countBy(ranked, of)
  const severities = counted(({ severity }) => severity.effective)
  const exposures = counted(({ exposure }) => exposure.level)
  const bullets = counted(({ charter }) => charter.bullet)
  const vpcs = counted(({ resource }) => resource.vpcId)
  const listed = (values: readonly string[], counts: Counts, label: (value: never) => string) =>
    values.flatMap((value) => {
      const count = counts.get(value) ?? 0
      return count === 0 ? [] : [{ value, label: label(value as never), count }]
    })
  return [
    {
      key: 'status',
      label: 'Status',
      choices: [
        { value: 'failing', label: 'Failing', count: ranked.length },
        { value: 'not-evaluated', label: 'Not evaluated', count: undecided.length },
      ],
    },
    {
      key: 'severity',
      label: 'Severity',
      choices: listed(SEVERITIES, severities, (value) => SEVERITY_WORDS[value]),
    },
    {
      key: 'exposure',
      label: 'Exposure',
      choices: listed(EXPOSURE_LEVELS, exposures, (value) => EXPOSURE_SHORT[value]),
    },
    {
      key: 'charter',
      label: 'Charter',
      choices: listed(Object.keys(CHARTER_BULLETS), bullets, charterWords).map((choice) => ({
        ...choice,
        value: choice.value.toLowerCase(),
      })),
    },
    {
      key: 'vpc',
      label: 'VPC',
      choices: listed(
        [...vpcs.keys()].toSorted((a, b) => (vpcs.get(b) ?? 0) - (vpcs.get(a) ?? 0) || (a < b ? -1 : 1)),
        vpcs,
        (value: string) => vpcWords(value, names.vpcs),
      ),
    },
  ]
}

type Counts = ReadonlyMap<string, number>

function countBy(findings: readonly Finding[], of: (finding: Finding) => string | null): Counts {
  const counts = new Map<string, number>()
  for (const finding of findings) {
    const value = of(finding)
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}

function charterWords(bullet: CharterBullet): string {
  return `${bullet}  ${CHARTER_WORDS[bullet]}`
}

function vpcWords(id: string, names: Readonly<Record<string, string>>): string {
  const name = names[id]
  return name === undefined ? id : name
}

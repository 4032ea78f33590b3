import type { Finding } from '../../lib/findings/finding.ts'
import { Pill } from '../ui/pill.tsx'
import { CHARTER_WORDS } from './charter.ts'
import { type ComplianceGroup, complianceGroups, groupName, newestGroups } from './compliance-groups.ts'

/** Shown before the rest is counted; the table below the reasons has them all. */
const CONTROLS_SHOWN = 2
const FRAMEWORKS_SHOWN = 2

/** The charter's bullet, and the newest version of each framework that asks for the same. */
export function CompliancePills({ finding }: { readonly finding: Finding }) {
  const { bullet, sentence } = finding.charter
  const newest = newestGroups(complianceGroups(finding.compliance))
  const rest = newest.slice(FRAMEWORKS_SHOWN)
  return (
    <div className="mt-2 flex flex-wrap gap-1.5">
      <Pill title={sentence}>{CHARTER_WORDS[bullet]}</Pill>
      {newest.slice(0, FRAMEWORKS_SHOWN).map((group) => (
        <Pill key={group.framework} title={`${groupName(group)}: ${group.controls.join(', ')}`}>
          {groupName(group)} <span className="text-ink">{controlWords(group)}</span>
        </Pill>
      ))}
      {rest.length > 0 && <Pill title={rest.map(groupName).join(', ')}>+{rest.length}</Pill>}
    </div>
  )
}

function controlWords({ controls }: ComplianceGroup): string {
  const rest = controls.length - CONTROLS_SHOWN
  return `${controls.slice(0, CONTROLS_SHOWN).join(', ')}${rest > 0 ? ` +${rest}` : ''}`
}

/** Every framework and version, for the auditor who works with an older one. */
export function ComplianceTable({ finding }: { readonly finding: Finding }) {
  const groups = complianceGroups(finding.compliance)
  return (
    <dl className="rounded-md border border-hair text-xs">
      {groups.map((group) => (
        <div key={groupName(group)} className="flex gap-3 border-hair border-t px-2 py-[3px] first:border-t-0">
          <dt className="text-ink-2">{groupName(group)}</dt>
          <dd className="mono ml-auto leading-[17px]">
            {group.controls.join(', ')}
            {group.partial && <span className="text-ink-3"> in part</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

import type { Finding } from '../../lib/findings/finding.ts'
import type { SnapshotView } from '../../lib/snapshots/snapshot.ts'
import { EXPOSURE_WORDS } from '../topology/mark-words.ts'
import { SeverityMark } from '../topology/severity-mark.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { counted, utcTime } from '../ui/say.ts'
import { CHARTER_WORDS } from './charter.ts'
import { FindingsTally } from './findings-tally.tsx'
import type { FindingGroup } from './group-findings.ts'
import { waiverWords } from './waiver-words.ts'

export interface PrintedFindingsProps {
  readonly view: SnapshotView
  /** Ranked, as the screen shows them: a filtered list is printed filtered, and says so. */
  readonly groups: readonly FindingGroup[]
  readonly total: number
}

/** The findings on paper: each with its resource, its reason and its cure, none of them cut. */
export function PrintedFindings({ view, groups, total }: PrintedFindingsProps) {
  const { snapshot, gaps } = view
  const printed = groups.reduce((sum, { findings }) => sum + findings.length, 0)
  return (
    <div className="text-xs">
      <h1 className="font-semibold text-xl">
        Findings in <SafeText text={snapshot.name} />
      </h1>
      <p className="mt-1 text-ink-2">
        {utcTime(snapshot.createdAt)} · {counted(total, 'finding')}
        {printed < total && `, ${counted(printed, 'of them', 'of them')} printed`} · {counted(gaps.length, 'gap')}: what
        they hide was not judged
        {!view.findingsInFull && '. There are too many findings to print each in full'}
      </p>
      {groups.map((group) => (
        <section key={group.key} className="mt-6">
          <h2 className="flex items-center gap-2 border-hair-2 border-b pb-1 font-semibold text-md">
            {group.severity !== null && <SeverityMark severity={group.severity} label="" />}
            <SafeText text={[group.code, group.title].filter(Boolean).join(' ')} />{' '}
            <span className="font-normal text-ink-2">{group.findings.length}</span>
          </h2>
          <ul>
            {group.findings.map((finding) => (
              <PrintedFinding key={finding.id} finding={finding} />
            ))}
          </ul>
        </section>
      ))}
      <div className="mt-6 -mx-4">
        <FindingsTally summary={view.summary} findings={view.findings} />
      </div>
    </div>
  )
}

function PrintedFinding({ finding }: { readonly finding: Finding }) {
  const { resource, exposure, ports, charter } = finding
  return (
    <li className="break-inside-avoid border-hair border-b py-2">
      <p className="flex items-baseline gap-3">
        <span className="mono w-16 shrink-0 text-ink-2">{finding.ruleId}</span>
        <b className="min-w-0 flex-1 font-semibold text-sm">
          <SafeText text={finding.title} />
        </b>
        <span className="mono shrink-0">{ports.join(', ')}</span>
      </p>
      <div className="mt-0.5 pl-19">
        <p className="text-ink-2">
          {EXPOSURE_WORDS[exposure.level]} · <SafeText text={resource.name ?? resource.type} />{' '}
          <span className="mono">
            <SafeText text={`${resource.id} · ${resource.account} · ${resource.region}`} />
          </span>{' '}
          · {CHARTER_WORDS[charter.bullet]}
        </p>
        <p className="mt-1">
          <SafeText text={finding.reasonNotEvaluated ?? finding.description} />
        </p>
        {finding.mute != null && (
          <p className="mt-1">
            <b className="font-semibold">
              <SafeText text={waiverWords(finding.mute)} />
            </b>{' '}
            <SafeText text={finding.mute.reason} />
          </p>
        )}
        {finding.remediation.summary !== '' && (
          <p className="mt-1">
            <b className="font-semibold">Cure</b> <SafeText text={finding.remediation.summary} />
          </p>
        )}
      </div>
    </li>
  )
}

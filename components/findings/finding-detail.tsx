import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Finding } from '../../lib/findings/finding.ts'
import type { Problem, WorkspaceApi } from '../shell/workspace-api.ts'
import { ExposureMark } from '../topology/exposure-mark.tsx'
import { EXPOSURE_WORDS, SEVERITY_WORDS } from '../topology/mark-words.ts'
import { SeverityMark } from '../topology/severity-mark.tsx'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/class-names.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { counted } from '../ui/say.ts'
import { BlastRadiusCard, hasRadius } from './blast-radius-card.tsx'
import { CompliancePills, ComplianceTable } from './finding-compliance.tsx'
import { FindingEvidence } from './finding-evidence.tsx'
import { FindingPath } from './finding-path.tsx'
import { FindingRemediation } from './finding-remediation.tsx'
import { FindingSiblings } from './finding-siblings.tsx'
import { findingTicket } from './finding-ticket.ts'
import { FindingUndecided } from './finding-undecided.tsx'
import { NotEvaluatedMark } from './group-heading.tsx'
import { LapseNotice, WaiverNotice } from './waiver-notice.tsx'

export interface FindingDetailProps {
  readonly finding: Finding
  /** False while only what the list knows is here. */
  readonly whole?: boolean
  readonly problem?: Problem | null
  /** Others with the same root cause. */
  readonly siblings?: readonly Finding[]
  /** Leads back to the finding from a ticket; null where it may not be handed on. */
  readonly link?: string | null
  /** Back to the list; absent where the list stands beside. */
  readonly onBack: (() => void) | null
  readonly onInspect: (id: string, pointer: string | null) => void
  readonly onFinding?: (finding: Finding) => void
  /** Null where nothing may be thought away. */
  readonly onWhatIf: ((ruleIds: readonly string[]) => void) | null
  readonly onBlastRadius?: WorkspaceApi['blastRadius']
}

const SEVERITY_INK = {
  critical: 'text-crit',
  high: 'text-high',
  medium: 'text-med',
  low: 'text-low',
  info: 'text-info',
} as const

/** One finding, in the order a reviewer reads: verdict, reason, path, evidence, cure, and what the cure would break. */
export function FindingDetail(props: FindingDetailProps) {
  const { finding, whole = true, problem = null, onInspect, siblings = [], onFinding } = props
  return (
    <article className="hairless-scroll min-h-0 flex-1 overflow-auto pb-5">
      <Verdict {...props} />
      {finding.mute != null && <WaiverNotice mute={finding.mute} />}
      {finding.waiverLapsed !== undefined && <LapseNotice why={finding.waiverLapsed} />}
      {problem !== null && <ProblemNotice problem={problem} className="mx-4 mt-3" />}
      {!whole && problem === null && (
        <p role="status" className="px-4 pt-3 text-ink-2 text-xs">
          Reading the rest of this finding
        </p>
      )}
      {finding.exposure.path.length > 0 && (
        <Section title={`Path, ${counted(finding.exposure.path.length, 'hop')}`}>
          <FindingPath path={finding.exposure.path} onInspect={(id) => onInspect(id, null)} />
        </Section>
      )}
      {whole && <Facts {...props} />}
      {siblings.length > 0 && onFinding !== undefined && (
        <Section title="Same root cause">
          <FindingSiblings siblings={siblings} onFinding={onFinding} />
        </Section>
      )}
      {whole && finding.status === 'FAIL' && <Reasons finding={finding} />}
      {finding.compliance.length > 0 && (
        <Section title="Asked for by">
          <ComplianceTable finding={finding} />
        </Section>
      )}
    </article>
  )
}

/** What proves it and what mends it. */
function Facts({ finding, onInspect, onWhatIf, onBlastRadius = null }: FindingDetailProps) {
  if (finding.reasonNotEvaluated !== null) {
    return (
      <Section title="Why there is no verdict">
        <FindingUndecided reason={finding.reasonNotEvaluated} />
      </Section>
    )
  }
  return (
    <>
      {finding.evidence.length > 0 && (
        <Section title="Evidence">
          <FindingEvidence evidence={finding.evidence} onInspect={onInspect} onWhatIf={onWhatIf} />
        </Section>
      )}
      <Section title="Remediation">
        <FindingRemediation remediation={finding.remediation} />
      </Section>
      {onBlastRadius !== null && hasRadius(finding) && (
        <Section title="Blast radius">
          <BlastRadiusCard finding={finding} ask={onBlastRadius} onWhatIf={onWhatIf} />
        </Section>
      )}
    </>
  )
}

function Verdict({ finding, whole = true, link = null, onBack, onInspect }: FindingDetailProps) {
  return (
    <div className="px-4 pt-3">
      {onBack !== null && (
        <Button look="quiet" size="sm" onClick={onBack} className="-ml-2 mb-1.5">
          <ArrowLeft size={13} strokeWidth={1.6} aria-hidden="true" />
          All findings
        </Button>
      )}
      <Rank finding={finding} />
      <h2 className="mt-2 text-pretty font-semibold text-lg leading-[22px]">
        <SafeText text={finding.title} />
      </h2>
      {finding.status === 'FAIL' && finding.description !== '' && (
        <p className="mt-1.5 text-ink-2 leading-[18px]">
          <SafeText text={finding.description} />
        </p>
      )}
      <CompliancePills finding={finding} />
      <div className="mt-2 flex items-center gap-2">
        <button
          type="button"
          onClick={() => onInspect(finding.resource.id, null)}
          className="flex min-h-6 min-w-0 flex-1 items-center gap-2 text-left text-xs hover:text-accent"
        >
          <b className="min-w-0 truncate font-semibold">
            <SafeText text={finding.resource.name ?? finding.resource.type} />
          </b>
          <span className="mono min-w-0 truncate text-ink-2">
            <SafeText text={finding.resource.id} />
          </span>
        </button>
        {whole && <CopyButton text={findingTicket(finding, link)} label="Copy as ticket" className="-mr-2" />}
      </div>
    </div>
  )
}

/** Severity and exposure in words and marks; of what was not judged neither. */
function Rank({ finding }: { readonly finding: Finding }) {
  const severity = finding.severity.effective
  const { level } = finding.exposure
  const failing = finding.status === 'FAIL'
  return (
    <div className="flex items-center gap-2 whitespace-nowrap">
      {failing ? <SeverityMark severity={severity} size={18} label="" /> : <NotEvaluatedMark size={18} />}
      <span className={cn('font-semibold', failing && SEVERITY_INK[severity])}>
        {failing ? SEVERITY_WORDS[severity] : 'Not evaluated'}
      </span>
      {failing && (
        <>
          <ExposureMark level={level} size={13} label="" />
          <span className="truncate text-xs">{EXPOSURE_WORDS[level]}</span>
        </>
      )}
      <span className="mono ml-auto pl-2 text-ink-2">{finding.ruleId}</span>
    </div>
  )
}

interface SectionProps {
  readonly title: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}

function Section({ title, aside, children }: SectionProps) {
  return (
    <section className="px-4 pt-3">
      <div className="flex min-h-6 items-center">
        <h3 className="flex-1 font-medium text-2xs text-ink-3">{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  )
}

/** Why this rank, and which settings decided it: the part a reviewer argues about. */
function Reasons({ finding }: { readonly finding: Finding }) {
  const settings = Object.entries(finding.settingsUsed)
  const { base, effective, why } = finding.severity
  return (
    <Section title="Why this severity">
      <p className="text-xs">
        {base === effective
          ? `${SEVERITY_WORDS[base]} by its rule.`
          : `${SEVERITY_WORDS[base]} by its rule, ${SEVERITY_WORDS[effective].toLowerCase()} here.`}
      </p>
      {why.length > 0 && (
        <ul className="mt-1 list-disc space-y-0.5 pl-4 text-ink-2 text-xs marker:text-ink-3">
          {why.map((reason) => (
            <li key={reason}>
              <SafeText text={reason} />
            </li>
          ))}
        </ul>
      )}
      {settings.length > 0 && (
        <dl className="mono mt-2 rounded-md border border-hair">
          {settings.map(([name, value]) => (
            <div key={name} className="flex gap-3 border-hair border-t px-2 py-[3px] leading-4 first:border-t-0">
              <dt className="shrink-0 whitespace-nowrap text-ink-2">{name}</dt>
              <dd className="ml-auto">
                <SafeText text={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  )
}

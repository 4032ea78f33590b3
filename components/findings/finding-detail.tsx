import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Finding } from '../../lib/findings/finding.ts'
import { ExposureMark } from '../topology/exposure-mark.tsx'
import { EXPOSURE_WORDS, SEVERITY_WORDS } from '../topology/mark-words.ts'
import { SeverityMark } from '../topology/severity-mark.tsx'
import { Button } from '../ui/button.tsx'
import { cn } from '../ui/class-names.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { counted } from '../ui/say.ts'
import { CompliancePills, ComplianceTable } from './finding-compliance.tsx'
import { FindingEvidence } from './finding-evidence.tsx'
import { FindingPath } from './finding-path.tsx'
import { FindingRemediation } from './finding-remediation.tsx'
import { findingText } from './finding-text.ts'

export interface FindingDetailProps {
  readonly finding: Finding
  /** Back to the list; absent where the list stands beside. */
  readonly onBack: (() => void) | null
  readonly onInspect: (id: string, pointer: string | null) => void
  /** Null where nothing may be thought away. */
  readonly onWhatIf: ((ruleIds: readonly string[]) => void) | null
}

const SEVERITY_INK = {
  critical: 'text-crit',
  high: 'text-high',
  medium: 'text-med',
  low: 'text-low',
  info: 'text-info',
} as const

/** One finding, in the order a reviewer reads: verdict, reason, path, evidence, cure. */
export function FindingDetail({ finding, onBack, onInspect, onWhatIf }: FindingDetailProps) {
  const { exposure } = finding
  return (
    <article className="hairless-scroll min-h-0 flex-1 overflow-auto pb-5">
      <Verdict finding={finding} onBack={onBack} onInspect={onInspect} />
      {exposure.path.length > 0 && (
        <Section
          title={`Path, ${counted(exposure.path.length, 'hop')}`}
          aside={<CopyButton text={findingText(finding)} label="Copy as text" className="-mr-2" />}
        >
          <FindingPath path={exposure.path} onInspect={(id) => onInspect(id, null)} />
        </Section>
      )}
      {finding.evidence.length > 0 && (
        <Section
          title="Evidence"
          aside={
            exposure.path.length === 0 && (
              <CopyButton text={findingText(finding)} label="Copy as text" className="-mr-2" />
            )
          }
        >
          <FindingEvidence evidence={finding.evidence} onInspect={onInspect} onWhatIf={onWhatIf} />
        </Section>
      )}
      <Section title="Remediation">
        <FindingRemediation remediation={finding.remediation} />
      </Section>
      <Reasons finding={finding} />
      {finding.compliance.length > 0 && (
        <Section title="Asked for by">
          <ComplianceTable finding={finding} />
        </Section>
      )}
    </article>
  )
}

function Verdict({ finding, onBack, onInspect }: Omit<FindingDetailProps, 'onWhatIf'>) {
  const severity = finding.severity.effective
  const { level } = finding.exposure
  return (
    <div className="px-4 pt-3">
      {onBack !== null && (
        <Button look="quiet" size="sm" onClick={onBack} className="-ml-2 mb-1.5">
          <ArrowLeft size={13} strokeWidth={1.6} aria-hidden="true" />
          All findings
        </Button>
      )}
      <div className="flex items-center gap-2 whitespace-nowrap">
        <SeverityMark severity={severity} size={18} label="" />
        <span className={cn('font-semibold', SEVERITY_INK[severity])}>{SEVERITY_WORDS[severity]}</span>
        <ExposureMark level={level} size={13} label="" />
        <span className="truncate text-xs">{EXPOSURE_WORDS[level]}</span>
        <span className="mono ml-auto pl-2 text-ink-2">{finding.ruleId}</span>
      </div>
      <h2 className="mt-2 text-pretty font-semibold text-lg leading-[22px]">
        <SafeText text={finding.title} />
      </h2>
      <p className="mt-1.5 text-ink-2 leading-[18px]">
        <SafeText text={finding.description} />
      </p>
      <CompliancePills finding={finding} />
      <button
        type="button"
        onClick={() => onInspect(finding.resource.id, null)}
        className="mt-2 flex min-h-6 max-w-full items-baseline gap-2 text-left text-xs hover:text-accent"
      >
        <b className="min-w-0 truncate font-semibold">
          <SafeText text={finding.resource.name ?? finding.resource.type} />
        </b>
        <span className="mono shrink-0 text-ink-2">{finding.resource.id}</span>
      </button>
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
              <dd className="ml-auto text-right">
                <SafeText text={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  )
}

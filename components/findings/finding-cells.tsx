import type { ReactNode } from 'react'
import type { Finding } from '../../lib/findings/finding.ts'
import { visibleText } from '../../lib/reports/visible-text.ts'
import { ExposureMark } from '../topology/exposure-mark.tsx'
import { SeverityMark } from '../topology/severity-mark.tsx'
import { cn } from '../ui/class-names.ts'
import { SafeText } from '../ui/safe-text.tsx'
import { answerParts } from './answer-parts.ts'
import { CHARTER_WORDS } from './charter.ts'
import { EXPOSURE_SHORT } from './exposure-words.ts'
import { NotEvaluatedMark } from './group-heading.tsx'
import { WaivedMark } from './waiver-notice.tsx'

/** Mark, severity and rule, finding, resource, charter, exposure, ports. */
export const FINDING_COLUMNS =
  'grid grid-cols-[16px_90px_minmax(0,1fr)_minmax(88px,140px)_44px_116px_80px] items-center gap-x-3 px-3 @min-[1100px]/list:grid-cols-[16px_96px_minmax(0,1fr)_minmax(96px,180px)_136px_132px_104px]'

const HEADS = ['', 'Rule', 'Finding', 'Resource', 'Charter', 'Exposure', 'Ports']

function Cell({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of the virtual grid
    // biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus
    <span role="gridcell" className={cn('min-w-0 truncate', className)}>
      {children}
    </span>
  )
}

/** Column heads; the cells name themselves to a screen reader by their content. */
export function FindingHead() {
  return (
    <div
      aria-hidden="true"
      className={cn(
        FINDING_COLUMNS,
        'sticky top-0 z-10 h-7 border-hair border-y bg-chrome font-medium text-2xs text-ink-3',
      )}
    >
      {HEADS.map((head) => (
        <span key={head}>{head}</span>
      ))}
    </div>
  )
}

/** `tcp/22`, or the first of many and how many more; a dash where ports do not apply. */
function portWords(finding: Finding): string {
  const [first, ...rest] = finding.ports
  if (first === undefined) return '–'
  return rest.length === 0 ? first : `${first} +${rest.length}`
}

export interface FindingCellsProps {
  readonly finding: Finding
  readonly marked: boolean
  readonly onMark: (finding: Finding) => void
}

/** One line of the findings view. */
export function FindingCells({ finding, marked, onMark }: FindingCellsProps) {
  const failing = finding.status === 'FAIL'
  return (
    <div className={cn(FINDING_COLUMNS, 'h-full text-xs')}>
      <Cell className="overflow-visible">
        <MarkBox finding={finding} marked={marked} onMark={onMark} />
      </Cell>
      <Cell className="flex items-center gap-2">
        {failing ? <SeverityMark severity={finding.severity.effective} size={13} /> : <NotEvaluatedMark size={13} />}
        <span className="mono text-ink-2">{finding.ruleId}</span>
      </Cell>
      <Cell>
        {finding.mute != null && <WaivedMark mute={finding.mute} />}
        <SafeText text={failing ? finding.title : answerParts(finding.reasonNotEvaluated ?? finding.title).why} />
      </Cell>
      <Cell className="font-semibold">
        <SafeText text={finding.resource.name ?? finding.resource.id} />
      </Cell>
      <Cell className="flex items-center gap-1.5 text-ink-2">
        <span className="mono grid size-[17px] flex-none place-items-center rounded-sm border border-hair-2 text-[10px]">
          {finding.charter.bullet}
        </span>
        <span className="sr-only truncate @min-[1100px]/list:not-sr-only" title={finding.charter.sentence}>
          {CHARTER_WORDS[finding.charter.bullet]}
        </span>
      </Cell>
      <Cell className="flex items-center gap-1.5">
        <ExposureMark level={finding.exposure.level} size={13} label="" />
        <span className="truncate">{failing ? EXPOSURE_SHORT[finding.exposure.level] : 'Not evaluated'}</span>
      </Cell>
      <Cell className="mono">{portWords(finding)}</Cell>
    </div>
  )
}

/** A press on the box marks and does not open. The key x does the same, so it is no tab stop. */
function MarkBox({ finding, marked, onMark }: FindingCellsProps) {
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      checked={marked}
      aria-label={`Mark ${visibleText(finding.title)}`}
      onClick={(event) => event.stopPropagation()}
      onChange={() => onMark(finding)}
      className="block size-3.5 accent-(--accent)"
    />
  )
}

/** Two lines, for the panel. */
export function FindingCard({ finding }: { readonly finding: Finding }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of the virtual grid
    // biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus
    <div role="gridcell" className="flex h-full items-start gap-2.5 px-4 py-[7px] text-xs">
      {finding.status === 'FAIL' ? (
        <SeverityMark severity={finding.severity.effective} size={14} />
      ) : (
        <NotEvaluatedMark size={14} />
      )}
      <span className="min-w-0 flex-1">
        <span className="block truncate">
          {finding.mute != null && <WaivedMark mute={finding.mute} />}
          <SafeText text={finding.title} />
        </span>
        <span className="flex items-center gap-1.5 text-ink-2">
          <ExposureMark level={finding.exposure.level} size={12} label={EXPOSURE_SHORT[finding.exposure.level]} />
          <span className="truncate font-medium">
            <SafeText text={finding.resource.name ?? finding.resource.id} />
          </span>
          <span className="mono ml-auto shrink-0">{finding.ports.length === 0 ? '' : portWords(finding)}</span>
        </span>
      </span>
    </div>
  )
}

import type { Evidence } from '../../lib/findings/finding.ts'
import { SafeText } from '../ui/safe-text.tsx'

export interface FindingEvidenceProps {
  readonly evidence: readonly Evidence[]
  readonly onInspect: (id: string, pointer: string | null) => void
}

/** Where each fact stands in the describe document, and the fact. An absence has no place; it says what was looked for. */
export function FindingEvidence({ evidence, onInspect }: FindingEvidenceProps) {
  return (
    <ul className="mt-1.5 overflow-hidden rounded-md border border-hair">
      {evidence.map(({ resourceId, pointer, excerpt }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two facts may read alike; their order is fixed
        <li key={index} className="border-hair border-t first:border-t-0">
          <button
            type="button"
            onClick={() => onInspect(resourceId, pointer)}
            title={pointer === null ? resourceId : `${resourceId} ${pointer}`}
            className="mono flex min-h-6 w-full items-baseline gap-3 px-2 py-[3px] text-left leading-4 -outline-offset-2 hover:bg-well"
          >
            <span className="min-w-0 flex-1 truncate text-ink-2 [direction:rtl]">
              <SafeText text={pointer ?? resourceId} />
            </span>
            <span className="max-w-[62%] text-right text-ink">
              <SafeText text={excerpt} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

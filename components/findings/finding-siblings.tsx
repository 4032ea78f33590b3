import type { Finding } from '../../lib/findings/finding.ts'
import { SeverityMark } from '../topology/severity-mark.tsx'
import { SafeText } from '../ui/safe-text.tsx'
import { counted } from '../ui/say.ts'

export interface FindingSiblingsProps {
  readonly siblings: readonly Finding[]
  readonly onFinding: (finding: Finding) => void
}

const SHOWN = 12

/** The other findings that the same fact causes: mending it once answers them all. */
export function FindingSiblings({ siblings, onFinding }: FindingSiblingsProps) {
  return (
    <>
      <p className="text-ink-2 text-xs">
        {counted(siblings.length, 'other finding has', 'other findings have')} the same cause: mending it once answers
        them all.
      </p>
      <ul className="mt-1.5 overflow-hidden rounded-md border border-hair">
        {siblings.slice(0, SHOWN).map((finding) => (
          <li key={finding.id} className="border-hair border-t first:border-t-0">
            <button
              type="button"
              onClick={() => onFinding(finding)}
              className="flex w-full items-center gap-2 px-2 py-1 text-left text-xs -outline-offset-2 hover:bg-well"
            >
              <SeverityMark severity={finding.severity.effective} size={13} />
              <span className="mono w-16 flex-none text-ink-2">{finding.ruleId}</span>
              <span className="min-w-0 flex-1 truncate">
                <SafeText text={finding.title} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {siblings.length > SHOWN && (
        <p className="mt-1 text-2xs text-ink-3">
          {counted(siblings.length - SHOWN, 'more', 'more')}: group by root cause
        </p>
      )}
    </>
  )
}

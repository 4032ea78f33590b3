import { ChevronLeft, ChevronRight } from 'lucide-react'
import { IconButton } from '../ui/icon-button.tsx'
import { wholeNumber } from '../ui/say.ts'
import type { Chart } from './use-chart.ts'

export interface FindingStepperProps {
  readonly chart: Chart
  readonly onStep: (step: 1 | -1) => void
}

/** "1 of 38" and its arrows, over what the filters leave. */
export function FindingStepper({ chart, onStep }: FindingStepperProps) {
  const { shown, finding } = chart
  if (shown.length === 0) return null
  const at = shown.findIndex(({ id }) => id === finding?.id)
  return (
    <>
      {at >= 0 && (
        <span className="mr-1 whitespace-nowrap text-2xs text-ink-2">
          {wholeNumber(at + 1)} of {wholeNumber(shown.length)}
        </span>
      )}
      <IconButton icon={ChevronLeft} label="Previous finding (p)" onClick={() => onStep(-1)} />
      <IconButton icon={ChevronRight} label="Next finding (n)" onClick={() => onStep(1)} />
    </>
  )
}

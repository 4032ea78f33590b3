import { CircleAlert } from 'lucide-react'
import { SafeText } from '../ui/safe-text.tsx'
import { counted, utcTime } from '../ui/say.ts'
import type { Chart } from './use-chart.ts'

export interface StatusBarProps {
  readonly chart: Chart
  readonly zoom: number | null
  readonly onGaps: () => void
}

function Divider() {
  return <span className="h-3 w-px bg-hair-2" aria-hidden="true" />
}

/** The line under every picture: what this is, when it was, what is not known, how much there is. */
export function StatusBar({ chart, zoom, onGaps }: StatusBarProps) {
  const { view, scene, ranked } = chart
  const { snapshot } = view
  const folded = scene.counts.folded
  return (
    <footer
      data-no-print
      className="flex min-w-0 items-center gap-3.5 overflow-hidden whitespace-nowrap border-hair border-t bg-chrome pr-3 pl-4 text-2xs text-ink-2 [grid-column:2]"
    >
      <span className="flex min-w-0 items-center gap-2">
        <span className="max-w-64 truncate font-semibold text-ink">
          <SafeText text={snapshot.name} />
        </span>
        <time className="mono" dateTime={snapshot.createdAt}>
          {utcTime(snapshot.createdAt)}
        </time>
      </span>
      <Divider />
      <span>{view.frozen ? 'Frozen, shared' : 'Frozen'}</span>
      <Divider />
      <button
        type="button"
        onClick={onGaps}
        className="inline-flex h-6 items-center gap-1.5 rounded-full border border-hair-2 border-dashed px-2 hover:border-ink-3 hover:text-ink"
      >
        <CircleAlert size={12} strokeWidth={1.7} aria-hidden="true" />
        {counted(view.gaps.length, 'gap')}
        {folded > 0 && ` · ${counted(folded, 'folded', 'folded')}`}
      </button>
      <span className="flex-1" />
      <span>{counted(scene.counts.vpcs, 'VPC')}</span>
      <span>{counted(scene.counts.subnets, 'subnet')}</span>
      <span title="What has a place on the map; the table lists every resource">
        {counted(scene.counts.resources, 'resource')}
      </span>
      <span>{counted(ranked.length, 'finding')}</span>
      {zoom !== null && (
        <>
          <Divider />
          <span className="min-w-10 text-right">{Math.round(zoom * 100)} %</span>
        </>
      )}
    </footer>
  )
}

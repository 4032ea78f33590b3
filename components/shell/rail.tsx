import type { LucideIcon } from 'lucide-react'
import { Flag, Import, Layers, Map as MapIcon, Table2, TriangleAlert } from 'lucide-react'
import type { View } from '../../lib/view-state/view-state.ts'
import { cn } from '../ui/class-names.ts'
import { CompassRose } from '../ui/compass-rose.tsx'

interface Place {
  readonly view: View
  readonly label: string
  readonly keys: string | null
  readonly icon: LucideIcon
}

const READING: readonly Place[] = [
  { view: 'map', label: 'Map', keys: 'g m', icon: MapIcon },
  { view: 'findings', label: 'Findings', keys: 'g f', icon: Flag },
  { view: 'table', label: 'Table', keys: 'g t', icon: Table2 },
  { view: 'gaps', label: 'Gaps', keys: 'g g', icon: TriangleAlert },
]

const OWNING: readonly Place[] = [
  { view: 'snapshots', label: 'Snapshots', keys: 'g s', icon: Layers },
  { view: 'import', label: 'Import', keys: 'g i', icon: Import },
]

export interface RailProps {
  readonly view: View
  readonly onView: (view: View) => void
  /** Owners also have snapshots and import. */
  readonly owner: boolean
  /** Without a snapshot there is nothing to read. */
  readonly hasChart: boolean
  readonly criticalCount: number
}

/** The left rail: where to go. Words appear on hover and focus, and are always said. */
export function Rail({ view, onView, owner, hasChart, criticalCount }: RailProps) {
  const places = [...(hasChart ? READING : []), ...(owner ? OWNING : [])]
  return (
    <nav
      aria-label="Views"
      data-no-print
      className="row-span-3 flex flex-col items-center border-hair border-r bg-chrome pb-2"
    >
      <div className="grid h-(--bar) place-items-center text-ink" title="Portolan">
        <CompassRose size={28} />
      </div>
      <ul className="flex flex-col gap-1">
        {places.map((place) => (
          <li key={place.view}>
            <RailButton
              place={place}
              current={view === place.view || (place.view === 'import' && view === 'collect')}
              dot={place.view === 'findings' && criticalCount > 0}
              onClick={() => onView(place.view)}
            />
          </li>
        ))}
      </ul>
    </nav>
  )
}

interface RailButtonProps {
  readonly place: Place
  readonly current: boolean
  readonly dot: boolean
  readonly onClick: () => void
}

function RailButton({ place, current, dot, onClick }: RailButtonProps) {
  const Icon = place.icon
  return (
    <button
      type="button"
      aria-current={current ? 'page' : undefined}
      onClick={onClick}
      className={cn(
        'group relative grid size-9 place-items-center rounded-md transition-colors duration-150',
        current ? 'bg-accent-wash text-accent' : 'text-ink-2 hover:bg-well hover:text-ink',
      )}
    >
      <Icon size={19} strokeWidth={1.5} aria-hidden="true" />
      {dot && <span className="absolute top-[3px] right-[3px] size-[7px] rounded-full bg-crit" aria-hidden="true" />}
      <span className="pointer-events-none absolute left-full z-30 ml-2 flex items-center gap-2 whitespace-nowrap rounded-md border border-hair-2 bg-chrome px-2 py-1 text-ink text-xs opacity-0 shadow-float group-hover:opacity-100 group-focus-visible:opacity-100">
        {place.label}
        {dot && <span className="sr-only">, critical ones among them</span>}
        {place.keys !== null && (
          <span aria-hidden="true" className="mono text-ink-3">
            {place.keys}
          </span>
        )}
      </span>
    </button>
  )
}

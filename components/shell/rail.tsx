import type { LucideIcon } from 'lucide-react'
import {
  Flag,
  Grid3x3,
  Import,
  Layers,
  Map as MapIcon,
  MessageSquare,
  ScrollText,
  SlidersHorizontal,
  Table2,
  TriangleAlert,
} from 'lucide-react'
import type { View } from '../../lib/view-state/view-state.ts'
import { cn } from '../ui/class-names.ts'
import { CompassRose } from '../ui/compass-rose.tsx'

interface Place {
  /** Where it leads; `ask` opens the panel beside whatever is shown. */
  readonly view: View | 'ask'
  readonly label: string
  readonly keys: string | null
  readonly icon: LucideIcon
}

const READING: readonly Place[] = [
  { view: 'map', label: 'Map', keys: 'g m', icon: MapIcon },
  { view: 'findings', label: 'Findings', keys: 'g f', icon: Flag },
  { view: 'ask', label: 'Ask', keys: 'a', icon: MessageSquare },
  { view: 'matrix', label: 'Matrix', keys: 'g x', icon: Grid3x3 },
  { view: 'table', label: 'Table', keys: 'g t', icon: Table2 },
  { view: 'gaps', label: 'Gaps', keys: 'g g', icon: TriangleAlert },
  { view: 'charter', label: 'Charter', keys: 'g c', icon: ScrollText },
]

const OWNING: readonly Place[] = [
  { view: 'snapshots', label: 'Snapshots', keys: 'g s', icon: Layers },
  { view: 'import', label: 'Import', keys: 'g i', icon: Import },
  { view: 'settings', label: 'Settings', keys: 'g ,', icon: SlidersHorizontal },
]

export interface RailProps {
  readonly view: View
  readonly onView: (view: View) => void
  /** Owners also have snapshots and import. */
  readonly owner: boolean
  /** Without a snapshot there is nothing to read. */
  readonly hasChart: boolean
  readonly criticalCount: number
  /** Is the panel for questions open? */
  readonly asking: boolean
  readonly onAsk: () => void
}

/** The left rail: where to go. Words appear on hover and focus, and are always said. */
export function Rail({ view, onView, owner, hasChart, criticalCount, asking, onAsk }: RailProps) {
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
              open={place.view === 'ask' ? asking : null}
              onClick={() => (place.view === 'ask' ? onAsk() : onView(place.view))}
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
  /** Of what opens a panel: is it open? Null for what leads somewhere. */
  readonly open: boolean | null
  readonly onClick: () => void
}

function RailButton({ place, current, dot, open, onClick }: RailButtonProps) {
  const Icon = place.icon
  return (
    <button
      type="button"
      aria-current={current ? 'page' : undefined}
      aria-expanded={open ?? undefined}
      onClick={onClick}
      className={cn(
        'group relative grid size-9 place-items-center rounded-md transition-colors duration-150',
        current || open === true ? 'bg-accent-wash text-accent' : 'text-ink-2 hover:bg-well hover:text-ink',
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

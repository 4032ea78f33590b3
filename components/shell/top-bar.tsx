import { Command } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../ui/icon-button.tsx'
import { ThemeToggle } from './theme-toggle.tsx'

export interface TopBarProps {
  /** Where we are: snapshot, then scope. */
  readonly crumb: ReactNode
  readonly lens: ReactNode
  readonly find: ReactNode
  readonly actions: ReactNode
  readonly onShortcuts: () => void
}

export function TopBar({ crumb, lens, find, actions, onShortcuts }: TopBarProps) {
  return (
    <header
      data-no-print
      className="flex min-w-0 items-center gap-4 border-hair border-b bg-chrome pr-3 pl-4 [grid-column:2]"
    >
      {crumb}
      {lens}
      {find ?? <span className="flex-1" />}
      <div className="flex items-center gap-1">
        <IconButton icon={Command} label="Keyboard shortcuts" onClick={onShortcuts} />
        <ThemeToggle />
        {actions}
      </div>
    </header>
  )
}

/** Only the lenses that are built are shown. */
export function LensTabs({ lens, shown }: { readonly lens: 'placement'; readonly shown: boolean }) {
  if (!shown) return null
  return (
    <div className="relative flex h-full items-center px-2.5 font-semibold after:absolute after:inset-x-2.5 after:-bottom-px after:h-0.5 after:bg-accent">
      <span className="sr-only">Lens: </span>
      {lens === 'placement' ? 'Placement' : lens}
    </div>
  )
}

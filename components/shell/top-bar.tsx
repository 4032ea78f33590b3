import { Command, Keyboard } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Lens } from '../../lib/view-state/view-state.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { ThemeToggle } from './theme-toggle.tsx'

export interface TopBarProps {
  /** Where we are: snapshot, then scope. */
  readonly crumb: ReactNode
  readonly lens: ReactNode
  readonly find: ReactNode
  readonly actions: ReactNode
  /** Null where there is nothing to go to. */
  readonly onPalette: (() => void) | null
  readonly onShortcuts: () => void
}

export function TopBar({ crumb, lens, find, actions, onPalette, onShortcuts }: TopBarProps) {
  return (
    <header
      data-no-print
      className="flex min-w-0 items-center gap-4 border-hair border-b bg-chrome pr-3 pl-4 [grid-column:2]"
    >
      {crumb}
      {lens}
      {find ?? <span className="flex-1" />}
      <div className="flex items-center gap-1">
        {onPalette !== null && <IconButton icon={Command} label="Go or ask (Ctrl K)" onClick={onPalette} />}
        <IconButton icon={Keyboard} label="Keyboard shortcuts" onClick={onShortcuts} />
        <ThemeToggle />
        {actions}
      </div>
    </header>
  )
}

const LENSES = [
  { lens: 'placement', word: 'Placement', digit: '1' },
  { lens: 'exposure', word: 'Exposure', digit: '4' },
] as const satisfies readonly { lens: Lens; word: string; digit: string }[]

export interface LensTabsProps {
  readonly lens: Lens
  readonly shown: boolean
  readonly onLens: (lens: Lens) => void
}

/** Only the lenses that are built are shown, each with the key it will keep. */
export function LensTabs({ lens, shown, onLens }: LensTabsProps) {
  if (!shown) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's
    <div role="group" aria-label="Lens" className="flex h-full">
      {LENSES.map(({ lens: each, word, digit }) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === lens}
          aria-keyshortcuts={digit}
          onClick={() => onLens(each)}
          className="relative flex h-full items-center gap-1.5 px-2.5 text-ink-2 hover:text-ink aria-pressed:font-semibold aria-pressed:text-ink aria-pressed:after:absolute aria-pressed:after:inset-x-2.5 aria-pressed:after:-bottom-px aria-pressed:after:h-0.5 aria-pressed:after:bg-accent"
        >
          {word}
          <span aria-hidden="true" className="font-normal text-2xs text-ink-3">
            {digit}
          </span>
        </button>
      ))}
    </div>
  )
}

'use client'

import { Menu as Base } from '@base-ui/react/menu'
import { Check, ChevronDown, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { cn } from '../ui/class-names.ts'
import { SafeText } from '../ui/safe-text.tsx'
import { wholeNumber } from '../ui/say.ts'

export interface FilterChoice {
  readonly value: string
  readonly label: string
  /** A mark before the label. */
  readonly mark?: ReactNode
  readonly count: number
}

export interface FilterMenuProps {
  /** `Severity`. */
  readonly label: string
  readonly choices: readonly FilterChoice[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** Of a value that was typed and that nothing has. */
function labelOf(value: string): string {
  return value.replace(/^./, (letter) => letter.toUpperCase())
}

/** More would be a list to search in, and the search box is that already. */
const MOST = 40

/** A chip that opens what its key may be held to, each with how many findings it has; a cross takes the key away. */
export function FilterMenu({ label, choices, chosen, onChange }: FilterMenuProps) {
  const [home, setHome] = useState<HTMLElement | null>(null)
  const on = chosen.length > 0
  const names = chosen.map((value) => choices.find((choice) => choice.value === value)?.label ?? labelOf(value))
  return (
    <span
      className={cn(
        'inline-flex h-[26px] min-w-0 items-center rounded-full border bg-card text-xs',
        on ? 'border-accent bg-accent-wash text-accent' : 'border-hair-2 hover:border-ink-3',
      )}
    >
      <Base.Root>
        <Base.Trigger className="flex h-full min-w-0 items-center gap-1.5 rounded-full px-2.5">
          <span className={cn('max-w-56 truncate', on && 'font-medium')}>
            <SafeText text={on ? `${label}: ${names.join(', ')}` : label} />
          </span>
          {!on && <ChevronDown size={12} strokeWidth={1.6} aria-hidden="true" className="text-ink-3" />}
        </Base.Trigger>
        <span ref={setHome} className="absolute" />
        <Base.Portal container={home}>
          <Base.Positioner sideOffset={6} align="start" className="z-50">
            <Base.Popup className="hairless-scroll max-h-[60dvh] min-w-56 max-w-96 overflow-auto rounded-lg border border-hair-2 bg-chrome p-1 text-ink shadow-float outline-none">
              {choices.slice(0, MOST).map((choice) => (
                <Choice
                  key={choice.value}
                  choice={choice}
                  on={chosen.includes(choice.value)}
                  onToggle={(now) =>
                    onChange(now ? [...chosen, choice.value] : chosen.filter((value) => value !== choice.value))
                  }
                />
              ))}
              {choices.length > MOST && (
                <p className="px-2.5 py-1.5 text-2xs text-ink-3">
                  {wholeNumber(choices.length - MOST)} more: type in the find box
                </p>
              )}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
      {on && (
        <button
          type="button"
          aria-label={`Any ${label.toLowerCase()}`}
          onClick={() => onChange([])}
          className="mr-0.5 grid size-6 flex-none place-items-center rounded-full hover:text-ink"
        >
          <X size={12} strokeWidth={1.8} aria-hidden="true" />
        </button>
      )}
    </span>
  )
}

interface ChoiceProps {
  readonly choice: FilterChoice
  readonly on: boolean
  readonly onToggle: (on: boolean) => void
}

function Choice({ choice, on, onToggle }: ChoiceProps) {
  return (
    <Base.CheckboxItem
      checked={on}
      onCheckedChange={onToggle}
      className="flex min-h-7 cursor-default select-none items-center gap-2 rounded-md px-2 py-1 text-xs outline-none data-[highlighted]:bg-accent-wash"
    >
      <span className="grid size-4 flex-none place-items-center rounded-sm border border-hair-2 bg-card">
        {on && <Check size={11} strokeWidth={2.2} aria-hidden="true" className="text-accent" />}
      </span>
      {choice.mark}
      <span className="min-w-0 flex-1 truncate">
        <SafeText text={choice.label} />
      </span>
      <span className="pl-3 text-ink-3">{wholeNumber(choice.count)}</span>
    </Base.CheckboxItem>
  )
}

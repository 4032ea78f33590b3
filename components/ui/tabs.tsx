'use client'

import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { cn } from './class-names.ts'
import { tabAfter } from './tab-after.ts'

export interface TabItem<T extends string> {
  readonly value: T
  readonly label: ReactNode
}

export interface TabsProps<T extends string> {
  readonly label: string
  readonly items: readonly TabItem<T>[]
  readonly value: T
  readonly onChange: (value: T) => void
  /** Beside the tabs, on their line. */
  readonly aside?: ReactNode
  /** The open panel's content. */
  readonly children: ReactNode
  readonly className?: string
  readonly listClassName?: string
  readonly tabClassName?: string
}

const TAB =
  'relative flex min-h-6 items-center gap-1 text-ink-2 hover:text-ink aria-selected:font-semibold aria-selected:text-ink aria-selected:after:absolute aria-selected:after:inset-x-0 aria-selected:after:-bottom-px aria-selected:after:h-0.5 aria-selected:after:bg-accent'

/**
 * Tabs with the accent line of the chart. One panel is mounted: the open one. One tab stop; the arrows, Home and End
 * move and open. Source: WAI-ARIA Authoring Practices, Tabs with automatic activation.
 */
export function Tabs<T extends string>(props: TabsProps<T>) {
  const { label, items, value, onChange, aside, children, className, listClassName, tabClassName } = props
  const id = useId()
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const next = tabAfter(
      items.map((item) => item.value),
      value,
      event.key,
    )
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    onChange(next)
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next)}"]`)?.focus()
  }
  return (
    <div className={className}>
      <div className={cn('flex items-center', listClassName)}>
        <div role="tablist" aria-label={label} onKeyDown={move} className="flex h-full gap-4">
          {items.map((item) => (
            <button
              key={item.value}
              type="button"
              role="tab"
              id={`${id}-${item.value}`}
              data-tab={item.value}
              aria-selected={item.value === value}
              aria-controls={item.value === value ? `${id}-panel` : undefined}
              tabIndex={item.value === value ? 0 : -1}
              onClick={() => onChange(item.value)}
              className={cn(TAB, tabClassName)}
            >
              {item.label}
            </button>
          ))}
        </div>
        {aside}
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${value}`}
        className="flex min-h-0 flex-1 flex-col"
      >
        {children}
      </div>
    </div>
  )
}

'use client'

import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import { cn } from './class-names.ts'

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

/** Tabs with the accent line of the chart. One panel is mounted: the open one. */
export function Tabs<T extends string>(props: TabsProps<T>) {
  const { label, items, value, onChange, aside, children, className, listClassName, tabClassName } = props
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => {
        const item = items.find((candidate) => candidate.value === next)
        if (item !== undefined) onChange(item.value)
      }}
      className={className}
    >
      <div className={cn('flex items-center', listClassName)}>
        <Base.List aria-label={label} className="flex h-full gap-4">
          {items.map((item) => (
            <Base.Tab
              key={item.value}
              value={item.value}
              className={cn(
                'relative flex min-h-6 items-center gap-1 text-ink-2 hover:text-ink aria-selected:font-semibold aria-selected:text-ink aria-selected:after:absolute aria-selected:after:inset-x-0 aria-selected:after:-bottom-px aria-selected:after:h-0.5 aria-selected:after:bg-accent',
                tabClassName,
              )}
            >
              {item.label}
            </Base.Tab>
          ))}
        </Base.List>
        {aside}
      </div>
      <Base.Panel value={value} className="flex min-h-0 flex-1 flex-col outline-offset-[-2px]">
        {children}
      </Base.Panel>
    </Base.Root>
  )
}

'use client'

import { Menu as Base } from '@base-ui/react/menu'
import { type ReactNode, useState } from 'react'

export interface MenuProps {
  /** Mounts open: for a menu that is only loaded once it is asked for. */
  readonly defaultOpen?: boolean
  readonly trigger: ReactNode
  readonly triggerClassName?: string
  readonly label: string
  readonly children: ReactNode
}

export function Menu({ defaultOpen = false, trigger, triggerClassName, label, children }: MenuProps) {
  // Beside its trigger rather than at the end of the page, so that it stands in the same landmark.
  const [home, setHome] = useState<HTMLElement | null>(null)
  return (
    <Base.Root defaultOpen={defaultOpen}>
      <Base.Trigger aria-label={label} className={triggerClassName}>
        {trigger}
      </Base.Trigger>
      <span ref={setHome} className="absolute" />
      <Base.Portal container={home}>
        <Base.Positioner sideOffset={6} align="start" className="z-50">
          <Base.Popup className="hairless-scroll max-h-[70dvh] min-w-64 max-w-96 overflow-auto rounded-lg border border-hair-2 bg-chrome p-1 text-ink shadow-float outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export interface MenuItemProps {
  readonly children: ReactNode
  readonly onSelect: () => void
  readonly current?: boolean
}

export function MenuItem({ children, onSelect, current = false }: MenuItemProps) {
  return (
    <Base.Item
      onClick={onSelect}
      aria-current={current ? 'true' : undefined}
      className="flex min-h-8 cursor-default select-none items-center gap-2 rounded-md px-2.5 py-1 text-sm outline-none data-[highlighted]:bg-accent-wash aria-[current=true]:font-semibold"
    >
      {children}
    </Base.Item>
  )
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-hair" />
}

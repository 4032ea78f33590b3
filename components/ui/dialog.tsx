'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { cn } from './class-names.ts'
import { IconButton } from './icon-button.tsx'

export interface DialogProps {
  readonly title: string
  readonly description?: ReactNode
  readonly children: ReactNode
  readonly onClose: () => void
  /** Takes the focus on opening; without it the first control does. */
  readonly initialFocus?: RefObject<HTMLElement | null>
  readonly width?: keyof typeof WIDTHS
}

const WIDTHS = { sm: 'w-[460px]', md: 'w-[540px]', lg: 'w-[620px]' } as const

/** Modal: focus stays in, Escape and the backdrop close, focus returns to where it was. Mounted means open. */
export function Dialog({ title, description, children, onClose, initialFocus, width = 'md' }: DialogProps) {
  return (
    <Base.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.15_0.02_258/0.45)]" />
        <Base.Popup
          {...(initialFocus === undefined ? {} : { initialFocus })}
          className={cn(
            'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-48px)] max-w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg border border-hair-2 bg-chrome text-ink shadow-float outline-none',
            WIDTHS[width],
          )}
        >
          <div className="flex items-start gap-3 border-hair border-b py-3 pr-3 pl-5">
            <div className="min-w-0 flex-1 pt-0.5">
              <Base.Title className="font-semibold text-md">{title}</Base.Title>
              {description !== undefined && (
                <Base.Description className="mt-1 text-ink-2 text-xs">{description}</Base.Description>
              )}
            </div>
            <IconButton icon={X} label="Close" onClick={onClose} />
          </div>
          <div className="hairless-scroll min-h-0 overflow-auto px-5 py-4">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

import type { ReactNode } from 'react'
import { cn } from './class-names.ts'

export function Kbd({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  return (
    <kbd className={cn('rounded-sm border border-hair-2 bg-chrome px-1 text-2xs leading-[15px] text-ink-3', className)}>
      {children}
    </kbd>
  )
}

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { SafeText } from '../ui/safe-text.tsx'

export interface BreadcrumbProps {
  readonly first: ReactNode
  /** The container that is shown alone; null for everything. */
  readonly scope: string | null
  readonly onLeaveScope: () => void
}

/** Snapshot, then scope. */
export function Breadcrumb({ first, scope, onLeaveScope }: BreadcrumbProps) {
  return (
    <nav aria-label="Where we are" className="flex min-w-0 items-center gap-1.5 whitespace-nowrap">
      {first}
      {scope !== null && (
        <>
          <span className="text-hair-2" aria-hidden="true">
            /
          </span>
          <span className="mono max-w-48 truncate">
            <SafeText text={scope} />
          </span>
          <button
            type="button"
            onClick={onLeaveScope}
            aria-label="Show everything again"
            className="grid size-6 place-items-center rounded-md text-ink-3 hover:bg-well hover:text-ink"
          >
            <X size={13} strokeWidth={1.6} aria-hidden="true" />
          </button>
        </>
      )}
    </nav>
  )
}

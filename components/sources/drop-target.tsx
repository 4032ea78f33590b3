'use client'

import { FileDown } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ImportFile } from '../shell/workspace-api.ts'
import { filesOfTransfer } from './collect-files.ts'

export interface DropTargetProps {
  readonly onFiles: (files: readonly ImportFile[]) => void
  /** The drop could not be read: a folder vanished, a file is locked. */
  readonly onUnreadable: () => void
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}

/** The whole page takes a drop of files and folders, and says so while something is dragged over it. */
export function DropTarget({ onFiles, onUnreadable }: DropTargetProps) {
  const [over, setOver] = useState(false)
  const latest = useRef({ onFiles, onUnreadable })
  latest.current = { onFiles, onUnreadable }
  useEffect(() => {
    let depth = 0
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      depth += 1
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const hover = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      if (event.dataTransfer === null || !carriesFiles(event)) return
      event.preventDefault()
      depth = 0
      setOver(false)
      filesOfTransfer(event.dataTransfer).then(
        (files) => latest.current.onFiles(files),
        () => latest.current.onUnreadable(),
      )
    }
    const listeners = { dragenter: enter, dragleave: leave, dragover: hover, drop } as const
    window.addEventListener('dragenter', listeners.dragenter)
    window.addEventListener('dragleave', listeners.dragleave)
    window.addEventListener('dragover', listeners.dragover)
    window.addEventListener('drop', listeners.drop)
    return () => {
      window.removeEventListener('dragenter', listeners.dragenter)
      window.removeEventListener('dragleave', listeners.dragleave)
      window.removeEventListener('dragover', listeners.dragover)
      window.removeEventListener('drop', listeners.drop)
    }
  }, [])
  if (!over) return null
  return (
    <div className="pointer-events-none fixed inset-3 z-50 grid place-items-center rounded-lg border-2 border-accent border-dashed bg-accent-wash/90">
      <p className="flex items-center gap-3 font-semibold text-lg">
        <FileDown size={26} strokeWidth={1.5} aria-hidden="true" className="text-accent" />
        Drop files and folders to chart them
      </p>
    </div>
  )
}

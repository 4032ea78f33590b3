'use client'

import { FileJson, FolderOpen } from 'lucide-react'
import { type ChangeEvent, useRef } from 'react'
import type { ImportFile } from '../shell/workspace-api.ts'
import { Button, type ButtonProps } from '../ui/button.tsx'
import { filesOfList } from './collect-files.ts'

export interface FilePickersProps {
  readonly onFiles: (files: readonly ImportFile[]) => void
  readonly look?: ButtonProps['look']
}

/** A browser offers either files or a folder, never both in one dialog; so there are two buttons. */
export function FilePickers({ onFiles, look }: FilePickersProps) {
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    const list = filesOfList(event.target.files ?? [])
    event.target.value = ''
    if (list.length > 0) onFiles(list)
  }
  return (
    <div className="flex flex-wrap gap-2">
      <Button look={look} onClick={() => files.current?.click()}>
        <FileJson size={15} strokeWidth={1.5} aria-hidden="true" />
        Choose files
      </Button>
      <Button onClick={() => folder.current?.click()}>
        <FolderOpen size={15} strokeWidth={1.5} aria-hidden="true" />
        Choose a folder
      </Button>
      <input ref={files} type="file" multiple hidden onChange={chosen} data-picker="files" />
      <input ref={folder} type="file" hidden onChange={chosen} data-picker="folder" {...{ webkitdirectory: '' }} />
    </div>
  )
}

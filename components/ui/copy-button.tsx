'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button, type ButtonProps } from './button.tsx'

export interface CopyButtonProps extends Omit<ButtonProps, 'onClick' | 'children'> {
  readonly text: string
  /** What is copied: "Copy link". */
  readonly label: string
  /** Without words, only the icon; the label is still said. */
  readonly words?: boolean
}

const SHOWN_MS = 2000

/** Copies text and says so for two seconds; says plainly when the browser does not allow it. */
export function CopyButton({ text, label, words = true, look = 'quiet', size = 'sm', ...rest }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [state])
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('refused'),
    )
  }
  const said = { idle: label, copied: 'Copied', refused: 'Copy was refused' }[state]
  const Icon = state === 'copied' ? Check : Copy
  return (
    <Button look={look} size={size} onClick={copy} title={label} aria-label={words ? undefined : said} {...rest}>
      <Icon size={13} strokeWidth={1.6} aria-hidden="true" />
      {words && said}
      <span role="status" className="sr-only">
        {state === 'idle' ? '' : said}
      </span>
    </Button>
  )
}

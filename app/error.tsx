'use client'

import { Button } from '../components/ui/button.tsx'
import { ProblemNotice } from '../components/ui/problem-notice.tsx'

export interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string }
  readonly reset: () => void
}

/** A bug, told as one: nothing stored is touched by it. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <main className="grid min-h-dvh place-items-center p-8">
      <ProblemNotice
        className="max-w-lg"
        problem={{
          code: 'internal',
          message: 'This page failed while it was drawn.',
          remedy: 'Try again. What is stored is untouched.',
          reference: error.digest ?? null,
        }}
      >
        <Button size="sm" onClick={reset} className="mt-1">
          Try again
        </Button>
      </ProblemNotice>
    </main>
  )
}

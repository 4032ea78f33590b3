'use client'

import { useEffect, useState } from 'react'
import { BROWSER_PAGE, LINK_GONE, mustClose, watchLink } from './guest-link.ts'
import { problemOf } from './use-request.ts'
import { FRAGMENT_LOCATION, readGuestFragment } from './view-location.ts'
import type { Problem } from './workspace-api.ts'

/** What a share says of itself once it is open. */
export interface OpenShare {
  readonly viewState: string
  readonly expiresAt: string
  readonly label: string
}

export interface GuestLinkCalls {
  /** Opens the link with its secret; this counts. */
  readonly open: (id: string, secret: string) => Promise<OpenShare>
  /** Is it open to this browser? Works by the cookie alone and counts nothing. */
  readonly alive: (id: string, signal: AbortSignal) => Promise<OpenShare>
}

export interface GuestLink {
  /** Null while the door is closed. */
  readonly share: OpenShare | null
  readonly problem: Problem | null
  readonly opening: boolean
  readonly enter: () => Promise<void>
}

/** A link from closed to open and back: opened by hand, or found open on a reload, and watched while it is. */
export function useGuestLink(id: string, { open, alive }: GuestLinkCalls): GuestLink {
  const [share, setShare] = useState<OpenShare | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [opening, setOpening] = useState(false)
  useEffect(() => {
    const controller = new AbortController()
    // Not open yet is what most visits begin with, and no failure.
    alive(id, controller.signal).then(
      (found) => {
        if (!controller.signal.aborted) setShare((known) => known ?? found)
      },
      () => undefined,
    )
    return () => controller.abort()
  }, [id, alive])
  const expiresAt = share?.expiresAt ?? null
  useEffect(() => {
    if (expiresAt === null) return
    const controller = new AbortController()
    const close = (cause: unknown) => {
      if (controller.signal.aborted || !mustClose(problemOf(cause), expiresAt, new Date())) return
      FRAGMENT_LOCATION.write('', false)
      setShare(null)
      setProblem(LINK_GONE)
    }
    const stop = watchLink(BROWSER_PAGE, () => void alive(id, controller.signal).catch(close))
    return () => {
      stop()
      controller.abort()
    }
  }, [id, alive, expiresAt])
  const enter = async () => {
    setOpening(true)
    setProblem(null)
    try {
      setShare(await open(id, readGuestFragment(window.location.hash).secret))
    } catch (cause) {
      setProblem(problemOf(cause))
    }
    setOpening(false)
  }
  return { share, problem, opening, enter }
}

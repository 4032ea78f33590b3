/** Whether the link a guest reads is still open, and when to ask. */

import type { Problem } from './workspace-api.ts'

/** A revoke must hold within five seconds on a page that is looked at; this leaves one for the answer. */
export const ASK_EVERY_MS = 4_000

const GONE = 'share-not-available'

export const LINK_GONE: Problem = {
  code: GONE,
  message: 'This link cannot be opened any more.',
  remedy: 'It may have expired or been revoked, or you had it open for long: press Open to try it again.',
  file: null,
  pointer: null,
  reference: null,
}

/**
 * Must the page close? The server's word decides. Where it does not answer, the picture is frozen anyhow and may
 * stay, but not beyond the term the link was given.
 */
export function mustClose(problem: Problem | null, expiresAt: string, now: Date): boolean {
  if (problem === null) return false
  return problem.code === GONE || now.getTime() >= Date.parse(expiresAt)
}

/** The parts of a browser that `watchLink` needs: a page that may be hidden, events, a clock. */
export interface WatchedPage {
  isVisible(): boolean
  /** Calls back when the page comes into view or is given the focus, until told to stop. */
  onReturn(callback: () => void): () => void
  every(ms: number, callback: () => void): () => void
}

/** Asks at every beat while the page is seen, and at once when it is seen again. Gives back how to stop. */
export function watchLink(page: WatchedPage, ask: () => void): () => void {
  const askIfSeen = () => {
    if (page.isVisible()) ask()
  }
  const stops = [page.every(ASK_EVERY_MS, askIfSeen), page.onReturn(askIfSeen)]
  return () => {
    for (const stop of stops) stop()
  }
}

/** The page in the browser; `pageshow` is for one brought back whole by the Back button. */
export const BROWSER_PAGE: WatchedPage = {
  isVisible: () => document.visibilityState === 'visible',
  onReturn: (callback) => {
    document.addEventListener('visibilitychange', callback)
    for (const name of ['focus', 'pageshow', 'online']) window.addEventListener(name, callback)
    return () => {
      document.removeEventListener('visibilitychange', callback)
      for (const name of ['focus', 'pageshow', 'online']) window.removeEventListener(name, callback)
    }
  },
  every: (ms, callback) => {
    const timer = setInterval(callback, ms)
    return () => clearInterval(timer)
  },
}

'use client'

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { readViewState } from '../../lib/view-state/read-view-state.ts'
import type { ViewState } from '../../lib/view-state/view-state.ts'
import { writeViewState } from '../../lib/view-state/write-view-state.ts'
import { type Clock, keepAddress } from './address-keeper.ts'
import type { ViewLocation } from './view-location.ts'

export type UpdateView = (patch: Partial<ViewState>) => void

const BROWSER_CLOCK: Clock = {
  now: () => performance.now(),
  later: (run, milliseconds) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}

/** The view, kept in the address: read once and on Back, written with each change. */
export function useViewState(location: ViewLocation, initial?: ViewState): readonly [ViewState, UpdateView] {
  const [state, setState] = useState<ViewState>(() => initial ?? readViewState(location.read()))
  const current = useRef(state)
  const keeper = useMemo(() => keepAddress(location, BROWSER_CLOCK), [location])

  const update = useCallback<UpdateView>(
    (patch) => {
      const before = current.current
      const after = { ...before, ...patch }
      if (writeViewState(after) === writeViewState(before)) return
      current.current = after
      setState(after)
      keeper.changed(before, after)
    },
    [keeper],
  )

  useEffect(() => {
    const back = () => {
      keeper.forget()
      current.current = readViewState(location.read())
      setState(current.current)
    }
    window.addEventListener('popstate', back)
    window.addEventListener('pagehide', keeper.flush)
    return () => {
      window.removeEventListener('popstate', back)
      window.removeEventListener('pagehide', keeper.flush)
      keeper.forget()
    }
  }, [keeper, location])

  return [state, update]
}

'use client'

import { useEffect, useMemo } from 'react'
import type { Panel, ViewState } from '../../lib/view-state/view-state.ts'
import { isPageKey, useShortcuts } from './use-shortcuts.ts'
import type { UpdateView } from './use-view-state.ts'
import type { WorkspaceActions } from './use-workspace-actions.ts'

export interface WorkspaceKeys {
  readonly state: ViewState
  readonly update: UpdateView
  readonly actions: WorkspaceActions
  readonly owner: boolean
  readonly find: { readonly current: HTMLInputElement | null }
  readonly showSheet: () => void
  readonly showPalette: () => void
}

const NEXT_PANEL: Readonly<Record<Panel, Panel>> = {
  findings: 'inspector',
  inspector: 'ask',
  ask: 'findings',
  'what-if': 'findings',
  none: 'findings',
}

/** Every key of the page; the map and the lists have their own while they have the focus. */
export function useWorkspaceKeys({ state, update, actions, owner, find, showSheet, showPalette }: WorkspaceKeys): void {
  const shortcuts = useMemo(
    () => ({
      '/': () => find.current?.select(),
      '?': showSheet,
      a: () => update({ panel: 'ask' }),
      n: () => actions.stepFinding(1),
      p: () => actions.stepFinding(-1),
      '1': () => actions.setLens('placement'),
      '4': () => actions.setLens('exposure'),
      '[': () => update({ panel: state.panel === 'none' ? 'findings' : 'none' }),
      ']': () => update({ panel: NEXT_PANEL[state.panel] }),
      Escape: actions.clear,
      'g m': () => update({ view: 'map' }),
      'g f': () => update({ view: 'findings' }),
      'g t': () => update({ view: 'table' }),
      'g x': () => update({ view: 'matrix' }),
      'g g': () => update({ view: 'gaps' }),
      'g c': () => update({ view: 'charter' }),
      ...(owner
        ? {
            'g s': () => update({ view: 'snapshots' }),
            'g i': () => update({ view: 'import' }),
            'g ,': () => update({ view: 'settings' }),
          }
        : {}),
    }),
    [state.panel, update, actions, owner, find, showSheet],
  )
  useShortcuts(shortcuts)
  useLeaveOnEscape(state.finding !== null || state.ask !== null, actions.clear)
  usePaletteKey(showPalette)
}

/** Ctrl+K, or Command+K, wherever the focus is but in a dialog. */
function usePaletteKey(show: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isPalette = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k'
      if (!isPalette || document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return
      event.preventDefault()
      show()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [show])
}

/** While a finding or an answer is framed, Escape leaves it wherever the focus is; the map would only clear its selection. */
function useLeaveOnEscape(framed: boolean, leave: () => void): void {
  useEffect(() => {
    if (!framed) return
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !isPageKey(event)) return
      event.preventDefault()
      event.stopPropagation()
      leave()
    }
    window.addEventListener('keydown', press, { capture: true })
    return () => window.removeEventListener('keydown', press, { capture: true })
  }, [framed, leave])
}

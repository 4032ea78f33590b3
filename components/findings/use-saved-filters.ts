'use client'

import { useState } from 'react'
import { readSavedFilters, type SavedFilter } from './saved-filters.ts'

const KEY = 'portolan.filters'

/** The browser may keep nothing for us: then the filters last as long as the page. */
function stored(): readonly SavedFilter[] {
  try {
    return readSavedFilters(window.localStorage.getItem(KEY))
  } catch {
    return []
  }
}

export function useSavedFilters() {
  const [filters, setFilters] = useState<readonly SavedFilter[]>(stored)
  const keep = (next: readonly SavedFilter[]) => {
    setFilters(next)
    try {
      window.localStorage.setItem(KEY, JSON.stringify(next))
    } catch {
      // Kept for this page alone.
    }
  }
  return { filters, keep }
}

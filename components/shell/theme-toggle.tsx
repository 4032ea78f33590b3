'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../ui/icon-button.tsx'

const THEMES = ['system', 'light', 'dark'] as const
type Theme = (typeof THEMES)[number]

const FACE = {
  system: { icon: Monitor, label: 'Theme: as the system' },
  light: { icon: Sun, label: 'Theme: light' },
  dark: { icon: Moon, label: 'Theme: dark' },
} as const

const YEAR_SECONDS = 365 * 24 * 3600

function pinned(): Theme {
  const theme = document.documentElement.dataset['theme']
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

/** A cookie, so that the server already answers in the right colours. */
function pin(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
  const age = theme === 'system' ? 0 : YEAR_SECONDS
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we support
  document.cookie = `theme=${theme}; path=/; max-age=${age}; samesite=lax`
}

/** System, light, dark and round again. */
export function ThemeToggle() {
  const [theme, setTheme] = useState<Theme>(pinned)
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system'
  const turn = () => {
    pin(next)
    setTheme(next)
  }
  const { icon, label } = FACE[theme]
  return <IconButton icon={icon} label={label} onClick={turn} />
}

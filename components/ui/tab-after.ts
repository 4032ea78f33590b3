/** Which tab a key leads to: round the corner with the arrows, to the ends with Home and End. */

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowLeft: -1 }

/** Null for keys that do not move, and where there is nothing to move to. */
export function tabAfter<T extends string>(tabs: readonly T[], open: T, key: string): T | null {
  if (key === 'Home') return tabs.at(0) ?? null
  if (key === 'End') return tabs.at(-1) ?? null
  const step = STEPS[key]
  const at = tabs.indexOf(open)
  if (step === undefined || at < 0) return null
  return tabs.at((at + step) % tabs.length) ?? null
}

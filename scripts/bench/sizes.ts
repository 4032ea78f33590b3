/** The sizes of an estate, by the names the flags know them by. */

export const SIZES = { '1k': 1000, '10k': 10_000, '100k': 100_000, '1m': 1_000_000 } as const

export type SizeName = keyof typeof SIZES

/** Enough runs for a median, and not more than a minute of them. */
export function roundsOf(size: SizeName): number {
  return { '1k': 60, '10k': 20, '100k': 7, '1m': 1 }[size]
}

/** Seeded bugs that change nothing a test could see, each with the reason. */

export interface Equivalent {
  /** How the path of the file ends. */
  readonly file: string
  /** A part of the source that is replaced. */
  readonly original: string
  readonly operator?: string
  readonly reason: string
}

export const EQUIVALENT: readonly Equivalent[] = []

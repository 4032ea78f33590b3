/** What other scanners are known to get wrong, and the test in which ours is right. */

/** The errors that tests of one suite answer. */
export interface KnownErrors {
  /** A rule, or what a complaint is about. */
  readonly about: string
  /** The test file, below `lib/`. */
  readonly file: string
  /** `describe` around the tests. */
  readonly suite: string
  /** What others get wrong, by the title of the test or the name of its case. */
  readonly errors: Readonly<Record<string, string>>
}

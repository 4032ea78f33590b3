/** What an import may cost, checked before anything is parsed. Every limit has its reason beside it. */

export interface ImportLimits {
  /** Compressed bytes of one archive. An archive of AWS CLI output for 100 accounts is below 20 MB. */
  readonly archiveBytes: number
  /** Bytes of the whole import after unpacking. */
  readonly inflatedBytes: number
  /** Inflated over compressed bytes; describe output compresses 10 to 60 times, a bomb 1,000 times. */
  readonly ratio: number
  /** Below this many inflated bytes no ratio is judged: a short repetitive file harms nobody. */
  readonly ratioFloorBytes: number
  /** Files and archive entries of the whole import. */
  readonly entries: number
  /** Archives within archives: a `.zip` in a `.tar.gz` is two. */
  readonly archiveDepth: number
  /** Nested objects and lists of one value; AWS answers stay below 12. */
  readonly depth: number
  /** One element of a list, or one object without a list around it. The largest of AWS, a route table of a transit gateway, is 4 MB. */
  readonly elementBytes: number
  /** One key of an object. */
  readonly keyBytes: number
  /** Objects and lists within one value. */
  readonly nodes: number
  /** A YAML file: its text is held whole, and reading it takes half a second a megabyte. */
  readonly yamlBytes: number
  /** Uses of YAML anchors in one file; the AWS CLI writes none. */
  readonly yamlAliases: number
  /** Notes kept per file and code; the rest is counted. */
  readonly notesPerCode: number
}

const MIB = 1024 * 1024

export const DEFAULT_IMPORT_LIMITS: ImportLimits = {
  archiveBytes: 50 * MIB,
  inflatedBytes: 1024 * MIB,
  ratio: 200,
  ratioFloorBytes: 8 * MIB,
  entries: 50_000,
  archiveDepth: 2,
  depth: 64,
  elementBytes: 32 * MIB,
  keyBytes: 1024,
  nodes: 2_000_000,
  yamlBytes: 32 * MIB,
  yamlAliases: 100,
  notesPerCode: 10,
}

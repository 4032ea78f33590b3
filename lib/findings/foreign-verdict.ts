/** What another tool says of one resource, in the words of none of them. */

export type ForeignTool = 'Prowler' | 'Security Hub'

export interface ForeignVerdict {
  readonly tool: ForeignTool
  /** As the tool writes it: `ec2_securitygroup_default_restrict_traffic`, `EC2.2`. */
  readonly checkId: string
  readonly title: string
  /** `UNKNOWN`: to be checked by hand, or not available. */
  readonly status: 'FAIL' | 'PASS' | 'UNKNOWN'
  /** Muted there, or suppressed. */
  readonly muted: boolean
  /** ARN or id, as written. */
  readonly resource: string
  readonly account: string | null
  readonly region: string | null
  readonly severity: string | null
  /** The text beside the verdict; empty where there is none. */
  readonly detail: string
  readonly file: string
  /** RFC 6901 pointer into a JSON file; `/12` is the twelfth row of a CSV, its head being row 0. */
  readonly pointer: string
}

/** Something in the file that was not read, and where. */
export interface ForeignNote {
  readonly file: string
  readonly pointer: string
  readonly message: string
}

export interface ForeignReading {
  readonly verdicts: readonly ForeignVerdict[]
  readonly notes: readonly ForeignNote[]
}

/** The id at the end of an ARN: `sg-1` of `arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1`; an id as it is. */
export function resourceIdOf(resource: string): string {
  if (!resource.startsWith('arn:')) return resource
  const tail = resource.split(':').slice(5).join(':')
  return tail.slice(tail.lastIndexOf('/') + 1)
}

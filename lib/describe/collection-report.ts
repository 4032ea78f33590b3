/**
 * What a live collection is asked for, what it tells on the way and what it leaves with a snapshot: plain values,
 * that are stored, sent and drawn. How it is collected is `lib/sources/aws`.
 */

/** A role of an account to be collected. */
export interface RoleToAssume {
  /** `arn:aws:iam::111122223333:role/PortolanReadOnly`, in any partition. */
  readonly roleArn: string
  /** Null where the role's trust asks for none. */
  readonly externalId: string | null
}

/** The member accounts of the organisation that the first identity may list. */
export interface OrganizationScope {
  /** Name (with path, without a leading `/`) of the role in each member. */
  readonly roleName: string
  readonly externalId: string | null
  /** Twelve-digit ids; null for every active account. */
  readonly accounts: readonly string[] | null
}

/** Whose network is collected, by whom, and where. */
export interface CollectPlan {
  /** A named profile of the AWS configuration; null for the default credential chain. */
  readonly profile: string | null
  /** With neither roles nor an organisation the account of the first identity itself is collected. */
  readonly roles: readonly RoleToAssume[]
  readonly organization: OrganizationScope | null
  /** `all`: every Region that is enabled for the account, by its opt-in status. */
  readonly regions: readonly string[] | 'all'
}

/** One account and Region; `global` for what AWS answers once for an account. The unit that is stored and resumed. */
export interface CellKey {
  readonly account: string
  readonly region: string
}

/**
 * How a call ended. `done` may be an empty list, which is a fact; everything else leaves a gap.
 * - `denied` the identity may not, `scp-denied` a service control policy forbids it to everybody in the account
 * - `region-disabled` the Region is not enabled for the account, `not-offered` the service is not in the Region
 * - `throttled` AWS still refused for its rate after the last retry, `expired` the credentials ran out
 * - `truncated` some pages were read and the rest was not, `failed` anything else, `skipped` not asked because an
 *   earlier answer said that it could not be answered
 */
export type CallStatus =
  | 'done'
  | 'denied'
  | 'scp-denied'
  | 'region-disabled'
  | 'not-offered'
  | 'throttled'
  | 'expired'
  | 'truncated'
  | 'failed'
  | 'skipped'

/** One operation in one cell; calls that are made once for each parent are summed up in one report. */
export interface CallReport {
  /** The CLI's names: `ec2`, `describe-vpcs`. */
  readonly service: string
  readonly operation: string
  readonly status: CallStatus
  /** Elements read. */
  readonly count: number
  readonly pages: number
  /** How often AWS was asked, retries included. */
  readonly attempts: number
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly endedAt: string
  /** Of the parents asked about, how many were not answered; 0 for a call without parents unless it failed. */
  readonly unanswered: number
  /** AWS's own code and message of the first failure, without anything secret; null when it is done. */
  readonly code: string | null
  readonly message: string | null
  /** What the identity would have to be allowed, e.g. `ec2:DescribeVpcs`. */
  readonly action: string
}

export interface CellReport extends CellKey {
  /** `complete`: every call is `done` or `not-offered`; `partial`: some; `refused`: none. */
  readonly outcome: 'complete' | 'partial' | 'refused'
  readonly startedAt: string
  readonly endedAt: string
  readonly calls: readonly CallReport[]
}

/** Who collected, as far as a rule may know; never a key. Source: IAM guide, "IAM identifiers", unique id prefixes. */
export interface Collector {
  /** The ARN of GetCallerIdentity without the session's name: `arn:aws:sts::111122223333:assumed-role/PortolanReadOnly`. */
  readonly arn: string
  readonly credentials: 'temporary' | 'long-lived' | 'root'
  /** What our own HTTPS agent asks for, e.g. `TLSv1.2`; null when the endpoint was plain HTTP on loopback. */
  readonly minimumTls: string | null
  readonly forwardSecrecyOnly: boolean
}

/** Kept with a snapshot: who collected, and per account, Region and operation what came of it. */
export interface CollectionReport {
  readonly startedAt: string
  readonly endedAt: string
  readonly collectors: readonly Collector[]
  readonly cells: readonly CellReport[]
  /** Accounts that could not be entered at all. */
  readonly unreached: readonly UnreachedAccount[]
}

export interface UnreachedAccount {
  readonly account: string
  readonly code: string
  readonly message: string
  /** What the person can do, e.g. the exact `aws sso login` line. */
  readonly remedy: string
}

/** Told while collecting, in order. Counts are of the whole collection; a cell that is skipped on resume counts as done. */
export type CollectEvent =
  | { readonly kind: 'accounts'; readonly accounts: readonly string[]; readonly unreached: readonly UnreachedAccount[] }
  | { readonly kind: 'cells'; readonly account: string; readonly regions: readonly string[] }
  | {
      readonly kind: 'cell-progress'
      readonly account: string
      readonly region: string
      readonly callsDone: number
      readonly callsKnown: number
      readonly elements: number
      readonly refused: number
    }
  | { readonly kind: 'cell-done'; readonly report: CellReport; readonly elements: number }

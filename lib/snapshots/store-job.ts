/**
 * Work that outlives a request and a process: a row in the database, leased by whoever does it.
 * Times are ISO 8601 UTC with milliseconds, so that text order is time order.
 */

import type { CellReport } from '../describe/collection-report.ts'
import type { NewSnapshot, StoredShard } from './store.ts'

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

export interface NewJob {
  readonly id: string
  readonly kind: 'collect'
  /** JSON; what it means is the runner's affair. Never holds a credential. */
  readonly plan: string
  readonly createdAt: string
}

export interface JobRecord extends NewJob {
  readonly state: JobState
  readonly leaseOwner: string | null
  readonly leaseUntil: string | null
  /** How often it was begun, or begun again after its process was lost. */
  readonly attempt: number
  readonly startedAt: string | null
  readonly endedAt: string | null
  /** JSON of what came of it; null until it has ended. */
  readonly result: string | null
}

/** Who holds a job. Every write of a runner names it, so a runner that lost its lease can change nothing. */
export interface JobLease {
  readonly jobId: string
  readonly owner: string
}

export interface LeaseRequest {
  readonly owner: string
  readonly now: string
  readonly until: string
}

export interface JobEvent {
  /** From 1, without holes. */
  readonly sequence: number
  readonly name: string
  /** JSON. */
  readonly data: string
}

/** A finished account and Region of a job, safe before its snapshot is made. */
export interface JobCell {
  readonly report: CellReport
  readonly shard: StoredShard | null
}

export interface JobEnd {
  readonly state: 'done' | 'failed'
  readonly at: string
  /** JSON. */
  readonly result: string
  /** Stored in the same transaction: a job that is done has its snapshot, and has it once. */
  readonly snapshot: NewSnapshot | null
}

export interface NewSchedule {
  readonly id: string
  readonly name: string
  /** Five fields, UTC. */
  readonly cron: string
  /** JSON, as a job's. */
  readonly plan: string
  /** No snapshot when the network is as it was at this schedule's last. */
  readonly onlyWhenChanged: boolean
  readonly enabled: boolean
  /** When it is due; null when it never is, or is not enabled. */
  readonly nextAt: string | null
  readonly createdAt: string
}

export interface ScheduleRecord extends NewSchedule {
  readonly lastJobId: string | null
  /** JSON of the last outcome; null before the first. */
  readonly lastOutcome: string | null
  /** What the last collection found, stored as a snapshot or not. */
  readonly lastContentHash: string | null
}

export type ScheduleChange = Partial<
  Pick<
    ScheduleRecord,
    'name' | 'cron' | 'plan' | 'onlyWhenChanged' | 'enabled' | 'nextAt' | 'lastOutcome' | 'lastContentHash'
  >
>

/** The queue's part of the store. */
export interface JobStore {
  createJob(job: NewJob, cells?: readonly JobCell[]): Promise<JobRecord>
  findJob(id: string): Promise<JobRecord | null>
  /** Newest first, at most a hundred. */
  listJobs(): Promise<readonly JobRecord[]>
  /** The oldest job that waits, or whose runner was lost; null when there is none. Nobody else gets it before `until`. */
  leaseJob(request: LeaseRequest): Promise<JobRecord | null>
  /** False when the lease is no longer its owner's: the job was cancelled or taken over. */
  renewLease(lease: JobLease, until: string): Promise<boolean>
  /** Gives the job back at an orderly stop; that attempt does not count. */
  releaseJob(lease: JobLease): Promise<boolean>
  /** Ends the job and stores its snapshot, in one transaction. False when the lease is lost; then nothing is stored. */
  endJob(lease: JobLease, end: JobEnd): Promise<boolean>
  /** What it had collected goes with it. False when it had ended already. */
  cancelJob(id: string, at: string): Promise<boolean>
  deleteJob(id: string): Promise<boolean>
  /** The shard and its report, in one transaction; a cell that is there already is replaced. False when the lease is lost. */
  saveCell(lease: JobLease, cell: JobCell): Promise<boolean>
  /** By account and Region. */
  readCells(jobId: string): Promise<readonly JobCell[]>
  /** Its number, or null when the lease is lost. */
  appendJobEvent(lease: JobLease, event: Omit<JobEvent, 'sequence'>): Promise<number | null>
  /** Oldest first. */
  jobEventsAfter(jobId: string, sequence: number): Promise<readonly JobEvent[]>

  createSchedule(schedule: NewSchedule): Promise<ScheduleRecord>
  listSchedules(): Promise<readonly ScheduleRecord[]>
  findSchedule(id: string): Promise<ScheduleRecord | null>
  changeSchedule(id: string, change: ScheduleChange): Promise<ScheduleRecord | null>
  deleteSchedule(id: string): Promise<boolean>
  /** Takes one run of it: its job and its next time, together. False when another server was first. */
  runSchedule(run: {
    readonly id: string
    readonly dueAt: string
    readonly nextAt: string | null
    readonly job: NewJob
  }): Promise<boolean>
}

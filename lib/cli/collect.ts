/** `portolan collect -o FILE`: a network read from AWS, one describe document a line. */

import type { CollectEvent, CollectionReport, CollectPlan } from '../describe/collection-report.ts'
import { AppError } from '../errors/app-error.ts'
import { collect as collectFromAws } from '../sources/aws/collect.ts'
import { readEndpoint } from '../sources/aws/https-agent.ts'
import { CollectCheckpoint } from './collect-checkpoint.ts'
import { collectTable, isWhole } from './collect-table.ts'
import { type CliIo, EXIT, type ExitCode, readArguments } from './command.ts'

const OPTIONS = {
  profile: { type: 'string' },
  'role-arn': { type: 'string', multiple: true },
  'external-id': { type: 'string' },
  'organization-role': { type: 'string' },
  accounts: { type: 'string' },
  regions: { type: 'string', default: 'all' },
  'endpoint-url': { type: 'string' },
  'allow-endpoint': { type: 'boolean', default: false },
  resume: { type: 'boolean', default: false },
  output: { type: 'string', short: 'o' },
} as const

/** @throws AppError `usage` for options that may not be carried out */
export async function collect(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const { values, positionals } = readArguments(argv, OPTIONS)
  if (positionals.length > 0) throw new AppError('usage', `collect takes no path; "${positionals[0]}" is one.`)
  if (values.output === undefined) throw new AppError('usage', 'collect needs -o FILE, where the documents go.')
  const plan = planOf(values)
  const endpoint = endpointOf(values['endpoint-url'], values['allow-endpoint'])
  const checkpoint = await CollectCheckpoint.open(values.output, { plan, resume: values.resume })
  const stop = new AbortController()
  const onSignal = () => stop.abort(new Error('stopped'))
  for (const signal of SIGNALS) process.once(signal, onSignal)
  try {
    const hooks = {
      signal: stop.signal,
      onEvent: (event: CollectEvent) => tell(event, io),
      onCell: (cell: Parameters<typeof checkpoint.keep>[0]) => checkpoint.keep(cell),
      settled: checkpoint.settled(),
      now: () => new Date(),
    }
    const fresh = await collectFromAws(plan, hooks, { env: io.env, endpoint })
    return await finish(fresh, checkpoint, io)
  } catch (error) {
    if (!stop.signal.aborted) throw error
    io.log('Stopped. What was collected is kept; --resume goes on from it.\n')
    return EXIT.failed
  } finally {
    for (const signal of SIGNALS) process.off(signal, onSignal)
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

async function finish(fresh: CollectionReport, checkpoint: CollectCheckpoint, io: CliIo): Promise<ExitCode> {
  const report = { ...fresh, cells: await checkpoint.reports() }
  const documents = await checkpoint.write()
  io.log(`Wrote ${documents} describe documents to ${checkpoint.output}.\n`)
  if (isWhole(report)) return EXIT.pass
  io.log(collectTable(report))
  return EXIT.incomplete
}

interface PlanOptions {
  readonly profile?: string
  readonly 'role-arn'?: readonly string[]
  readonly 'external-id'?: string
  readonly 'organization-role'?: string
  readonly accounts?: string
  readonly regions: string
}

function planOf(options: PlanOptions): CollectPlan {
  const externalId = options['external-id'] ?? null
  const roleName = options['organization-role']
  const accounts = options.accounts?.split(',') ?? null
  if (accounts && roleName === undefined)
    throw new AppError(
      'usage',
      '--accounts chooses among the members of an organisation: give --organization-role too.',
    )
  return {
    profile: options.profile ?? null,
    roles: (options['role-arn'] ?? []).map((roleArn) => ({ roleArn, externalId })),
    organization: roleName === undefined ? null : { roleName, externalId, accounts },
    regions: options.regions === 'all' ? 'all' : options.regions.split(','),
  }
}

function endpointOf(text: string | undefined, allowed: boolean): URL | null {
  if (text === undefined) return null
  const endpoint = readEndpoint(text)
  if (!endpoint)
    throw new AppError('usage', '--endpoint-url is such as http://127.0.0.1:5000; without TLS it is on this machine.')
  if (!endpoint.loopback && !allowed)
    throw new AppError('usage', '--endpoint-url is not on this machine.', {
      remedy: 'Signed requests go there, and what it answers is believed. Give --allow-endpoint if that is meant.',
    })
  return endpoint.url
}

/** One line a cell, so that a log reads as well as a terminal. */
function tell(event: CollectEvent, { log }: CliIo): void {
  if (event.kind === 'accounts') {
    log(`${event.accounts.length} accounts entered, ${event.unreached.length} not.\n`)
  } else if (event.kind === 'cells') {
    log(`${event.account}: ${event.regions.length - 1} Regions\n`)
  } else if (event.kind === 'cell-done') {
    log(`${event.report.account} ${event.report.region}: ${event.report.outcome}, ${event.elements} elements\n`)
  }
}

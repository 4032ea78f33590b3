/**
 * A live collection against a real AWS API server, and the same network as `docs/collect.sh` exports it with the AWS
 * CLI: element by element they must be one. Calls that the server lacks fail on both sides, and both must say so.
 */

import { type ChildProcess, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CellReport } from '../../lib/describe/collection-report.ts'
import { DESCRIBE_KEYS, type DescribeDocument, type DescribeKey, type JsonObject } from '../../lib/describe/document.ts'
import { elementId } from '../../lib/describe/project.ts'
import { SCHEMA } from '../../lib/describe/schema.ts'
import { decodeShard } from '../../lib/describe/shard.ts'
import { collectCell } from '../../lib/sources/aws/collect-cell.ts'
import { DEFAULT_IMPORT_LIMITS } from '../../lib/sources/cli/import-limits.ts'
import { readFiles } from '../../lib/sources/cli/read-files.ts'
import { walkPaths } from '../../lib/sources/cli/walk.ts'
import { startApiServer } from './api-server.ts'
import { type AwsEstate, buildAwsEstate, HOME, REGIONS } from './aws-estate.ts'
import { sdkSession } from './sdk-session.ts'

const moto = process.env['MOTO_SERVER']
const cli = process.env['AWS_CLI']
const ACCOUNT = '123456789012'

describe.skipIf(moto === undefined || cli === undefined)('a live collection of a real AWS API server', () => {
  let server: ChildProcess
  let folder: string
  let estate: AwsEstate
  let reports: readonly CellReport[] = []
  let live: readonly DescribeDocument[] = []
  let exported: readonly DescribeDocument[] = []

  beforeAll(async () => {
    const started = await startApiServer(moto ?? '')
    server = started.server
    folder = mkdtempSync(join(tmpdir(), 'portolan-live-'))
    const session = sdkSession(started.url)
    const commands = cliEnvironment(started.url, folder)
    const trust = ['--assume-role-policy-document', '{}']
    execFileSync(cli ?? '', ['iam', 'create-role', '--role-name', 'run', ...trust], { env: commands, stdio: 'pipe' })
    estate = await buildAwsEstate(session)
    const cells = []
    for (const region of [...REGIONS, 'global']) {
      const hooks = { signal: AbortSignal.timeout(120_000), now: () => new Date(), onProgress: () => undefined }
      cells.push(await collectCell(session, { account: ACCOUNT, region }, hooks))
    }
    reports = cells.map(({ report }) => report)
    live = cells.map(({ shard }) => decodeShard(shard?.json ?? '', { collectedAt: shard?.collectedAt ?? null }))
    exported = await exportWithCli(commands, folder)
  }, 300_000)

  afterAll(() => {
    server?.kill()
    rmSync(folder, { recursive: true, force: true })
  })

  it('has something of every kind it was built with', () => {
    expect(estate.unbuilt).toEqual([])
    const held = new Set(
      live.flatMap(({ elements }) => [...elements].filter(([, list]) => list.length > 0).map(([key]) => key)),
    )
    expect([...held].sort()).toEqual(expect.arrayContaining([...BUILT].sort()))
    const table = elementsOf(live, HOME, 'TransitGatewayRouteTables').find(
      (each) => each['TransitGatewayRouteTableId'] === estate.transitTable,
    )
    expect(table?.['Propagations']).toHaveLength(1)
    // The server fails at two values of one filter, as AWS takes them: the routes are unknown, and said to be.
    expect(table).not.toHaveProperty('Routes')
    const errors = live.find(({ region }) => region === HOME)?.errors.map(({ operation }) => operation)
    expect(errors).toContain('ec2 search-transit-gateway-routes')
    expect(elementsOf(live, HOME, 'Vpcs').find((each) => each['VpcId'] === estate.vpc)).toMatchObject({
      EnableDnsHostnames: { Value: true },
    })
  })

  it('is the export of the AWS CLI, element by element, but for what is listed', () => {
    expect(differences(live, exported)).toEqual(DIFFERENCES.map(({ what }) => what))
  })

  it('says of the calls the server lacks what the script says', () => {
    const said = (documents: readonly DescribeDocument[]) =>
      documents.flatMap(({ region, errors }) => errors.map(({ operation }) => `${region} ${operation}`)).sort()
    expect(said(exported).filter((call) => !said(live).includes(call))).toEqual(NOT_SAID_LIVE)
    expect(said(live).filter((call) => !said(exported).includes(call))).toEqual([])
    expect(reports.map(({ outcome }) => outcome)).toEqual(['partial', 'partial', 'partial'])
  })

  it('holds nothing secret', () => {
    const text = JSON.stringify([live.map(({ elements }) => [...elements]), reports])
    for (const secret of ['canary', 'testing', 'PreSharedKey', 'pre_shared_key']) expect(text).not.toContain(secret)
  })
})

/** What moto can build and list. */
const BUILT: readonly DescribeKey[] = [
  'Addresses',
  'AvailabilityZones',
  'CustomerGateways',
  'DBInstances',
  'DBSubnetGroups',
  'Detectors',
  'EcsClusters',
  'EcsServices',
  'EgressOnlyInternetGateways',
  'EksClusters',
  'FlowLogs',
  'Functions',
  'Hubs',
  'Instances',
  'InternetGateways',
  'LaunchTemplateVersions',
  'LaunchTemplates',
  'Listeners',
  'LoadBalancerDescriptions',
  'LoadBalancers',
  'ManagedPrefixLists',
  'NatGateways',
  'NetworkAcls',
  'NetworkInterfaces',
  'PrefixLists',
  'RouteTables',
  'SecurityGroupRules',
  'SecurityGroups',
  'Subnets',
  'TargetGroups',
  'TransitGatewayAttachments',
  'TransitGatewayRouteTables',
  'TransitGatewayVpcAttachments',
  'TransitGateways',
  'VpcEndpoints',
  'VpcPeeringConnections',
  'Vpcs',
  'VpnConnections',
  'VpnGateways',
  'WebACLs',
]

interface Difference {
  readonly what: string
  readonly why: string
}

const TRIMMED = 'the script asks with a query that leaves it out'
const NONE = 'where AWS says that Security Hub is off, the script writes an error and the collector that there is none'

const DIFFERENCES: readonly Difference[] = [
  { what: 'Detectors: FindingPublishingFrequency only live', why: TRIMMED },
  { what: 'Detectors: Tags only live', why: TRIMMED },
  { what: 'EcsServices: only live', why: 'where no cluster is, the script has no call to make and so no file' },
  { what: 'Hubs: only live', why: NONE },
  { what: 'LaunchTemplateVersions: CreatedBy only live', why: TRIMMED },
  { what: 'LoadBalancerDescriptions: LoadBalancerAttributes only live', why: 'the script does not ask for them' },
  { what: 'SecurityHubFindings: only live', why: NONE },
  { what: 'StandardsControls: only live', why: NONE },
  { what: 'StandardsSubscriptions: only live', why: NONE },
]

/** Security Hub is off there: an error for the script, a fact for the collector. */
const NOT_SAID_LIVE = ['eu-central-1 securityhub describe-hub']

/** Times as version 2 of the CLI prints them; version 1 passes on what each service sends. */
function cliEnvironment(url: string, folder: string): NodeJS.ProcessEnv {
  const config = join(folder, 'config')
  writeFileSync(config, '[default]\ncli_timestamp_format = iso8601\n')
  return {
    ...process.env,
    PATH: [dirname(cli ?? ''), process.env['PATH']].join(delimiter),
    AWS_CONFIG_FILE: config,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_RETRY_MODE: 'standard',
    AWS_MAX_ATTEMPTS: '1',
    TZ: 'UTC',
  }
}

async function exportWithCli(env: NodeJS.ProcessEnv, folder: string): Promise<readonly DescribeDocument[]> {
  const script = join(process.cwd(), 'docs', 'collect.sh')
  execFileSync('bash', [script, '--regions', REGIONS.join(','), '--output', folder], { env, stdio: 'pipe' })
  const archive = join(folder, `portolan-${ACCOUNT}.zip`)
  return (await readFiles(walkPaths([archive]), { limits: DEFAULT_IMPORT_LIMITS })).documents
}

function elementsOf(documents: readonly DescribeDocument[], region: string, key: DescribeKey): readonly JsonObject[] {
  return documents.find((document) => document.region === region)?.elements.get(key) ?? []
}

/** `Vpcs: State differs`: where one side tells what the other does not, or tells it differently, in any Region. */
function differences(live: readonly DescribeDocument[], exported: readonly DescribeDocument[]): readonly string[] {
  const regions = [...new Set([...live, ...exported].map(({ region }) => region))]
  const found = regions.flatMap((region) =>
    DESCRIBE_KEYS.flatMap((key) => {
      const [ours, theirs] = [live, exported].map((documents) =>
        documents.find((document) => document.region === region)?.elements.get(key),
      )
      if (!ours && !theirs) return []
      if (!ours || !theirs) return [`${key}: only ${ours ? 'live' : 'exported'}`]
      return differingElements(key, ours, theirs).map((text) => `${key}: ${text}`)
    }),
  )
  return [...new Set(found)].sort()
}

function differingElements(
  key: DescribeKey,
  ours: readonly JsonObject[],
  theirs: readonly JsonObject[],
): readonly string[] {
  const idOf = (element: JsonObject) => elementId(SCHEMA[key], element) ?? ''
  const [a, b] = [ours, theirs].map((list) => new Map(list.map((element) => [idOf(element), element])))
  const ids = [...new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])]
  return ids.flatMap((id) => {
    const [one, other] = [a?.get(id), b?.get(id)]
    if (!one || !other) return [`an element only ${one ? 'live' : 'exported'}`]
    const members = [...new Set([...Object.keys(one), ...Object.keys(other)])]
    return members
      .filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]))
      .map(
        (name) =>
          `${name} ${one[name] === undefined ? 'only exported' : other[name] === undefined ? 'only live' : 'differs'}`,
      )
  })
}

/**
 * `docs/collect.sh` for real: the AWS CLI against an AWS API server on loopback, and its archive read back.
 * The server answers 500 to calls it does not know; the script must write those down and go on.
 */

import { type ChildProcess, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluate } from '../../lib/findings/evaluate.ts'
import { DEFAULT_SETTINGS } from '../../lib/findings/settings.ts'
import { readDescribe } from '../../lib/inventory/read-describe.ts'
import { DEFAULT_IMPORT_LIMITS } from '../../lib/sources/cli/import-limits.ts'
import { readFiles } from '../../lib/sources/cli/read-files.ts'
import { walkPaths } from '../../lib/sources/cli/walk.ts'
import { startApiServer } from './api-server.ts'

const moto = process.env['MOTO_SERVER']
const cli = process.env['AWS_CLI']
const REGION = 'eu-west-1'

describe.skipIf(moto === undefined || cli === undefined)('docs/collect.sh against a real AWS API server', () => {
  let server: ChildProcess
  let folder: string
  let environment: NodeJS.ProcessEnv

  beforeAll(async () => {
    const started = await startApiServer(moto ?? '')
    server = started.server
    folder = mkdtempSync(join(tmpdir(), 'portolan-collect-'))
    environment = {
      ...process.env,
      PATH: [dirname(cli ?? ''), process.env['PATH']].join(delimiter),
      AWS_ENDPOINT_URL: started.url,
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      AWS_DEFAULT_REGION: REGION,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_RETRY_MODE: 'standard',
      AWS_MAX_ATTEMPTS: '1',
    }
  })

  afterAll(() => {
    server?.kill()
    rmSync(folder, { recursive: true, force: true })
  })

  /** One call of the real CLI; its JSON, or null where it prints none. */
  function aws(...argv: string[]): Record<string, Record<string, string>> {
    const text = execFileSync(cli ?? '', [...argv, '--output', 'json'], { env: environment, encoding: 'utf8' })
    return text.trim() === '' ? {} : JSON.parse(text)
  }

  function idOf(answer: Record<string, Record<string, string>>, object: string, id: string): string {
    return answer[object]?.[id] ?? ''
  }

  it('collects an exposed host, and the archive reads back as the finding it is', async () => {
    const vpc = idOf(aws('ec2', 'create-vpc', '--cidr-block', '10.9.0.0/16'), 'Vpc', 'VpcId')
    const subnetArguments = ['--vpc-id', vpc, '--cidr-block', '10.9.1.0/24', '--availability-zone', `${REGION}a`]
    const subnet = idOf(aws('ec2', 'create-subnet', ...subnetArguments), 'Subnet', 'SubnetId')
    const gateway = idOf(aws('ec2', 'create-internet-gateway'), 'InternetGateway', 'InternetGatewayId')
    aws('ec2', 'attach-internet-gateway', '--internet-gateway-id', gateway, '--vpc-id', vpc)
    const table = idOf(aws('ec2', 'create-route-table', '--vpc-id', vpc), 'RouteTable', 'RouteTableId')
    const route = ['--route-table-id', table, '--destination-cidr-block', '0.0.0.0/0', '--gateway-id', gateway]
    aws('ec2', 'create-route', ...route)
    aws('ec2', 'associate-route-table', '--route-table-id', table, '--subnet-id', subnet)
    const groupArguments = ['--group-name', 'open', '--description', 'open', '--vpc-id', vpc]
    const created = aws('ec2', 'create-security-group', ...groupArguments) as unknown as { GroupId: string }
    const rule = ['--group-id', created.GroupId, '--protocol', 'tcp', '--port', '22', '--cidr', '0.0.0.0/0']
    aws('ec2', 'authorize-security-group-ingress', ...rule)
    const address = aws('ec2', 'allocate-address') as unknown as { AllocationId: string }
    const interfaceArguments = ['--subnet-id', subnet, '--groups', created.GroupId]
    const created2 = aws('ec2', 'create-network-interface', ...interfaceArguments)
    const networkInterface = idOf(created2, 'NetworkInterface', 'NetworkInterfaceId')
    const mapping = ['--allocation-id', address.AllocationId, '--network-interface-id', networkInterface]
    aws('ec2', 'associate-address', ...mapping)

    execFileSync('bash', [join(process.cwd(), 'docs', 'collect.sh'), '--regions', REGION, '--output', folder], {
      env: environment,
      stdio: 'pipe',
    })
    const archive = join(folder, 'portolan-123456789012.zip')
    const imported = await readFiles(walkPaths([archive]), { limits: DEFAULT_IMPORT_LIMITS })
    expect(imported.files.flatMap(({ notes }) => notes).filter(({ level }) => level === 'error')).toEqual([])

    const inventory = readDescribe(imported.documents)
    expect(inventory.vpcs.has(vpc)).toBe(true)
    expect(inventory.subnets.has(subnet)).toBe(true)
    expect(inventory.gaps.some(({ kind }) => kind === 'denied')).toBe(true)
    const open = evaluate(inventory, DEFAULT_SETTINGS).findings.find(
      ({ ruleId, resource }) => ruleId === 'SG-003' && resource.id === created.GroupId,
    )
    expect(open?.status).toBe('FAIL')
    expect(open?.related.map(({ id }) => id)).toContain(networkInterface)
  })
})

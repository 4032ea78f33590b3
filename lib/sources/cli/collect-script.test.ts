import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DescribeDocument, ImportResult } from '../../describe/document.ts'
import { codesOf, elementsOf } from '../../testing/import-files.ts'
import { DEFAULT_IMPORT_LIMITS } from './import-limits.ts'
import { readFiles } from './read-files.ts'
import { walkPaths } from './walk.ts'

const run = promisify(execFile)
const SCRIPT = fileURLToPath(new URL('../../../docs/collect.sh', import.meta.url))
const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333'

/** Stands in for the AWS CLI: pretty-prints as it does, and refuses NAT gateways and one whole region. */
const FAKE_AWS = `#!/usr/bin/env bash
printf '%s\\n' "$*" >>"$FAKE_LOG"
case " $* " in *" --region eu-south-1 "*) echo 'An error occurred (AuthFailure) when calling the DescribeVpcs operation: "no"' >&2; exit 254 ;; esac
case "$1 $2" in
  'sts get-caller-identity') printf '{\\n    "UserId": "A",\\n    "Account": "111122223333",\\n    "Arn": "arn:aws:iam::111122223333:user/x"\\n}\\n' ;;
  'ec2 describe-vpcs') printf '{\\n    "Vpcs": [\\n        {\\n            "VpcId": "vpc-0a1",\\n            "CidrBlock": "10.0.0.0/16",\\n            "OwnerId": "111122223333"\\n        }\\n    ]\\n}\\n' ;;
  'ec2 describe-vpc-attribute') printf '{\\n    "VpcId": "vpc-0a1",\\n    "EnableDnsSupport": {\\n        "Value": true\\n    }\\n}\\n' ;;
  'ec2 describe-nat-gateways') echo 'An error occurred (UnauthorizedOperation) when calling the DescribeNatGateways operation: You are "not" authorized\\here' >&2; exit 254 ;;
  'ec2 describe-transit-gateway-route-tables') printf '{\\n    "TransitGatewayRouteTables": [\\n        {\\n            "TransitGatewayRouteTableId": "tgw-rtb-0a1",\\n            "TransitGatewayId": "tgw-0a1",\\n            "State": "available"\\n        }\\n    ]\\n}\\n' ;;
  'ec2 search-transit-gateway-routes') printf '{\\n    "Routes": [\\n        {\\n            "DestinationCidrBlock": "10.9.0.0/16",\\n            "Type": "static",\\n            "State": "active"\\n        }\\n    ],\\n    "AdditionalRoutesAvailable": false\\n}\\n' ;;
  'ec2 get-transit-gateway-route-table-associations') printf '{\\n    "Associations": []\\n}\\n' ;;
  'ec2 get-transit-gateway-route-table-propagations') printf '{\\n    "TransitGatewayRouteTablePropagations": []\\n}\\n' ;;
  'elbv2 describe-load-balancers') printf '{\\n    "LoadBalancers": [\\n        {\\n            "LoadBalancerArn": "${ARN}:loadbalancer/app/web/1",\\n            "LoadBalancerName": "web"\\n        }\\n    ]\\n}\\n' ;;
  'elbv2 describe-listeners') printf '{\\n    "Listeners": [\\n        {\\n            "ListenerArn": "${ARN}:listener/app/web/1/2",\\n            "Port": 80\\n        }\\n    ]\\n}\\n' ;;
  'elbv2 describe-load-balancer-attributes') printf '{\\n    "Attributes": [\\n        {\\n            "Key": "k",\\n            "Value": "v"\\n        }\\n    ]\\n}\\n' ;;
  'eks list-clusters') printf '{\\n    "clusters": [\\n        "prod"\\n    ]\\n}\\n' ;;
  'eks describe-cluster') printf '{\\n    "cluster": {\\n        "name": "prod",\\n        "arn": "arn:aws:eks:eu-west-1:111122223333:cluster/prod"\\n    }\\n}\\n' ;;
  'ecs list-clusters') printf '{\\n    "clusterArns": []\\n}\\n' ;;
  *) printf '{}\\n' ;;
esac
`

describe('docs/collect.sh', () => {
  let folder = ''
  let log: readonly string[] = []
  let said = ''
  let result: ImportResult
  const place = (region: string): DescribeDocument | undefined =>
    result.documents.find((each) => each.region === region)

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'collect-'))
    await writeFile(join(folder, 'aws'), FAKE_AWS)
    await chmod(join(folder, 'aws'), 0o755)
    const env = {
      ...process.env,
      PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
      FAKE_LOG: join(folder, 'log'),
      AWS_REGION: 'eu-west-1',
    }
    const done = await run('bash', [SCRIPT, '--output', folder, '--regions', 'eu-west-1,eu-south-1'], { env })
    said = done.stdout
    log = (await readFile(join(folder, 'log'), 'utf8')).trim().split('\n')
    const archive = (await readdir(folder)).find((name) => /\.(?:zip|tar\.gz)$/.test(name)) ?? ''
    result = await readFiles(walkPaths([join(folder, archive)]), { limits: DEFAULT_IMPORT_LIMITS })
  }, 60_000)

  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('is valid for bash', async () => {
    await expect(run('bash', ['-n', SCRIPT])).resolves.toBeDefined()
  })

  it('only reads', () => {
    for (const line of log) expect(line).toMatch(/^[a-z0-9-]+ (?:describe|list|get|search)-/)
  })

  it('leaves an archive that reads without an error, and says what to do with it', () => {
    expect(
      codesOf(result).filter(
        (code) => !['import-call-failed', 'import-not-used', 'import-unknown-format'].includes(code),
      ),
    ).toEqual([])
    expect(result.files.flatMap(({ notes }) => notes).filter(({ level }) => level === 'error')).toEqual([])
    expect(said).toMatch(/Next: drop \S+portolan-111122223333\.(?:zip|tar\.gz) on the Portolan page/)
  })

  it('tells account, region and time of collection', () => {
    expect(place('eu-west-1')).toMatchObject({
      account: '111122223333',
      collectedAt: expect.stringMatching(/^20\d\d-/),
    })
  })

  it('makes the calls that hang off another resource, and they find their parent', () => {
    expect(elementsOf(result, 'TransitGatewayRouteTables')[0]).toMatchObject({
      TransitGatewayId: 'tgw-0a1',
      Routes: [{ DestinationCidrBlock: '10.9.0.0/16' }],
      Associations: [],
      Propagations: [],
    })
    expect(elementsOf(result, 'LoadBalancers')[0]).toMatchObject({ Attributes: [{ Key: 'k', Value: 'v' }] })
    expect(elementsOf(result, 'Listeners')).toHaveLength(1)
    expect(elementsOf(result, 'Vpcs')[0]).toMatchObject({ EnableDnsSupport: { Value: true } })
    expect(elementsOf(result, 'EksClusters')).toHaveLength(1)
    expect(place('eu-west-1')?.elements.get('EcsClusters')).toEqual([])
  })

  it('writes a refused call down as refused, not as empty', () => {
    const document = place('eu-west-1')
    expect(document?.errors).toEqual([
      {
        operation: 'ec2 describe-nat-gateways',
        code: 'UnauthorizedOperation',
        message: 'You are "not" authorized\\here',
      },
    ])
    expect(document?.elements.has('NatGateways')).toBe(false)
  })

  it('asks a region that refuses its VPCs for nothing else', () => {
    expect(log.filter((line) => line.includes('--region eu-south-1'))).toHaveLength(1)
    expect(place('eu-south-1')?.errors[0]?.code).toBe('AuthFailure')
  })

  it('asks for functions, tunnels and launch templates without their secrets', () => {
    const asked = (call: string) => log.find((line) => line.startsWith(call)) ?? ''
    for (const call of [
      'lambda list-functions',
      'ec2 describe-vpn-connections',
      'ec2 describe-launch-template-versions',
    ]) {
      expect(asked(call)).toContain('--query')
      expect(asked(call)).not.toMatch(/Environment|PreSharedKey|CustomerGatewayConfiguration|UserData|KeyName/)
    }
  })

  it('prints the commands and calls nothing with --dry-run', async () => {
    const { stdout } = await run('bash', [SCRIPT, '--dry-run', '--regions', 'eu-west-1'], {
      env: { ...process.env, PATH: '/usr/bin:/bin' },
    })
    expect(stdout).toContain('aws ec2 describe-vpcs --region eu-west-1 --output json\n')
    expect(stdout).toContain(
      "aws elbv2 describe-listeners --region eu-west-1 --output json --load-balancer-arn '<load-balancer-arn>'\n",
    )
    expect(
      stdout
        .trim()
        .split('\n')
        .every((line) => line.startsWith('aws ')),
    ).toBe(true)
  })

  it('refuses an option it does not know', async () => {
    await expect(run('bash', [SCRIPT, '--everything'])).rejects.toMatchObject({ code: 2 })
  })
})

import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { toDescribeJson } from '../../describe/describe-json.ts'
import { documentOf } from '../../testing/describe-document.ts'
import { codesOf, elementsOf, importFiles, inputsOf, placesOf, tarBytes } from '../../testing/import-files.ts'
import { zipBytes } from '../../testing/zip-bytes.ts'
import { DEFAULT_IMPORT_LIMITS } from './import-limits.ts'
import type { ImportProgress } from './input-file.ts'
import { readFiles } from './read-files.ts'

const ACCOUNT = '111122223333'
const vpc = (id = 'vpc-0a1', more: object = {}) => ({
  VpcId: id,
  CidrBlock: '10.0.0.0/16',
  State: 'available',
  OwnerId: ACCOUNT,
  ...more,
})
const subnet = (id = 'subnet-0a1') => ({
  SubnetId: id,
  VpcId: 'vpc-0a1',
  CidrBlock: '10.0.1.0/24',
  AvailabilityZone: 'eu-west-1a',
  OwnerId: ACCOUNT,
  SubnetArn: `arn:aws:ec2:eu-west-1:${ACCOUNT}:subnet/${id}`,
})
const group = { GroupId: 'sg-0a1', GroupName: 'web', OwnerId: ACCOUNT, IpPermissions: [], IpPermissionsEgress: [] }

describe('what one file may hold', () => {
  it('reads one key', async () => {
    expect(elementsOf(await importFiles({ 'vpcs.json': { Vpcs: [vpc()] } }), 'Vpcs')).toHaveLength(1)
  })

  it('reads many keys', async () => {
    const result = await importFiles({ 'all.json': { Vpcs: [vpc()], Subnets: [subnet()], SecurityGroups: [group] } })
    expect(result.files[0]?.counts).toEqual({ Vpcs: 1, Subnets: 1, SecurityGroups: 1 })
  })

  it('flattens reservations and keeps the owner of the reservation', async () => {
    const file = {
      Reservations: [
        { ReservationId: 'r-1', OwnerId: ACCOUNT, Instances: [{ InstanceId: 'i-1' }, { InstanceId: 'i-2' }] },
      ],
    }
    const instances = elementsOf(await importFiles({ 'instances.json': file }), 'Instances')
    expect(instances.map((instance) => [instance['InstanceId'], instance['OwnerId']])).toEqual([
      ['i-1', ACCOUNT],
      ['i-2', ACCOUNT],
    ])
  })

  it('reads pages that were concatenated', async () => {
    const pages = `${JSON.stringify({ Vpcs: [vpc('vpc-1')] })}\n${JSON.stringify({ Vpcs: [vpc('vpc-2')] }, null, 4)}`
    expect(elementsOf(await importFiles({ 'pages.json': pages }), 'Vpcs')).toHaveLength(2)
  })

  it('reads one document a line', async () => {
    const lines = [vpc('vpc-1'), vpc('vpc-2'), vpc('vpc-3')].map((each) => JSON.stringify({ Vpcs: [each] })).join('\n')
    expect(elementsOf(await importFiles({ 'vpcs.ndjson': lines }), 'Vpcs')).toHaveLength(3)
  })

  it('reads one bare resource a line', async () => {
    const lines = [vpc('vpc-1'), vpc('vpc-2')].map((each) => JSON.stringify(each)).join('\n')
    expect(elementsOf(await importFiles({ 'vpcs.ndjson': lines }), 'Vpcs')).toHaveLength(2)
  })

  it('reads an array of pages', async () => {
    expect(
      elementsOf(await importFiles({ 'pages.json': [{ Vpcs: [vpc('vpc-1')] }, { Vpcs: [vpc('vpc-2')] }] }), 'Vpcs'),
    ).toHaveLength(2)
  })

  it('reads back what convert writes, gaps included', async () => {
    const document = documentOf({
      collectedAt: '2026-01-02T03:04:05Z',
      elements: { Vpcs: [vpc()], Subnets: [] },
      partial: { Vpcs: { reason: 'next-token', detail: 'cut' } },
      errors: [{ operation: 'ec2:DescribeNatGateways', code: 'UnauthorizedOperation', message: 'no' }],
    })
    const result = await importFiles({ 'convert.json': [toDescribeJson(document)] })
    const [read] = result.documents
    expect(read).toMatchObject({
      account: ACCOUNT,
      region: 'eu-west-1',
      collectedAt: '2026-01-02T03:04:05Z',
      errors: document.errors,
    })
    expect(read?.partial.get('Vpcs')).toEqual({ reason: 'next-token', detail: 'cut' })
    expect(read?.elements.get('Subnets')).toEqual([])
    expect(read?.elements.has('RouteTables')).toBe(false)
    expect(result.files[0]?.format).toBe('portolan')
  })

  it('obeys Account and Region that stand behind the lists', async () => {
    const file = {
      Addresses: [{ AllocationId: 'eipalloc-1', PublicIp: '203.0.113.7' }],
      Account: '444455556666',
      Region: 'eu-north-1',
    }
    expect(placesOf(await importFiles({ 'late.json': file }))).toEqual(['444455556666/eu-north-1'])
  })

  it('reads `account → region → answer` aggregates', async () => {
    const file = {
      [ACCOUNT]: { 'eu-west-1': { Vpcs: [vpc()], Addresses: [] }, 'us-east-1': { Vpcs: [] } },
      '444455556666': { 'eu-west-1': { Vpcs: [] } },
    }
    const result = await importFiles({ 'estate.json': file })
    expect(placesOf(result)).toEqual([`${ACCOUNT}/eu-west-1`, `${ACCOUNT}/us-east-1`, '444455556666/eu-west-1'])
  })

  it('counts unknown AWS keys and names them', async () => {
    const result = await importFiles({ 'x.json': { Vpcs: [vpc()], Snapshots: [{}], KeyPairs: [] } })
    expect(result.files[0]?.ignoredKeys).toEqual(['KeyPairs', 'Snapshots'])
    expect(elementsOf(result, 'Vpcs')).toHaveLength(1)
  })
})

describe('encodings', () => {
  const text = JSON.stringify({ Vpcs: [vpc('vpc-1', { Tags: [{ Key: 'Name', Value: 'Hafenstraße ⚓' }] })] })
  const utf16le = Buffer.from(text, 'utf16le')
  const utf16be = Buffer.from(utf16le).swap16()
  const table: readonly (readonly [string, Buffer])[] = [
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])],
    ['UTF-16LE with a mark, as PowerShell writes', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le])],
    ['UTF-16BE with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be])],
    ['UTF-16LE without a mark', utf16le],
    ['UTF-16BE without a mark', utf16be],
  ]
  it.each(table)('reads %s', async (_name, bytes) => {
    const [read] = elementsOf(await importFiles({ 'vpcs.json': bytes }), 'Vpcs')
    expect(read?.['Tags']).toEqual([{ Key: 'Name', Value: 'Hafenstraße ⚓' }])
  })
})

describe('YAML', () => {
  it('reads block YAML with its timestamps and ids as text', async () => {
    const yaml = `Vpcs:\n- CidrBlock: 10.0.0.0/16\n  OwnerId: 012345678901\n  State: available\n  VpcId: vpc-1\n  IsDefault: false\n`
    const result = await importFiles({ 'vpcs.yaml': yaml })
    expect(elementsOf(result, 'Vpcs')[0]).toMatchObject({ OwnerId: '012345678901', IsDefault: false })
    expect(result.files[0]?.format).toBe('aws-cli-yaml')
    expect(placesOf(result)).toEqual(['012345678901/unknown'])
  })

  it('reads yaml-stream: a list of pages', async () => {
    const yaml = `- Vpcs:\n  - VpcId: vpc-1\n    CidrBlock: 10.0.0.0/16\n- Vpcs:\n  - VpcId: vpc-2\n    CidrBlock: 10.1.0.0/16\n`
    expect(elementsOf(await importFiles({ 'vpcs.yml': yaml }), 'Vpcs')).toHaveLength(2)
  })

  it('reads several YAML documents of one file', async () => {
    const yaml = `---\nVpcs:\n- VpcId: vpc-1\n---\nSubnets:\n- SubnetId: subnet-1\n`
    expect((await importFiles({ 'x.yaml': yaml })).files[0]?.counts).toEqual({ Vpcs: 1, Subnets: 1 })
  })
})

describe('what a file says of its completeness', () => {
  it.each(['NextToken', 'nextToken', 'Marker'])('takes %s for a cut list', async (token) => {
    const result = await importFiles({ 'vpcs.json': { Vpcs: [vpc()], [token]: 'abc' } })
    expect(result.documents[0]?.partial.get('Vpcs')?.reason).toBe('next-token')
    expect(result.files[0]?.partial).toBe(true)
    expect(codesOf(result)).toEqual(['import-partial'])
  })

  it('takes an empty list for collected, and an absent one for not collected', async () => {
    const [document] = (await importFiles({ 'natgateways.json': { NatGateways: [] } })).documents
    expect(document?.elements.get('NatGateways')).toEqual([])
    expect(document?.elements.has('Vpcs')).toBe(false)
  })

  it.each([
    ['an empty file', ''],
    ['null', 'null'],
    ['an empty list', '[]'],
    ['white space', ' \n'],
  ])('says that %s told nothing', async (_name, text) => {
    const result = await importFiles({ 'a.json': text, 'vpcs.json': { Vpcs: [] } })
    expect(result.files[0]?.notes.map(({ level, code }) => [level, code])).toEqual([
      ['info', 'import-collected-nothing'],
    ])
  })

  it('takes `null` under a key for an empty list', async () => {
    const result = await importFiles({ 'vpcs.json': { Vpcs: null } })
    expect(result.documents[0]?.elements.get('Vpcs')).toEqual([])
    expect(codesOf(result)).toEqual(['import-collected-nothing'])
  })

  it('keeps what stands before the cut of a truncated file and marks the list', async () => {
    const text = JSON.stringify({ Vpcs: [vpc('vpc-1'), vpc('vpc-2'), vpc('vpc-3')] }, null, 2)
    const cut = text.slice(0, text.indexOf('vpc-3'))
    const result = await importFiles({ 'vpcs.json': cut })
    expect(elementsOf(result, 'Vpcs').map((each) => each['VpcId'])).toEqual(['vpc-1', 'vpc-2'])
    expect(result.documents[0]?.partial.get('Vpcs')?.detail).toContain(`byte ${cut.length}`)
    expect(result.files[0]?.notes[0]).toMatchObject({ code: 'import-truncated', pointer: '/Vpcs' })
  })

  it('takes a denied call written down by a collector for a gap, never for empty', async () => {
    const line = {
      operation: 'DescribeNatGateways',
      code: 'UnauthorizedOperation',
      message: 'You are not authorized',
      account: ACCOUNT,
      region: 'eu-west-1',
    }
    const [document] = (await importFiles({ 'errors.ndjson': `${JSON.stringify(line)}\n` })).documents
    expect(document).toMatchObject({ account: ACCOUNT, region: 'eu-west-1' })
    expect(document?.errors[0]).toEqual({
      operation: 'DescribeNatGateways',
      code: 'UnauthorizedOperation',
      message: 'You are not authorized',
    })
    expect(document?.elements.has('NatGateways')).toBe(false)
  })

  it('takes the AWS CLI’s own error text for a failed call', async () => {
    const text =
      '\nAn error occurred (UnauthorizedOperation) when calling the DescribeVpcs operation: You are not authorized to perform this operation.\n'
    const [document] = (await importFiles({ [`${ACCOUNT}/eu-west-1/vpcs.json`]: text })).documents
    expect(document?.errors[0]).toMatchObject({ operation: 'DescribeVpcs', code: 'UnauthorizedOperation' })
  })
})

describe('--query', () => {
  it('reads a bare list of whole resources', async () => {
    const result = await importFiles({
      'a.json': [vpc('vpc-1'), vpc('vpc-2')],
      'b.json': [subnet()],
      'c.json': [group],
    })
    expect(result.files.map(({ counts }) => counts)).toEqual([{ Vpcs: 2 }, { Subnets: 1 }, { SecurityGroups: 1 }])
    expect(codesOf(result)).toEqual([])
  })

  it('reads a single bare resource', async () => {
    const file = { ...vpc(), DhcpOptionsId: 'dopt-1', InstanceTenancy: 'default', IsDefault: false }
    expect(elementsOf(await importFiles({ 'temp.json': file }), 'Vpcs')).toHaveLength(1)
  })

  it('reads `Reservations[].Instances[]`, which lost its reservations', async () => {
    const instance = {
      InstanceId: 'i-1',
      InstanceType: 't3.micro',
      State: { Name: 'running' },
      NetworkInterfaces: [],
      SecurityGroups: [],
      VpcId: 'vpc-1',
    }
    expect(elementsOf(await importFiles({ 'i.json': [instance] }), 'Instances')).toHaveLength(1)
  })

  it('takes fewer fields as a part and names the missing ones', async () => {
    const result = await importFiles({ 'vpcs.json': [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }] })
    expect(result.documents[0]?.partial.get('Vpcs')).toEqual({ reason: 'trimmed-by-query', detail: 'State is missing' })
  })

  it('refuses renamed fields and says which command to run', async () => {
    const result = await importFiles({
      'vpcs.json': [{ VpcId: 'vpc-0123456789abcdef0', Name: 'prod', CIDR: '10.0.0.0/16' }],
    })
    expect(elementsOf(result, 'Vpcs')).toEqual([])
    const [note] = result.files[0]?.notes ?? []
    expect(note).toMatchObject({
      code: 'import-renamed-keys',
      remedy: 'Run it without --query: `aws ec2 describe-vpcs --output json > vpcs.json`.',
    })
    expect(note?.message).toContain('Name, CIDR')
  })

  it('refuses rows of values and tells the call from the ids in them', async () => {
    const result = await importFiles({
      'x.json': [['subnet-0123456789abcdef0', 'vpc-0123456789abcdef0', '10.0.0.0/24']],
    })
    expect(result.files[0]?.notes[0]?.remedy).toContain('aws ec2 describe-subnets')
  })
})

describe('wrappers of other programs', () => {
  it('passes over boto3’s ResponseMetadata', async () => {
    const result = await importFiles({ 'vpcs.json': { Vpcs: [vpc()], ResponseMetadata: { HTTPStatusCode: 200 } } })
    expect(result.files[0]).toMatchObject({ counts: { Vpcs: 1 }, ignoredKeys: [] })
  })

  it('unwraps placebo and reads its dates', async () => {
    const date = { __class__: 'datetime', year: 2024, month: 3, day: 5, hour: 6, minute: 7, second: 8, microsecond: 0 }
    const file = {
      status_code: 200,
      data: { Reservations: [{ ReservationId: 'r-1', Instances: [{ InstanceId: 'i-1', LaunchTime: date }] }] },
    }
    const [instance] = elementsOf(await importFiles({ 'ec2.DescribeInstances_1.json': file }), 'Instances')
    expect(instance?.['LaunchTime']).toBe('2024-03-05T06:07:08.000Z')
  })

  it('takes a placebo failure for a failed call', async () => {
    const file = { status_code: 403, data: { Error: { Code: 'UnauthorizedOperation', Message: 'no' } } }
    expect((await importFiles({ 'ec2.DescribeVpcs_1.json': file })).documents[0]?.errors[0]?.code).toBe(
      'UnauthorizedOperation',
    )
  })

  it('reads describe-security-group-rules', async () => {
    const rule = {
      SecurityGroupRuleId: 'sgr-1',
      GroupId: 'sg-1',
      IsEgress: false,
      IpProtocol: 'tcp',
      FromPort: 22,
      ToPort: 22,
      CidrIpv4: '0.0.0.0/0',
    }
    expect(
      elementsOf(await importFiles({ 'r.json': { SecurityGroupRules: [rule] } }), 'SecurityGroupRules'),
    ).toHaveLength(1)
  })

  it('reads TagSet of interfaces as tags', async () => {
    const eni = { NetworkInterfaceId: 'eni-1', TagSet: [{ Key: 'Name', Value: 'web' }] }
    const [read] = elementsOf(await importFiles({ 'e.json': { NetworkInterfaces: [eni] } }), 'NetworkInterfaces')
    expect(read?.['Tags']).toEqual([{ Key: 'Name', Value: 'web' }])
  })

  it('survives dead objects that have lost their fields', async () => {
    const file = {
      Reservations: [{ Instances: [{ InstanceId: 'i-1', State: { Name: 'terminated' } }] }],
      VpcPeeringConnections: [
        { VpcPeeringConnectionId: 'pcx-1', Status: { Code: 'deleted' }, RequesterVpcInfo: {}, AccepterVpcInfo: {} },
      ],
      NatGateways: [{ NatGatewayId: 'nat-1', State: 'deleted' }],
    }
    const result = await importFiles({ 'x.json': file })
    expect(result.files[0]?.counts).toEqual({ Instances: 1, VpcPeeringConnections: 1, NatGateways: 1 })
    expect(codesOf(result)).toEqual([])
  })

  it('tells the four services that print Clusters apart', async () => {
    const result = await importFiles({
      'redshift.json': { Clusters: [{ ClusterIdentifier: 'dw', VpcId: 'vpc-1' }] },
      'memorydb.json': { Clusters: [{ ARN: `arn:aws:memorydb:eu-west-1:${ACCOUNT}:cluster/m`, Name: 'm' }] },
      'ecs.json': {
        clusters: [{ clusterArn: `arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/e`, clusterName: 'e' }],
        failures: [],
      },
      'eks.json': {
        cluster: {
          name: 'k',
          arn: `arn:aws:eks:eu-west-1:${ACCOUNT}:cluster/k`,
          resourcesVpcConfig: { vpcId: 'vpc-1' },
        },
      },
      'eks-list.json': { clusters: ['k'] },
    })
    expect(result.files.map(({ counts }) => Object.keys(counts)[0])).toEqual([
      'RedshiftClusters',
      'MemoryDBClusters',
      'EcsClusters',
      'EksClusters',
      undefined,
    ])
  })

  it.each([
    ['eks-list-clusters.json', 'clusters', 'EksClusters'],
    ['ecs-list-clusters.json', 'clusterArns', 'EcsClusters'],
    ['redshift-describe-clusters.json', 'Clusters', 'RedshiftClusters'],
    ['opensearch-list-domain-names.json', 'DomainNames', 'DomainStatusList'],
  ])('takes an empty list of names in %s for collected', async (file, member, key) => {
    const result = await importFiles({ [`portolan-${ACCOUNT}/eu-west-1/${file}`]: { [member]: [] } })
    expect([...(result.documents[0]?.elements.keys() ?? [])]).toEqual([key])
  })

  it('leaves another service’s list of the same name alone', async () => {
    const result = await importFiles({
      'servicediscovery-list-instances.json': { Instances: [{ Id: 'a', Attributes: { x: 'y' } }] },
    })
    expect(elementsOf(result, 'Instances')).toEqual([])
    expect(codesOf(result)).toContain('import-not-used')
  })

  it('reads one object where AWS prints one', async () => {
    const file = {
      VpcBlockPublicAccessOptions: {
        AwsAccountId: ACCOUNT,
        AwsRegion: 'eu-west-1',
        InternetGatewayBlockMode: 'block-bidirectional',
      },
    }
    expect(placesOf(await importFiles({ 'bpa.json': file }))).toEqual([`${ACCOUNT}/eu-west-1`])
  })

  it('joins a firewall with its status and its policy with its description', async () => {
    const arn = `arn:aws:network-firewall:eu-west-1:${ACCOUNT}`
    const result = await importFiles({
      'fw.json': {
        Firewall: { FirewallArn: `${arn}:firewall/f`, FirewallName: 'f', VpcId: 'vpc-1' },
        FirewallStatus: {
          Status: 'READY',
          SyncStates: { 'eu-west-1a': { Attachment: { SubnetId: 'subnet-1', EndpointId: 'vpce-1', Status: 'READY' } } },
        },
      },
      'policy.json': {
        FirewallPolicyResponse: { FirewallPolicyArn: `${arn}:firewall-policy/p`, FirewallPolicyName: 'p' },
        FirewallPolicy: { StatelessDefaultActions: ['aws:forward_to_sfe'] },
      },
    })
    expect(elementsOf(result, 'Firewalls')[0]).toMatchObject({ VpcId: 'vpc-1', FirewallStatus: { Status: 'READY' } })
    expect(elementsOf(result, 'FirewallPolicies')[0]).toMatchObject({
      FirewallPolicyName: 'p',
      StatelessDefaultActions: ['aws:forward_to_sfe'],
    })
  })

  it('joins a rule group with its description, and keeps of an option its name alone', async () => {
    const RuleGroupArn = `arn:aws:network-firewall:eu-west-1:${ACCOUNT}:stateful-rulegroup/g`
    const result = await importFiles({
      'group.json': {
        RuleGroup: {
          RuleVariables: { IPSets: { OFFICE: { Definition: ['198.51.100.0/24'] } } },
          RulesSource: {
            StatefulRules: [
              {
                Action: 'DROP',
                Header: { Protocol: 'TCP' },
                RuleOptions: [{ Keyword: 'content', Settings: ['"secret"'] }],
              },
            ],
          },
        },
        RuleGroupResponse: { RuleGroupArn, RuleGroupName: 'g', Type: 'STATEFUL' },
      },
    })
    expect(elementsOf(result, 'RuleGroups')).toMatchObject([
      {
        RuleGroupName: 'g',
        RuleVariables: { IPSets: [{ Name: 'OFFICE', Definition: ['198.51.100.0/24'] }] },
        RulesSource: { StatefulRules: [{ Action: 'DROP', RuleOptions: [{ Keyword: 'content' }] }] },
      },
    ])
    expect(JSON.stringify(elementsOf(result, 'RuleGroups'))).not.toContain('secret')
  })
})

describe('answers whose parent is only in the file name', () => {
  const table = 'tgw-rtb-0123456789abcdef0'
  it('attaches transit gateway routes, associations and propagations', async () => {
    const attachment = { TransitGatewayAttachmentId: 'tgw-attach-1', ResourceId: 'vpc-1', ResourceType: 'vpc' }
    const result = await importFiles({
      'ec2-transit-gateway-route-tables.json': {
        TransitGatewayRouteTables: [
          { TransitGatewayRouteTableId: table, TransitGatewayId: 'tgw-1', State: 'available' },
        ],
      },
      [`ec2-search-transit-gateway-routes_${table}.json`]: {
        Routes: [{ DestinationCidrBlock: '10.0.0.0/8', Type: 'static', State: 'active' }],
        AdditionalRoutesAvailable: false,
      },
      [`ec2-get-transit-gateway-route-table-associations_${table}.json`]: {
        Associations: [{ ...attachment, State: 'associated' }],
      },
      [`ec2-get-transit-gateway-route-table-propagations_${table}.json`]: {
        TransitGatewayRouteTablePropagations: [{ ...attachment, State: 'enabled' }],
      },
    })
    const [read] = elementsOf(result, 'TransitGatewayRouteTables')
    expect(read).toMatchObject({
      TransitGatewayId: 'tgw-1',
      Routes: [{ DestinationCidrBlock: '10.0.0.0/8' }],
      Associations: [{ State: 'associated' }],
      Propagations: [{ State: 'enabled' }],
    })
    expect(codesOf(result)).toEqual([])
  })

  it('attaches prefix list entries', async () => {
    const result = await importFiles({
      'ec2-get-managed-prefix-list-entries_pl-0123456789abcdef0.json': { Entries: [{ Cidr: '192.0.2.0/24' }] },
    })
    expect(elementsOf(result, 'ManagedPrefixLists')[0]).toMatchObject({
      PrefixListId: 'pl-0123456789abcdef0',
      Entries: [{ Cidr: '192.0.2.0/24' }],
    })
  })

  it('marks a route table that AWS cut at 1,000 routes', async () => {
    const result = await importFiles({
      [`ec2-search-transit-gateway-routes_${table}.json`]: { Routes: [], AdditionalRoutesAvailable: true },
    })
    expect(result.files[0]?.partial).toBe(true)
    expect(codesOf(result)).toContain('import-partial')
  })

  const arn = (kind: string) => `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:${kind}/web/0123456789abcdef`
  const health = { TargetHealthDescriptions: [{ Target: { Id: 'i-1', Port: 80 }, TargetHealth: { State: 'healthy' } }] }

  it('attaches target health by the target group’s name, whichever file comes first', async () => {
    const groups = {
      TargetGroups: [{ TargetGroupArn: arn('targetgroup'), TargetGroupName: 'web', TargetType: 'instance' }],
    }
    const result = await importFiles({ 'elbv2-target-health_web.json': health, 'elbv2-target-groups.json': groups })
    expect(elementsOf(result, 'TargetGroups')[0]).toMatchObject({ Targets: [{ Target: { Id: 'i-1', Port: 80 } }] })
  })

  it('attaches target health by a url-encoded ARN', async () => {
    const result = await importFiles({
      [`elbv2-describe-target-health_${encodeURIComponent(arn('targetgroup'))}.json`]: health,
    })
    expect(elementsOf(result, 'TargetGroups')[0]).toMatchObject({ TargetGroupArn: arn('targetgroup'), Targets: [{}] })
  })

  it('tells the attributes of load balancers and target groups apart', async () => {
    const attributes = { Attributes: [{ Key: 'a', Value: 'b' }] }
    const result = await importFiles({
      [`elbv2-describe-load-balancer-attributes_${encodeURIComponent(arn('loadbalancer/app'))}.json`]: attributes,
      [`elbv2-describe-target-group-attributes_${encodeURIComponent(arn('targetgroup'))}.json`]: attributes,
    })
    expect(result.files.map(({ counts }) => counts)).toEqual([{ LoadBalancers: 1 }, { TargetGroups: 1 }])
  })

  it('says so when nothing tells the parent', async () => {
    const result = await importFiles({
      'health.json': health,
      'routes.json': { Routes: [{ DestinationCidrBlock: '10.0.0.0/8', Type: 'static' }] },
    })
    expect(codesOf(result)).toEqual(['import-dangling-reference'])
  })

  it('takes the region from a prefix of the file name', async () => {
    const result = await importFiles({ [`estate-${ACCOUNT}/us-west-2_ec2-vpcs.json`]: { Vpcs: [vpc()] } })
    expect(placesOf(result)).toEqual([`${ACCOUNT}/us-west-2`])
  })

  it('reads the account and region of an inventory scanner’s file name', async () => {
    const file = '123456789012-ec2-us-east-1-describe_vpcs-Vpcs.json'
    expect(placesOf(await importFiles({ [file]: { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }] } }))).toEqual([
      '123456789012/us-east-1',
    ])
  })
})

describe('account and region', () => {
  it('takes the region from an availability zone, of local zones too', async () => {
    const result = await importFiles({
      's.json': { Subnets: [{ SubnetId: 'subnet-1', AvailabilityZone: 'us-west-2-lax-1a', OwnerId: ACCOUNT }] },
    })
    expect(placesOf(result)).toEqual([`${ACCOUNT}/us-west-2`])
  })

  it('takes account and region from an ARN', async () => {
    expect(placesOf(await importFiles({ 's.json': { Subnets: [subnet()] } }))).toEqual([`${ACCOUNT}/eu-west-1`])
  })

  it('takes them from the folders', async () => {
    const result = await importFiles({
      '444455556666/ap-south-1/eips.json': { Addresses: [{ AllocationId: 'eipalloc-1', PublicIp: '203.0.113.7' }] },
    })
    expect(placesOf(result)).toEqual(['444455556666/ap-south-1'])
  })

  it('merges a resource that two accounts see', async () => {
    const peering = {
      VpcPeeringConnectionId: 'pcx-1',
      Status: { Code: 'active' },
      RequesterVpcInfo: { VpcId: 'vpc-1', OwnerId: ACCOUNT, Region: 'eu-west-1' },
    }
    const result = await importFiles({
      [`${ACCOUNT}/eu-west-1/pcx.json`]: { VpcPeeringConnections: [peering] },
      '444455556666/eu-west-1/pcx.json': {
        VpcPeeringConnections: [
          { ...peering, AccepterVpcInfo: { VpcId: 'vpc-2', OwnerId: '444455556666', Region: 'eu-west-1' } },
        ],
      },
    })
    expect(elementsOf(result, 'VpcPeeringConnections')).toHaveLength(1)
  })

  it('says unknown when nothing tells', async () => {
    const result = await importFiles({
      'eips.json': { Addresses: [{ AllocationId: 'eipalloc-1', PublicIp: '203.0.113.7' }] },
    })
    expect(placesOf(result)).toEqual(['unknown/unknown'])
  })
})

describe('CloudMapper', () => {
  const root = 'account-data/demo'
  const identity = { Account: '123456789012', Arn: 'arn:aws:iam::123456789012:user/x', UserId: 'AIDAEXAMPLE' }
  it('takes the account from sts-get-caller-identity.json and the region from the folder', async () => {
    const result = await importFiles({
      [`${root}/us-east-1/ec2-describe-vpcs.json`]: { Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }] },
      [`${root}/us-east-1/sts-get-caller-identity.json`]: identity,
    })
    expect(placesOf(result)).toEqual(['123456789012/us-east-1'])
    expect(result.files.map(({ format }) => format)).toEqual(['cloudmapper', 'cloudmapper'])
  })

  it('reads url-encoded files without extension, whose parent is their name', async () => {
    const arn = `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef`
    const result = await importFiles({
      [`${root}/us-east-1/elbv2-describe-target-health/${encodeURIComponent(arn)}`]: {
        TargetHealthDescriptions: [{ Target: { Id: 'i-1' } }],
      },
      [`${root}/us-east-1/es-describe-elasticsearch-domain/logs`]: {
        DomainStatus: { DomainName: 'logs', ARN: 'arn:aws:es:us-east-1:123456789012:domain/logs' },
      },
    })
    expect(elementsOf(result, 'TargetGroups')[0]).toMatchObject({ TargetGroupArn: arn })
    expect(elementsOf(result, 'DomainStatusList')).toHaveLength(1)
  })

  it('takes an absent file for not collected', async () => {
    const result = await importFiles({
      [`${root}/us-east-1/ec2-describe-vpcs.json`]: { Vpcs: [] },
      [`${root}/describe-regions.json`]: { Regions: [{ RegionName: 'us-east-1' }] },
    })
    expect([...(result.documents[0]?.elements.keys() ?? [])]).toEqual(['Vpcs'])
  })

  it('finds the identity in a zip and in a tar as well', async () => {
    const parts = [
      {
        name: `${root}/us-east-1/ec2-describe-addresses.json`,
        content: JSON.stringify({ Addresses: [{ AllocationId: 'eipalloc-1' }] }),
      },
      { name: `${root}/us-east-1/sts-get-caller-identity.json`, content: JSON.stringify(identity) },
    ]
    expect(placesOf(await importFiles({ 'data.zip': zipBytes(parts) }))).toEqual(['123456789012/us-east-1'])
    expect(placesOf(await importFiles({ 'data.tar.gz': gzipSync(await tarBytes(parts)) }))).toEqual([
      '123456789012/us-east-1',
    ])
  })
})

describe('Batfish', () => {
  it.each([
    ['two parts: neither account nor region', 'snap/aws_configs/eips.json', 'unknown/unknown'],
    ['three parts: the parent is the region', 'snap/aws_configs/us-west-2/eips.json', 'unknown/us-west-2'],
    [
      'four parts: the grandparent is the account',
      'snap/aws_configs/accounts/111122223333/us-west-2/eips.json',
      '111122223333/us-west-2',
    ],
    ['an account that is a short name', 'snap/aws_configs/accounts/222/us-west-2/eips.json', '222/us-west-2'],
  ])('%s', async (_name, path, place) => {
    const result = await importFiles({ [path]: { Addresses: [{ AllocationId: 'eipalloc-1' }] } })
    expect(placesOf(result)).toEqual([place])
    expect(result.files[0]?.format).toBe('batfish')
  })

  it('gives the attributes of a classic load balancer to the one in the path', async () => {
    const folder = 'account-data/demo/us-east-1'
    const attributes = { LoadBalancerAttributes: { CrossZoneLoadBalancing: { Enabled: true } } }
    const result = await importFiles({
      [`${folder}/elb-describe-load-balancers.json`]: { LoadBalancerDescriptions: [{ LoadBalancerName: 'weblb' }] },
      [`${folder}/elb-describe-load-balancer-attributes/weblb`]: attributes,
      [`${folder}/describe-load-balancer-attributes.json`]: attributes,
    })
    expect(elementsOf(result, 'LoadBalancerDescriptions')).toEqual([{ LoadBalancerName: 'weblb', ...attributes }])
    expect(codesOf(result).filter((code) => code !== 'import-not-used')).toEqual([])
  })

  it('reads its wrappers of calls made for each parent', async () => {
    const arn = (kind: string) => `arn:aws:elasticloadbalancing:us-west-2:${ACCOUNT}:${kind}/x/0123456789abcdef`
    const file = {
      TransitGatewayRouteTables: [
        { TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayId: 'tgw-1', State: 'available' },
      ],
      TransitGatewayStaticRoutes: [
        { TransitGatewayRouteTableId: 'tgw-rtb-1', Routes: [{ DestinationCidrBlock: '0.0.0.0/0' }] },
      ],
      TransitGatewayPropagations: [
        { TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayRouteTablePropagations: [{ ResourceId: 'vpc-1' }] },
      ],
      LoadBalancerListeners: [
        { LoadBalancerArn: arn('loadbalancer/net'), Listeners: [{ ListenerArn: arn('listener/net'), Port: 80 }] },
      ],
      LoadBalancerAttributes: [{ LoadBalancerArn: arn('loadbalancer/net'), Attributes: [{ Key: 'a', Value: 'b' }] }],
      LoadBalancerTargetHealth: [
        { TargetGroupArn: arn('targetgroup'), TargetHealthDescriptions: [{ Target: { Id: 'i-1' } }] },
      ],
      DirectConnectGateways: [{ DirectConnectGatewayId: 'dx-1', DirectConnectGatewayName: 'dx' }],
      DirectConnectGatewayAssociations: [
        {
          AssociationId: 'a-1',
          DirectConnectGatewayId: 'dx-1',
          AssociatedGateway: { Id: 'tgw-1', Type: 'transitGateway' },
        },
      ],
    }
    const result = await importFiles({ 'snap/aws_configs/us-west-2/all.json': file })
    expect(elementsOf(result, 'TransitGatewayRouteTables')[0]).toMatchObject({
      StaticRoutes: [{}],
      Propagations: [{ ResourceId: 'vpc-1' }],
    })
    expect(elementsOf(result, 'Listeners')[0]).toMatchObject({ Port: 80, LoadBalancerArn: arn('loadbalancer/net') })
    expect(elementsOf(result, 'LoadBalancers')[0]).toMatchObject({ Attributes: [{ Key: 'a', Value: 'b' }] })
    expect(elementsOf(result, 'TargetGroups')[0]).toMatchObject({ Targets: [{ Target: { Id: 'i-1' } }] })
    expect(
      elementsOf(result, 'DirectConnectGateways').some((each) =>
        Array.isArray(each['directConnectGatewayAssociations']),
      ),
    ).toBe(true)
    expect(codesOf(result)).toEqual([])
  })
})

describe('archives', () => {
  const text = JSON.stringify({ Vpcs: [vpc()] })
  it('reads zip, tar, tar.gz and gz by their bytes, not by their names', async () => {
    const tar = await tarBytes([{ name: 'a/vpcs.json', content: text }])
    const result = await importFiles({
      'one.bin': zipBytes([{ name: 'a/vpcs.json', content: text }]),
      'two.bin': tar,
      'three.bin': gzipSync(tar),
      'four.bin': gzipSync(Buffer.from(text)),
    })
    expect(result.files.map(({ file, counts }) => [file, counts])).toEqual([
      ['one.bin/a/vpcs.json', { Vpcs: 1 }],
      ['two.bin/a/vpcs.json', { Vpcs: 1 }],
      ['three.bin/a/vpcs.json', { Vpcs: 1 }],
      ['four.bin', { Vpcs: 1 }],
    ])
  })

  it('reads an archive in an archive', async () => {
    const inner = zipBytes([{ name: 'vpcs.json', content: text }])
    const result = await importFiles({ 'outer.tgz': gzipSync(await tarBytes([{ name: 'inner.zip', content: inner }])) })
    expect(result.files[0]).toMatchObject({ file: 'outer.tgz/inner.zip/vpcs.json', counts: { Vpcs: 1 } })
  })

  it('passes over what operating systems put into archives', async () => {
    const result = await importFiles({
      'a.zip': zipBytes([
        { name: '__MACOSX/._vpcs.json', content: 'x' },
        { name: '.DS_Store', content: 'x' },
        { name: 'vpcs.json', content: text },
      ]),
    })
    expect(result.files).toHaveLength(1)
  })
})

describe('while it reads', () => {
  it('tells its progress from the first chunk to the end', async () => {
    const told: ImportProgress[] = []
    await importFiles(
      { 'a.json': { Vpcs: [vpc()] }, 'b.json': { Subnets: [subnet()] } },
      { onProgress: (progress) => told.push(progress) },
    )
    expect(told[0]).toMatchObject({ phase: 'reading', filesDone: 0, filesTotal: 2, currentFile: 'a.json' })
    expect(told[0]?.bytesDone).toBeGreaterThan(0)
    expect(told.at(-1)).toMatchObject({ phase: 'merging', filesDone: 2, resources: 2 })
  })

  it('tells its progress within a large archive, and stops there when it is aborted', async () => {
    const Vpcs = Array.from({ length: 150_000 }, (_, index) => vpc(`vpc-${index}`))
    const archive = zipBytes([{ name: 'vpcs.json', content: JSON.stringify({ Vpcs }) }])
    const controller = new AbortController()
    const resources: number[] = []
    const onProgress = (progress: ImportProgress) => {
      resources.push(progress.resources)
      if (progress.resources > 10_000) controller.abort(new Error('enough'))
    }
    await expect(importFiles({ 'a.zip': archive }, { onProgress, signal: controller.signal })).rejects.toThrow('enough')
    expect(resources.length).toBeGreaterThan(2)
    expect(resources.at(-1)).toBeLessThan(150_000)
  })

  it('stops when it is aborted', async () => {
    const controller = new AbortController()
    const files = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`${index}.json`, { Vpcs: [vpc(`vpc-${index}`)] }]),
    )
    const onProgress = ({ filesDone }: ImportProgress) => {
      if (filesDone === 3) controller.abort(new Error('enough'))
    }
    const reading = readFiles(inputsOf(files), { limits: DEFAULT_IMPORT_LIMITS, onProgress, signal: controller.signal })
    await expect(reading).rejects.toThrow('enough')
  })

  it('gives every element the file and the pointer it came from', async () => {
    const result = await importFiles({ 'a.json': [{ Vpcs: [vpc('vpc-1')] }, { Vpcs: [vpc('vpc-2')] }] })
    expect(result.documents[0]?.origins.get('Vpcs')).toEqual([
      { file: 'a.json', pointer: '/0/Vpcs/0' },
      { file: 'a.json', pointer: '/1/Vpcs/0' },
    ])
  })

  it('reads a document far larger than what it holds at once, wherever the chunks end', async () => {
    const big = JSON.stringify({
      Account: ACCOUNT,
      Region: 'eu-west-1',
      Vpcs: Array.from({ length: 20_000 }, (_, index) => vpc(`vpc-${index}`)),
      NextToken: 'x',
    })
    const result = await importFiles({ 'big.json': big })
    expect(big.length).toBeGreaterThan(1_500_000)
    expect(elementsOf(result, 'Vpcs')).toHaveLength(20_000)
    expect(result.documents[0]?.partial.has('Vpcs')).toBe(true)
    expect(placesOf(result)).toEqual([`${ACCOUNT}/eu-west-1`])
  })
})

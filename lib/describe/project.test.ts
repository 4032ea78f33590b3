import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DESCRIBE_KEYS, type DescribeKey } from './document.ts'
import { project } from './project.ts'
import { SCHEMA } from './schema.ts'
import type { ObjectShape, Shape } from './shape.ts'

const MARKER = 'canary-7f3a'

/** Every name the schema of a key allows, at any depth. */
function names(shape: Shape): readonly string[] {
  if (shape.kind === 'list') return names(shape.of)
  if (shape.kind !== 'object') return []
  return shape.fields.flatMap((field) => [field.name, ...names(field.shape)])
}

/** An element with every allowed field, and at every level the extra fields given. */
function fill(shape: Shape, extra: Readonly<Record<string, unknown>>): unknown {
  switch (shape.kind) {
    case 'text':
      return 'kept'
    case 'number':
      return 7
    case 'flag':
      return true
    case 'list':
      return [fill(shape.of, extra)]
    case 'object':
      return fillObject(shape, extra)
  }
}

function fillObject(shape: ObjectShape, extra: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...extra, ...Object.fromEntries(shape.fields.map((field) => [field.name, fill(field.shape, extra)])) }
}

const SECRET_NAMES = [
  'UserData',
  'KeyName',
  'Environment',
  'PreSharedKey',
  'CustomerGatewayConfiguration',
  'MasterUserPassword',
  'MasterUsername',
  'MasterUserSecret',
  'AuthToken',
  'authKey',
  'Credentials',
  'Code',
  'Email',
  'MacAddress',
  'certificateAuthority',
  'ProviderDetails',
] as const

describe('the door', () => {
  it.each(DESCRIBE_KEYS)('lets nothing pass into %s that is not on its list', (key) => {
    const { shape } = SCHEMA[key]
    const allowed = new Set(names(shape))
    const isFree = (name: string) =>
      !allowed.has(name) && !/^[tT]ags$|^Tag(?:Set|List)$/.test(name) && !hasOtherCase(name, allowed)
    const name = fc.oneof(fc.constantFrom(...SECRET_NAMES), fc.string({ minLength: 1 })).filter(isFree)
    const value = fc.constantFrom<unknown>(MARKER, [MARKER], { Value: MARKER }, { [MARKER]: MARKER })
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 6 }), (extra) => {
        const result = project(key, fillObject(shape, extra))
        expect(result.kind).toBe('element')
        expect(JSON.stringify(result)).not.toContain(MARKER)
      }),
      { numRuns: 20 },
    )
  })

  it.each(DESCRIBE_KEYS)('keeps every field on the list of %s', (key) => {
    const { shape } = SCHEMA[key]
    const result = project(key, fillObject(shape, {}))
    expect(result).toMatchObject({ kind: 'element', element: fillObject(shape, {}), dropped: [] })
  })

  it.each([
    ['VpnConnections', { VpnConnectionId: 'vpn-1', CustomerGatewayConfiguration: MARKER }],
    ['VpnConnections', { VpnConnectionId: 'vpn-1', Options: { TunnelOptions: [{ PreSharedKey: MARKER }] } }],
    ['Instances', { InstanceId: 'i-1', KeyName: MARKER, UserData: MARKER }],
    [
      'LaunchTemplateVersions',
      { LaunchTemplateId: 'lt-1', VersionNumber: 1, LaunchTemplateData: { UserData: MARKER } },
    ],
    ['Functions', { FunctionArn: 'f', Environment: { Variables: { PASSWORD: MARKER } } }],
    ['DBInstances', { DBInstanceArn: 'd', MasterUserPassword: MARKER, MasterUsername: MARKER }],
    [
      'RedshiftClusters',
      { ClusterIdentifier: 'r', MasterUsername: MARKER, PendingModifiedValues: { MasterUserPassword: MARKER } },
    ],
    ['VirtualInterfaces', { virtualInterfaceId: 'v', authKey: MARKER, bgpPeers: [{ authKey: MARKER }] }],
    ['EksClusters', { arn: 'e', certificateAuthority: { data: MARKER } }],
    ['Accounts', { Id: '111122223333', Email: MARKER }],
  ] as const)('drops the secret AWS prints in %s', (key, raw) => {
    expect(JSON.stringify(project(key, raw))).not.toContain(MARKER)
  })

  it.each(['__proto__', 'constructor', 'prototype', 'toString'])('is not opened by an own key called %s', (name) => {
    const text = `{"VpcId":"vpc-1","${name}":{"VpcId":"x","polluted":true},"Tags":[{"Key":"${name}","Value":"v"}]}`
    const result = project('Vpcs', JSON.parse(text))
    expect(result).toMatchObject({ kind: 'element', id: 'vpc-1', element: { Tags: [{ Key: name, Value: 'v' }] } })
    expect(Object.keys(result.kind === 'element' ? result.element : {})).toEqual(['Tags', 'VpcId'])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('does not take fields from a prototype for fields of the file', () => {
    expect(project('Vpcs', Object.create({ VpcId: 'vpc-1' })).kind).toBe('unreadable')
  })

  it.each([
    ['null', null, ''],
    ['a list', [], ''],
    ['a text', 'vpc-1', ''],
    ['an object without its id', { CidrBlock: '10.0.0.0/16' }, ''],
    ['an id that is no text', { VpcId: ['vpc-1'] }, '/VpcId'],
    ['an empty id', { VpcId: '' }, '/VpcId'],
  ])('finds %s unreadable and says where', (_what, raw, pointer) => {
    expect(project('Vpcs', raw)).toMatchObject({ kind: 'unreadable', pointer })
  })

  it('keeps an element whose other fields are of the wrong type', () => {
    expect(project('Subnets', { SubnetId: 'subnet-1', CidrBlock: 7.5, Ipv6CidrBlockAssociationSet: [1] })).toEqual({
      kind: 'element',
      id: 'subnet-1',
      element: { Ipv6CidrBlockAssociationSet: [], SubnetId: 'subnet-1' },
      dropped: [
        { pointer: '/CidrBlock', expected: 'text' },
        { pointer: '/Ipv6CidrBlockAssociationSet/0', expected: 'object' },
      ],
    })
  })

  it('does not fall over an element nested a hundred thousand deep', () => {
    let deep: unknown = 'x'
    for (let level = 0; level < 100_000; level += 1) deep = { VpcId: deep, Tags: [deep] }
    expect(project('Vpcs', { VpcId: 'vpc-1', CidrBlockAssociationSet: [deep], Anything: deep }).kind).toBe('element')
  })

  it.each([
    ['Tags', [{ Key: 'Name', Value: 'web' }]],
    ['TagSet', [{ Key: 'Name', Value: 'web' }]],
    ['TagList', [{ Key: 'Name', Value: 'web' }]],
    ['tags', { Name: 'web' }],
    ['tags', [{ key: 'Name', value: 'web' }]],
  ])('reads tags from %s', (field, tags) => {
    expect(
      project('EksClusters', { arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/a', [field]: tags }),
    ).toMatchObject({
      element: { Tags: [{ Key: 'Name', Value: 'web' }] },
    })
  })

  it('writes fields in canonical order, tags among them', () => {
    const result = project('NetworkInterfaces', {
      VpcId: 'vpc-1',
      TagSet: [],
      Status: 'in-use',
      NetworkInterfaceId: 'eni-1',
    })
    expect(JSON.stringify(result.kind === 'element' && result.element)).toBe(
      '{"NetworkInterfaceId":"eni-1","Status":"in-use","Tags":[],"VpcId":"vpc-1"}',
    )
  })
})

describe('the allow-list itself', () => {
  it.each(DESCRIBE_KEYS)('names the id, the ARN and the gathered lists of %s among its fields', (key: DescribeKey) => {
    const schema = SCHEMA[key]
    const fields = new Set(schema.shape.fields.map((field) => field.name))
    const named = [...schema.id.flat(), ...schema.arn, ...schema.gathered]
    expect(named.filter((name) => !fields.has(name))).toEqual([])
  })

  it('has no field whose name speaks of a secret', () => {
    const all = DESCRIBE_KEYS.flatMap((key) => names(SCHEMA[key].shape))
    expect(
      all.filter((name) =>
        /secret|password|presharedkey|userdata|keyname|authkey|^authtoken$|environment|credential/i.test(name),
      ),
    ).toEqual([])
  })
})

function hasOtherCase(name: string, allowed: ReadonlySet<string>): boolean {
  const [first = ''] = name
  return allowed.has(first.toUpperCase() + name.slice(1)) || allowed.has(first.toLowerCase() + name.slice(1))
}

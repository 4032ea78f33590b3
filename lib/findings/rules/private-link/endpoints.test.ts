import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../describe/document.ts'
import { findingsOf, tell, theFailure } from '../../../testing/tell-findings.ts'
import type { Settings } from '../../settings.ts'

const OPEN = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}'
const base = (service: string) => ({
  VpcEndpointId: 'vpce-1',
  VpcId: 'vpc-1',
  VpcEndpointType: 'Interface',
  ServiceName: `com.amazonaws.eu-west-1.${service}`,
  State: 'available',
  PrivateDnsEnabled: true,
  PolicyDocument: OPEN,
  SubnetIds: ['subnet-1'],
  NetworkInterfaceIds: [],
  OwnerId: '111122223333',
})
const vpc = { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', State: 'available', OwnerId: '111122223333' }
const dns = (support: boolean | null, hostnames: boolean | null) => ({
  ...vpc,
  ...(support === null ? {} : { EnableDnsSupport: { Value: support } }),
  ...(hostnames === null ? {} : { EnableDnsHostnames: { Value: hostnames } }),
})
const endpoint = (service: string, more: JsonObject = {}, Vpc: JsonObject = dns(true, true)) => ({
  elements: { Vpcs: [Vpc], VpcEndpoints: [{ ...base(service), ...more }] },
})
const EVERYWHERE = 'NOT_EVALUATED 111122223333/eu-west-1'
const NOT_COLLECTED = { missing: ['VpcEndpoints' as const] }

// Source: EC2 guide, "Access Amazon EC2 using an interface VPC endpoint".
describe('PL-001 endpoint for the EC2 API', () => {
  it.each([
    ['none', {}, ['FAIL vpc-1 medium none']],
    ['one', endpoint('ec2'), ['PASS vpc-1']],
    ['one with FIPS', endpoint('ec2-fips'), ['PASS vpc-1']],
    ['ec2messages, which is another service', endpoint('ec2messages'), ['FAIL vpc-1 medium none']],
    ['one that is pending', endpoint('ec2', { State: 'pending' }), ['FAIL vpc-1 medium none']],
    ['a VPC where nothing stands', { interfaces: {}, instances: {} }, ['PASS vpc-1']],
    ['endpoints not collected', NOT_COLLECTED, [EVERYWHERE, 'NOT_EVALUATED vpc-1']],
    ['interfaces not collected', { missing: ['NetworkInterfaces' as const] }, ['NOT_EVALUATED vpc-1']],
    [
      'a VPC another account shares',
      { elements: { Vpcs: [{ ...vpc, OwnerId: '444455556666' }] } },
      ['NOT_EVALUATED vpc-1'],
    ],
  ])('%s', (_, sketch, expected) => {
    expect(tell('PL-001', sketch)).toEqual(expected)
  })

  it('creates one in this VPC, and claims no call that nobody saw', () => {
    const { title, evidence, remediation } = theFailure('PL-001', {})
    expect(title).toMatch(/ has no private way to the EC2 API$/)
    expect(evidence.map(({ kind }) => kind)).toEqual(['absence'])
    expect(remediation.cli[0]).toContain('--vpc-id vpc-1 --service-name com.amazonaws.eu-west-1.ec2 ')
    // Source: Terraform AWS provider, aws_vpc_endpoint: private DNS is of interface endpoints, and opens nothing by itself.
    expect(remediation.terraform?.split('\n').map((line) => line.trim().replaceAll(/ +/g, ' '))).toEqual([
      'resource "aws_vpc_endpoint" "ec2" {',
      'vpc_id = "vpc-1"',
      'service_name = "com.amazonaws.eu-west-1.ec2"',
      'vpc_endpoint_type = "Interface"',
      'subnet_ids = var.subnet_id_of_each_zone',
      'security_group_ids = [var.group_that_admits_443_from_the_vpc]',
      'private_dns_enabled = true',
      '}',
    ])
    expect(remediation.summary).toContain('It costs by the hour.')
  })
})

// Source: PrivateLink guide, "Control access to VPC endpoints using endpoint policies".
describe('PL-004 endpoint policy', () => {
  const bounded = OPEN.replace('}]}', ',"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}]}')

  it.each([
    ['open', endpoint('s3'), ['FAIL vpce-1 medium none']],
    ['bounded', endpoint('s3', { PolicyDocument: bounded }), ['PASS vpce-1']],
    ['no JSON', endpoint('s3', { PolicyDocument: '{' }), ['NOT_EVALUATED vpce-1']],
    ['not told', endpoint('s3', { PolicyDocument: '' }), ['NOT_EVALUATED vpce-1']],
    ['of a service without policies', endpoint('transfer.server'), []],
    ["of a customer's service", endpoint('x', { ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1' }), []],
    ['not collected', NOT_COLLECTED, [EVERYWHERE]],
  ])('%s', (_, sketch, expected) => {
    expect(tell('PL-004', sketch)).toEqual(expected)
  })

  it.each([
    ['open', OPEN],
    ['bounded', bounded],
    ['for one account', OPEN.replace('"Principal":"*"', '"Principal":{"AWS":"111122223333"}')],
  ])('says the same whoever is trusted: %s', (_, PolicyDocument) => {
    const told = (settings: Partial<Settings>) => tell('PL-004', endpoint('s3', { PolicyDocument }), settings)
    expect(told({ trustedAccounts: ['444455556666', '111122223333'] })).toEqual(told({}))
  })

  it('writes no policy for an organisation nobody named: AWS would take it, and let nobody in', () => {
    const { cli, console } = theFailure('PL-004', endpoint('s3')).remediation
    expect(cli[0]).toMatch(/ --policy-document 'file:\/\/<policy-with-your-organisation-id>\.json'$/)
    expect(console.join(' ')).toContain('"aws:PrincipalOrgID":"<your-organisation-id>"')
  })

  it('binds it to the organisation of the settings', () => {
    const { evidence, remediation } = theFailure('PL-004', endpoint('s3'), { organizationId: 'o-1' })
    expect(evidence[0]?.pointer).toBe('/VpcEndpoints/0/PolicyDocument')
    expect(remediation.cli[0]).toContain('--vpc-endpoint-id vpce-1')
    expect(remediation.cli[0]).toContain('"aws:PrincipalOrgID":"o-1"')
  })
})

// Source: PrivateLink guide, "Access an AWS service using an interface VPC endpoint", private DNS.
describe('PL-006 private DNS', () => {
  it.each([
    ['on', endpoint('ec2'), ['PASS vpce-1']],
    ['off', endpoint('ec2', { PrivateDnsEnabled: false }), ['FAIL vpce-1 medium none']],
    ['on, in a VPC without DNS hostnames', endpoint('ec2', {}, dns(true, false)), ['FAIL vpce-1 medium none']],
    ['on, in a VPC that did not tell', endpoint('ec2', {}, dns(true, null)), ['NOT_EVALUATED vpce-1']],
    ['of a gateway endpoint', endpoint('s3', { VpcEndpointType: 'Gateway' }), []],
    ['not collected', NOT_COLLECTED, [EVERYWHERE]],
  ])('%s', (_, sketch, expected) => {
    expect(tell('PL-006', sketch)).toEqual(expected)
  })

  it('asks for each attribute that was not told', () => {
    const [finding] = findingsOf('PL-006', endpoint('ec2', {}, dns(null, null)))
    const asked = ['enableDnsSupport', 'enableDnsHostnames'].map(
      (name) => `aws ec2 describe-vpc-attribute --region eu-west-1 --vpc-id vpc-1 --attribute ${name}`,
    )
    expect(finding?.reasonNotEvaluated).toContain(`To answer: ${asked.join('; ')}`)
  })

  it('switches on what is off', () => {
    expect(theFailure('PL-006', endpoint('ec2', { PrivateDnsEnabled: false })).remediation.cli).toEqual([
      'aws ec2 modify-vpc-endpoint --region eu-west-1 --vpc-endpoint-id vpce-1 --private-dns-enabled',
    ])
  })
})

// Source: EC2 API, VpcEndpoint, State.
describe('PL-008 endpoint state', () => {
  it.each([
    ['available', endpoint('ec2'), ['PASS vpce-1']],
    ['Available', endpoint('ec2', { State: 'Available' }), ['PASS vpce-1']],
    ['pendingAcceptance', endpoint('ec2', { State: 'pendingAcceptance' }), ['FAIL vpce-1 medium none']],
    ['not told', endpoint('ec2', { State: '' }), ['NOT_EVALUATED vpce-1']],
    ['not collected', NOT_COLLECTED, [EVERYWHERE]],
  ])('%s', (_, sketch, expected) => {
    expect(tell('PL-008', sketch)).toEqual(expected)
  })

  it('points at the state', () => {
    const finding = theFailure('PL-008', endpoint('ec2', { State: 'pendingAcceptance' }))
    expect(finding.evidence[0]?.pointer).toBe('/VpcEndpoints/0/State')
    expect(finding.title).toBe('vpce-1 is pendingAcceptance, and carries nothing')
  })
})

const service = (more: JsonObject) => ({
  elements: { VpcEndpointServices: [{ ServiceId: 'vpce-svc-1', ServiceState: 'Available', ...more }] },
})
const NO_SERVICES = { missing: ['VpcEndpointServices' as const] }

// Source: PrivateLink guide, "Configure an endpoint service".
describe('PL-009 acceptance', () => {
  it.each([
    ['required', service({ AcceptanceRequired: true }), ['PASS vpce-svc-1']],
    ['not required', service({ AcceptanceRequired: false }), ['FAIL vpce-svc-1 medium none']],
    ['not told', service({}), ['NOT_EVALUATED vpce-svc-1']],
    ['not collected', NO_SERVICES, [EVERYWHERE]],
  ])('%s', (_, sketch, expected) => {
    expect(tell('PL-009', sketch)).toEqual(expected)
  })

  it('requires it of this service', () => {
    const { evidence, remediation } = theFailure('PL-009', service({ AcceptanceRequired: false }))
    expect(evidence[0]?.pointer).toBe('/VpcEndpointServices/0/AcceptanceRequired')
    expect(remediation.cli[0]).toContain('--service-id vpce-svc-1 --acceptance-required')
  })
})

// Source: PrivateLink guide, "Manage permissions" of an endpoint service.
describe('PL-010 allowed principals', () => {
  const open = (...Principals: readonly string[]) =>
    service({ AllowedPrincipals: Principals.map((Principal) => ({ Principal })) })
  const STRANGER = 'arn:aws:iam::444455556666:root'
  const trusted = { trustedAccounts: ['999988887777'] }

  it.each([
    ['nobody', open(), {}, ['PASS vpce-svc-1']],
    ['everybody, whatever is trusted', open('*'), {}, ['FAIL vpce-svc-1 high none']],
    ['the own account', open('arn:aws:iam::111122223333:root'), {}, ['PASS vpce-svc-1']],
    ['a stranger', open(STRANGER), trusted, ['FAIL vpce-svc-1 high none']],
    ['a trusted account', open('arn:aws:iam::999988887777:role/a'), trusted, ['PASS vpce-svc-1']],
    ['a stranger, and nobody said who is trusted', open(STRANGER), {}, ['NOT_EVALUATED vpce-svc-1']],
    ['not collected permissions', service({}), trusted, ['NOT_EVALUATED vpce-svc-1']],
    ['not collected services', NO_SERVICES, trusted, [EVERYWHERE]],
  ])('%s', (...[, sketch, settings, expected]) => {
    expect(tell('PL-010', sketch, settings)).toEqual(expected)
  })

  it('removes the stranger, and prints the setting', () => {
    const { evidence, settingsUsed, remediation } = theFailure('PL-010', open(STRANGER), trusted)
    expect(evidence[0]?.pointer).toBe('/VpcEndpointServices/0/AllowedPrincipals')
    expect(settingsUsed).toEqual({ trustedAccounts: '999988887777' })
    expect(remediation.cli[0]).toContain(`--service-id vpce-svc-1 --remove-allowed-principals ${STRANGER}`)
  })
})

/** `portolan agree` on the sample estate, beside files as Prowler and Security Hub write them. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Agreement } from '../reports/agreement.ts'
import { prowlerOcsf } from '../testing/foreign/prowler-ocsf.ts'
import { securityHubAsff } from '../testing/foreign/security-hub-asff.ts'
import { main } from './main.ts'

const SHOP = 'arn:aws:ec2:eu-west-1:111122223333'
const SHARED = 'arn:aws:ec2:eu-west-1:444455556666'
const ALB = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop-edge/7c363c98e37b2fac'
const FROM_INTERNET = 'ec2_securitygroup_allow_ingress_from_internet_to'
const SSH = `${FROM_INTERNET}_tcp_port_22`

const PROWLER = prowlerOcsf([
  { check: SSH, status: 'FAIL', resource: `${SHOP}:security-group/sg-048c6f45f0d02aca9` },
  { check: SSH, status: 'PASS', resource: `${SHOP}:security-group/sg-0d8b0807131e0b21d` },
  { check: SSH, status: 'FAIL', resource: `${SHOP}:security-group/sg-0ffffffffffffffff` },
  { check: `${FROM_INTERNET}_any_port`, status: 'FAIL', resource: `${SHOP}:security-group/sg-0d8b0807131e0b21d` },
  {
    check: `${FROM_INTERNET}_tcp_port_elasticsearch_kibana_9200_9300_5601`,
    status: 'FAIL',
    resource: `${SHARED}:security-group/sg-00aa75bc882d87892`,
  },
  {
    check: 'ec2_securitygroup_default_restrict_traffic',
    status: 'FAIL',
    resource: `${SHOP}:security-group/sg-0abda7fe495d787e5`,
    muted: true,
  },
  { check: 'vpc_flow_logs_enabled', status: 'PASS', resource: `${SHARED}:vpc/vpc-042e531ae8b0e8497` },
  { check: 'vpc_flow_logs_enabled', status: 'PASS', resource: `${SHOP}:vpc/vpc-010c2ead780c66f3a` },
  {
    check: 'vpc_endpoint_connections_trust_boundaries',
    status: 'FAIL',
    resource: `${SHARED}:vpc-endpoint/vpce-0c8aa4a448222c731`,
  },
  {
    check: 'vpc_peering_routing_tables_with_least_privilege',
    status: 'FAIL',
    resource: `${SHOP}:vpc-peering-connection/pcx-0db6a14ac5747fcc2`,
  },
  {
    check: 'ec2_instance_internet_facing_with_instance_profile',
    status: 'FAIL',
    resource: `${SHARED}:instance/i-09d6cb37af7ae6194`,
  },
  { check: 'ec2_instance_public_ip', status: 'FAIL', resource: `${SHOP}:instance/i-05a854d487792838f` },
  { check: 'ec2_instance_public_ip', status: 'PASS', resource: `${SHARED}:instance/i-08bd4682bf29323c3` },
  { check: 'elbv2_internet_facing', status: 'FAIL', resource: ALB },
  { check: 'ec2_instance_managed_by_ssm', status: 'MANUAL', resource: `${SHOP}:instance/i-05a854d487792838f` },
  { check: 'iam_root_hardware_mfa_enabled', status: 'FAIL', resource: 'arn:aws:iam::111122223333:root' },
])

const SECURITY_HUB = securityHubAsff([
  {
    control: 'EC2.13',
    status: 'FAILED',
    resource: `${SHOP}:security-group/sg-048c6f45f0d02aca9`,
    type: 'AwsEc2SecurityGroup',
  },
  {
    control: 'EC2.18',
    status: 'PASSED',
    resource: `${SHOP}:security-group/sg-0d8b0807131e0b21d`,
    type: 'AwsEc2SecurityGroup',
  },
  {
    control: 'EC2.19',
    status: 'FAILED',
    resource: `${SHARED}:security-group/sg-00aa75bc882d87892`,
    type: 'AwsEc2SecurityGroup',
  },
  {
    control: 'EC2.2',
    status: 'FAILED',
    resource: `${SHOP}:security-group/sg-0abda7fe495d787e5`,
    type: 'AwsEc2SecurityGroup',
    suppressed: true,
  },
  { control: 'EC2.6', status: 'PASSED', resource: `${SHARED}:vpc/vpc-042e531ae8b0e8497`, type: 'AwsEc2Vpc' },
  { control: 'EC2.9', status: 'FAILED', resource: `${SHOP}:instance/i-0c2838cad4a9967da`, type: 'AwsEc2Instance' },
  {
    control: 'EC2.12',
    status: 'PASSED',
    resource: `${SHOP}:elastic-ip/eipalloc-002856120f4d9a7af`,
    type: 'AwsEc2Eip',
  },
  {
    control: 'EC2.20',
    status: 'WARNING',
    resource: `${SHARED}:vpn-connection/vpn-0e4e110e3a3339832`,
    type: 'AwsEc2VpnConnection',
  },
  {
    control: 'EC2.21',
    status: 'PASSED',
    resource: `${SHOP}:network-acl/acl-0979097bcd91c5515`,
    type: 'AwsEc2NetworkAcl',
  },
  {
    control: 'EC2.22',
    status: 'FAILED',
    resource: `${SHOP}:security-group/sg-02477c1b1043e2573`,
    type: 'AwsEc2SecurityGroup',
  },
  { control: 'IAM.6', status: 'FAILED', resource: 'AWS::::Account:111122223333', type: 'AwsAccount' },
  {
    control: 'EC2.13',
    status: 'FAILED',
    resource: `${SHOP}:security-group/sg-0d8b0807131e0b21d`,
    type: 'AwsEc2SecurityGroup',
    archived: true,
  },
])

let folder: string
let ofProwler: Agreement
let ofSecurityHub: Agreement

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portolan-agree-'))
  ofProwler = await agreed('prowler.ocsf.json', PROWLER)
  ofSecurityHub = await agreed('security-hub.json', SECURITY_HUB)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function agreed(name: string, content: string): Promise<Agreement> {
  const path = join(folder, name)
  await writeFile(path, content)
  let out = ''
  await main(['agree', '--sample', '--with', path, '--all', '--format', 'json'], {
    out: (text) => {
      out += text
    },
    log: () => undefined,
    ...{ outIsTerminal: false, logIsTerminal: false, color: false, env: {} },
  })
  return JSON.parse(out) as Agreement
}

/** `FAIL beside PASS: differ`, and why ours is what it is. */
function told({ rows }: Agreement, checkId: string, resource: string): readonly string[] {
  const row = rows.find((each) => each.checkId === checkId && each.resource === resource)
  return row ? [`${row.ours} beside ${row.theirs}: ${row.kind}`, row.why] : []
}

describe('beside Prowler', () => {
  it.each([
    ['a group that opens SSH', SSH, 'sg-048c6f45f0d02aca9', 'FAIL', /tcp\/22 from 0\.0\.0\.0\/0.*Reach: internet/],
    ['one that does not', SSH, 'sg-0d8b0807131e0b21d', 'PASS', /^SG-003 passes/],
    [
      'the peering behind our route tables',
      'vpc_peering_routing_tables_with_least_privilege',
      'pcx-0db6a14ac5747fcc2',
      'FAIL',
      /^ISO-004 fails.*→ pcx-0db6a14ac5747fcc2/,
    ],
    [
      'one of several hosts that are one finding',
      'ec2_instance_internet_facing_with_instance_profile',
      'i-09d6cb37af7ae6194',
      'FAIL',
      /^PRIV-008 fails\. i-09d6cb37af7ae6194 has /,
    ],
    [
      'a host of a VPC that passes as a whole',
      'ec2_instance_public_ip',
      'i-08bd4682bf29323c3',
      'PASS',
      /^EXP-002 passes: No interface of vpc-042e531ae8b0e8497/,
    ],
    ['a load balancer, by its ARN', 'elbv2_internet_facing', ALB, 'FAIL', /^EXP-005 fails\..*Scheme: internet-facing/],
  ])('agrees on %s', (...[, check, resource, verdict, why]) => {
    expect(told(ofProwler, check, resource)).toEqual([
      `${verdict} beside ${verdict}: agree`,
      expect.stringMatching(why),
    ])
  })

  it('agrees on what they muted, and says so', () => {
    expect(ofProwler.rows.filter(({ muted }) => muted)).toMatchObject([
      { kind: 'agree', checkId: 'ec2_securitygroup_default_restrict_traffic', resource: 'sg-0abda7fe495d787e5' },
    ])
  })

  it('differs on a load balancer that serves everybody, and says that it is meant to', () => {
    expect(told(ofProwler, `${FROM_INTERNET}_any_port`, 'sg-0d8b0807131e0b21d')).toEqual([
      'PASS beside FAIL: differ',
      'SG-002 passes: sg-0d8b0807131e0b21d (shop-edge) opens tcp/80, tcp/443 to the internet: intended, the settings allow 80, 443.',
    ])
  })

  it('differs on a VPC without a working flow log', () => {
    expect(told(ofProwler, 'vpc_flow_logs_enabled', 'vpc-042e531ae8b0e8497')).toEqual([
      'FAIL beside PASS: differ',
      'LOG-001 fails. no ACTIVE flow log covers vpc-042e531ae8b0e8497. Reach: none.',
    ])
    expect(told(ofProwler, 'vpc_flow_logs_enabled', 'vpc-010c2ead780c66f3a')[0]).toBe('PASS beside PASS: agree')
  })

  it('says which call would answer what only they fail', () => {
    const [verdict, why] = told(ofProwler, 'vpc_endpoint_connections_trust_boundaries', 'vpce-0c8aa4a448222c731')
    expect(verdict).toBe('NOT_EVALUATED beside FAIL: only-theirs')
    expect(why).toContain('aws ec2 describe-vpc-endpoints --region eu-west-1')
  })

  it('says what is not in the snapshot, and what is there without a finding', () => {
    expect(told(ofProwler, SSH, 'sg-0ffffffffffffffff')[1]).toBe(
      'sg-0ffffffffffffffff is not in this snapshot, so SG-003 cannot speak of it.',
    )
    expect(told(ofProwler, 'ec2_instance_public_ip', 'i-05a854d487792838f')[1]).toBe(
      'No finding of EXP-002 names i-05a854d487792838f.',
    )
  })

  it('has what only ours fails: an open group that nothing carries', () => {
    expect(ofProwler.rows).toContainEqual(
      expect.objectContaining({ kind: 'only-ours', rules: ['SG-003'], resource: 'sg-02477c1b1043e2573', theirs: null }),
    )
  })

  it('counts what no rule asks, and what they leave to be looked at', () => {
    expect(ofProwler.checksWithoutRule).toEqual([{ checkId: 'iam_root_hardware_mfa_enabled', failed: 1 }])
    expect(ofProwler.unjudged).toBe(1)
    const { counts, rows } = ofProwler
    expect([counts.agree, counts.differ, counts['only-theirs'], counts['no-rule']]).toEqual([9, 2, 3, 1])
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(rows.length)
  })
})

describe('beside Security Hub', () => {
  it.each([
    ['EC2.13', 'sg-048c6f45f0d02aca9', 'FAIL', /^SG-003 fails/],
    ['EC2.18', 'sg-0d8b0807131e0b21d', 'PASS', /intended, the settings allow 80, 443/],
    ['EC2.19', 'sg-00aa75bc882d87892', 'FAIL', /tcp\/5601 from 0\.0\.0\.0\/1; .*tcp\/5601 from 128\.0\.0\.0\/1/],
    ['EC2.2', 'sg-0abda7fe495d787e5', 'FAIL', /^SG-020 fails/],
    ['EC2.9', 'i-0c2838cad4a9967da', 'FAIL', /^EXP-002 fails\..*203\.0\.113\.41/],
    ['EC2.12', 'eipalloc-002856120f4d9a7af', 'PASS', /^PRIV-007 passes/],
  ])('agrees on %s of %s', (...[control, resource, verdict, why]) => {
    expect(told(ofSecurityHub, control, resource)).toEqual([
      `${verdict} beside ${verdict}: agree`,
      expect.stringMatching(why),
    ])
  })

  it.each([
    ['a flow log that does not work', 'EC2.6', 'vpc-042e531ae8b0e8497', /no ACTIVE flow log/],
    [
      'an ACL that admits SSH from everybody',
      'EC2.21',
      'acl-0979097bcd91c5515',
      /entry 120 allows tcp\/22 from 0\.0\.0\.0\/0/,
    ],
  ])('differs on %s', (...[, control, resource, why]) => {
    expect(told(ofSecurityHub, control, resource)).toEqual(['FAIL beside PASS: differ', expect.stringMatching(why)])
  })

  it('takes a warning for no verdict, and a control we could not answer for none of ours', () => {
    expect(told(ofSecurityHub, 'EC2.20', 'vpn-0e4e110e3a3339832')[0]).toBe('FAIL beside UNKNOWN: only-ours')
    expect(told(ofSecurityHub, 'EC2.22', 'sg-02477c1b1043e2573')[0]).toBe('NOT_EVALUATED beside FAIL: only-theirs')
  })

  it('leaves out what is archived, and counts what no rule asks', () => {
    expect(told(ofSecurityHub, 'EC2.13', 'sg-0d8b0807131e0b21d')).toEqual([])
    expect(ofSecurityHub.checksWithoutRule).toEqual([{ checkId: 'IAM.6', failed: 1 }])
  })
})

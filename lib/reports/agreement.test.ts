import { describe, expect, it } from 'vitest'
import { CATALOGUE } from '../findings/catalogue.ts'
import { equivalentRules } from '../findings/equivalent-checks.ts'
import type { Finding } from '../findings/finding.ts'
import type { ForeignVerdict } from '../findings/foreign-verdict.ts'
import { agreement } from './agreement.ts'
import { agreementMarkdown, agreementTable } from './print-agreement.ts'

const rulesOf = equivalentRules(CATALOGUE)
const arnOf = (id: string) => `arn:aws:ec2:eu-west-1:111122223333:security-group/${id}`

/** `SG-003 sg-1`: the rule and the resource. */
function ours(status: Finding['status'], about: string, more: Partial<Finding> = {}): Finding {
  const [ruleId = '', id = ''] = about.split(' ')
  return {
    id: `${ruleId}-${id}`,
    ruleId,
    ruleVersion: 1,
    title: 'Ours',
    description: 'It holds no rule.',
    status,
    reasonNotEvaluated: status === 'NOT_EVALUATED' ? 'Subnets was not collected.' : null,
    severity: { base: 'high', effective: 'high', why: [] },
    exposure: { level: status === 'FAIL' ? 'internet' : 'none', path: [] },
    resource: {
      ...{ id, type: 'security-group', arn: null, name: null, vpcId: null, tags: {} },
      ...{ account: '111122223333', region: 'eu-west-1' },
    },
    related: [],
    ports: [],
    evidence:
      status === 'FAIL'
        ? [
            {
              ...{ kind: 'security-group-rule', resourceId: id, pointer: '/SecurityGroups/0' },
              ...{ account: null, region: null, excerpt: 'tcp/22 from 0.0.0.0/0' },
            },
          ]
        : [],
    settingsUsed: {},
    charter: { bullet: 'E', sentenceId: 'E.security-groups-first', sentence: '' },
    compliance: [],
    remediation: { summary: '', cli: [], terraform: null, console: [] },
    rootCauseId: '',
    ...more,
  }
}

function theirs(status: ForeignVerdict['status'], checkId: string, resource: string): ForeignVerdict {
  return {
    ...{ tool: 'Prowler', checkId, title: '', status, muted: false, resource, severity: null, detail: '' },
    ...{ account: '111122223333', region: 'eu-west-1', file: 'f.json', pointer: '/0' },
  }
}

const SSH = 'ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22'
const compare = (
  findings: readonly Finding[],
  verdicts: readonly ForeignVerdict[],
  known: readonly string[] = ['sg-1'],
) => agreement({ findings, verdicts, rulesOf, known: new Map(known.map((id) => [id, null])) })

describe('agreement', () => {
  it.each([
    ['agrees when both fail it', 'FAIL', 'FAIL', 'agree'],
    ['agrees when both pass it', 'PASS', 'PASS', 'agree'],
    ['differs when only ours fails', 'FAIL', 'PASS', 'differ'],
    ['differs when only theirs fails', 'PASS', 'FAIL', 'differ'],
    ['never takes what we could not tell for a pass', 'NOT_EVALUATED', 'FAIL', 'only-theirs'],
    ['never takes what they left open for a pass', 'FAIL', 'UNKNOWN', 'only-ours'],
  ] as const)('%s', (...[, our, their, kind]) => {
    const { rows } = compare([ours(our, 'SG-003 sg-1')], [theirs(their, SSH, arnOf('sg-1'))])
    expect(rows.map((row) => [row.kind, row.ours, row.theirs])).toEqual([[kind, our, their]])
  })

  it('says why ours is what it is: evidence and reach, what was checked, what is missing', () => {
    const why = (status: Finding['status']) =>
      compare([ours(status, 'SG-003 sg-1')], [theirs('FAIL', SSH, arnOf('sg-1'))]).rows[0]?.why
    expect(why('FAIL')).toBe('SG-003 fails. sg-1: tcp/22 from 0.0.0.0/0. Reach: internet.')
    expect(why('PASS')).toBe('SG-003 passes: It holds no rule.')
    expect(why('NOT_EVALUATED')).toBe('SG-003 is not evaluated: Subnets was not collected.')
  })

  it('tells a resource that is not in the snapshot from one that no rule judged', () => {
    const verdicts = [theirs('FAIL', SSH, arnOf('sg-9')), theirs('FAIL', SSH, arnOf('sg-1'))]
    const { rows } = compare([], verdicts)
    expect(rows.find(({ resource }) => resource === 'sg-9')?.why).toContain('is not in this snapshot')
    expect(rows.find(({ resource }) => resource === 'sg-1')?.why).toBe('No finding of SG-003 names sg-1.')
  })

  it('does not say that a resource is fine where a finding stands for more than it names', () => {
    const related = Array.from({ length: 100 }, (_, at) => ({ role: 'instance', id: `i-${at}` }))
    const check = 'ec2_instance_public_ip'
    const verdicts = [theirs('FAIL', check, 'i-99'), theirs('FAIL', check, 'i-100')]
    const { rows } = compare([ours('FAIL', 'EXP-002 eni-1', { related })], verdicts, ['i-99', 'i-100'])
    expect(rows.map(({ kind, resource }) => `${kind} ${resource}`)).toEqual(['only-theirs i-100', 'agree i-99'])
    expect(rows[0]?.why).toContain('it names the first 100 only, so it may be among them')
  })

  it('takes what passes for a whole VPC for a pass of what stands in it, and never a failure', () => {
    const check = 'ec2_instance_public_ip'
    const verdicts = [theirs('FAIL', check, 'i-1')]
    const known = new Map([['i-1', 'vpc-1']])
    const told = (status: Finding['status']) =>
      agreement({ findings: [ours(status, 'EXP-002 vpc-1')], verdicts, rulesOf, known }).rows[0]
    expect(told('PASS')).toMatchObject({ kind: 'differ', ours: 'PASS', why: 'EXP-002 passes: It holds no rule.' })
    expect(told('NOT_EVALUATED')).toMatchObject({ kind: 'only-theirs', ours: 'NOT_EVALUATED' })
    expect(told('FAIL')).toMatchObject({ kind: 'only-theirs', ours: null })
  })

  it('counts a failure told under another rule as a failure of this one', () => {
    const finding = ours('FAIL', 'SG-001 sg-1', { alsoMatches: ['SG-003'] })
    const { rows } = compare([finding], [theirs('FAIL', SSH, arnOf('sg-1'))])
    expect(rows.map(({ kind }) => kind)).toEqual(['agree'])
  })

  it('finds ours by what the finding touches, when they name the instance and we the interface', () => {
    const finding = ours('FAIL', 'EXP-001 eni-1', { related: [{ role: 'instance', id: 'i-1' }] })
    const check = 'ec2_instance_port_ssh_exposed_to_internet'
    const { rows } = compare([finding], [theirs('FAIL', check, 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1')])
    expect(rows).toMatchObject([{ kind: 'agree', resource: 'i-1' }])
  })

  it('takes what could not be told for a region as not told for the resource', () => {
    const finding = ours('NOT_EVALUATED', 'SG-003 111122223333/eu-west-1')
    const { rows } = compare([finding], [theirs('FAIL', SSH, arnOf('sg-1'))])
    expect(rows).toMatchObject([{ kind: 'only-theirs', ours: 'NOT_EVALUATED' }])
  })

  it('lists what only ours fails, of rules their file speaks of, once', () => {
    const findings = [ours('FAIL', 'SG-003 sg-1'), ours('FAIL', 'SG-003 sg-2'), ours('FAIL', 'RT-002 rtb-1')]
    const { rows, counts } = compare(findings, [theirs('FAIL', SSH, arnOf('sg-1'))])
    expect(counts).toMatchObject({ agree: 1, 'only-ours': 1 })
    expect(rows.find(({ kind }) => kind === 'only-ours')).toMatchObject({ resource: 'sg-2', theirs: null })
  })

  it('counts checks no rule of ours asks, and does not list what they pass', () => {
    const verdicts = [
      theirs('FAIL', 'iam_no_root', 'r'),
      theirs('PASS', 'iam_no_root', 'q'),
      theirs('PASS', SSH, 'sg-7'),
    ]
    const report = compare([], verdicts)
    expect(report.checksWithoutRule).toEqual([{ checkId: 'iam_no_root', failed: 1 }])
    expect([report.rows.length, report.unjudged]).toEqual([1, 2])
  })

  it('puts what differs first, the same order every time', () => {
    const findings = [ours('PASS', 'SG-003 sg-1'), ours('FAIL', 'SG-003 sg-2'), ours('FAIL', 'SG-003 sg-3')]
    const verdicts = [theirs('FAIL', SSH, 'sg-3'), theirs('FAIL', SSH, 'sg-1')]
    const kinds = (list: readonly ForeignVerdict[]) => compare(findings, list).rows.map(({ kind }) => kind)
    expect(kinds(verdicts)).toEqual(['differ', 'only-ours', 'agree'])
    expect(kinds(verdicts.toReversed())).toEqual(['differ', 'only-ours', 'agree'])
  })

  it('prints names from their files as text, in a table and in Markdown', () => {
    const report = compare([], [theirs('FAIL', SSH, 'sg|<b>\u001b[31m')])
    expect(agreementTable(report)).not.toContain('\u001b')
    expect(agreementMarkdown(report)).not.toContain('<b>')
  })
})

describe('equivalent checks', () => {
  it('know Security Hub’s controls by what the rules say of themselves', () => {
    expect(rulesOf('Security Hub', 'EC2.2')).toContain('SG-020')
    expect(rulesOf('Security Hub', 'IAM.1')).toEqual([])
  })

  it.each([
    [SSH, 'SG-003'],
    ['ec2_securitygroup_default_restrict_traffic', 'SG-020'],
    ['ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_redis_6379', 'SG-005'],
    ['ec2_securitygroup_allow_ingress_from_internet_to_port_mongodb_27017_27018', 'SG-005'],
    ['ec2_instance_port_ssh_exposed_to_internet', 'EXP-001'],
    ['vpc_flow_logs_enabled', 'LOG-001'],
  ])('know Prowler’s %s as %s', (check, rule) => {
    expect(rulesOf('Prowler', check)).toContain(rule)
  })

  it('name no rule that is not in the catalogue', () => {
    expect(equivalentRules([])('Prowler', SSH)).toEqual([])
  })
})
